"""The recorded examples of supervised matters: made of an instruction, followed, closed."""

FINANCE, LEGAL, BELOW = "department:city-finance", "department:city-legal", "unit:unit01"


def record_matters(record, office, document):
    """Make a matter of the leader's words; the lead reports, the office closes."""
    state = office.who("city-director").get(f"{document}/@decisions").body
    words = [e["id"] for e in state["trail"] if e["actor"] == "city-leader" and e["opinion"]]
    asked = {
        "document": document,
        "instruction": words[-1],
        "title": "汇总各单位工作计划并报局长办公会",
        "lead": FINANCE,
        "assisting": [LEGAL, BELOW],
        "urgency": "urgent",
    }
    made = record("matters_post", "city-director", "POST", "/@matters", asked, "matter-1")
    matter = made.body["@id"]
    nobody = {**asked, "lead": "department:unit01-office"}
    record("matters_post_invalid", "city-director", "POST", "/@matters", nobody)
    record("matters_post_refused", "city-finance-head", "POST", "/@matters", asked)
    record("matters_get", "city-leader", "GET", "/@matters?state=open&b_size=10")
    below = matter.replace("/@matters/", "/unit01/@matters/")
    words = {"action": "feedback", "text": "已布置到各股室，本周内报送。"}
    record("matters_post_feedback", "unit01-clerk", "POST", below, words, "feedback-1")
    record("matters_get_one", "unit01-clerk", "GET", below)
    record("matters_get_stranger", "unit02-clerk", "GET", matter)
    later = {"action": "extend", "text": "各单位要求延长", "until": a_year_later(made.body)}
    record("matters_post_extend", "city-director", "POST", matter, later)
    early = {"action": "close"}
    record("matters_post_out-of-date", "city-director", "POST", matter, early)
    report = {"action": "report", "text": "已汇总，报局长办公会审议通过。"}
    record("matters_post_report", "city-finance-head", "POST", matter, report)
    record("matters_post_close", "city-leader", "POST", matter, {"action": "close", "text": "同意"})


def a_year_later(matter):
    """Return a date that lies after the due date, whatever day the examples are recorded."""
    due = matter["due_on"]
    return f"{int(due[:4]) + 1}-{due[5:7]}-01"
