"""The working day that `make_pictures.py` makes: invented matters of an invented city bureau."""

from typing import Any


UNITS = [f"unit:unit{number:02d}" for number in range(1, 13)]
SHOWN = "budget"
#: Sent specially to two people; one of them has answered.
SENT_SPECIALLY = "leases"

Step = tuple[str, dict[str, Any]]


def way(drafter: str, head: str, until: str, with_heads: tuple[str, ...] = ()) -> list[Step]:
    """Return the usual decisions of a city document from drafting to a step."""
    others = {"to_step": "countersigning", "handlers": list(with_heads)} if with_heads else {}
    steps = [
        ("department_review", drafter, {"opinion": "请审核。"}),
        ("office_review", head, {"opinion": "同意，请审核。", **others}),
        *(("office_review", each, {"opinion": said}) for each, said in _said(with_heads)),
        ("signing", "city-director", {"opinion": "内容、格式已核，拟同意，请贺局长签发。"}),
        ("numbering", "city-leader", {"opinion": "同意签发。"}),
        ("sealing", "city-clerk", {}),
        ("distribution", "city-sealkeeper", {}),
        ("distributed", "city-clerk", {}),
    ]
    order = [
        "department_review",
        "office_review",
        "signing",
        "numbering",
        "sealing",
        "distribution",
        "distributed",
    ]
    reached = order.index(until)
    return [(user, decision) for step, user, decision in steps if order.index(step) <= reached]


def _said(heads: tuple[str, ...]) -> list[tuple[str, str]]:
    phrases = ("同意。报送口径请与上年一致。", "同意，附表已在系统中核对。", "无意见。")
    return list(zip(heads, phrases, strict=False))


def unit_way(unit: str) -> list[Step]:
    """Return all decisions of a county unit's document, to its delivery."""
    return [
        (f"{unit}-staff", {"opinion": "请审核。"}),
        (f"{unit}-director", {"opinion": "同意。"}),
        (f"{unit}-director", {"opinion": "已核，请签发。"}),
        (f"{unit}-leader", {"opinion": "同意上报。"}),
        (f"{unit}-clerk", {}),
        (f"{unit}-sealkeeper", {}),
        (f"{unit}-clerk", {}),
    ]


BUDGET_TEXT = (
    "<p>为做好2027年度预算编制工作，摸清全市系统固定资产家底，现将有关事项通知如下。</p>"
    "<h2>一、报送内容</h2>"
    "<p>（一）固定资产清查结果，截至2026年11月30日。</p>"
    "<p>（二）闲置资产盘活情况及下一步处置意见。</p>"
    "<p>（三）第四季度费用执行情况，与预算相差百分之十以上的逐项说明原因。</p>"
    "<h2>二、时间要求</h2>"
    "<p>请各单位于2026年12月11日前将附件所列表格报市公司财务科，逾期未报的予以通报。</p>"
)
LEASES_TEXT = (
    "<p>为加强全市系统仓储和配送用房租赁管理，防范经营风险，现将有关事项通知如下。</p>"
    "<h2>一、统一管理</h2><p>租赁用房由各单位物流部门提出，单位负责人审批，报市公司备案。</p>"
    "<h2>二、合同和租金</h2><p>租期一般不超过三年，租金参照当地同类房屋确定，按季支付。</p>"
    "<h2>三、安全责任</h2><p>租入前应当查验消防设施，不符合要求的不得使用。</p>"
)
PLAIN = "<p>现将有关事项通知如下，请认真贯彻落实。</p><h2>一、总体要求</h2><p>{}</p>"
TABLE = (
    "<table border=1 cellspacing=0 cellpadding=6 width=100%><tr><th>序号<th>项目<th>账面原值"
    "<th>清查数<th>备注</tr><tr><td>1<td>房屋及建筑物<td><td><td></tr><tr><td>2<td>运输设备<td><td>"
    "<td></tr><tr><td>3<td>电子设备<td><td><td></tr></table><p>填表人：　　　　　审核人：</p>"
)

PAPERS: dict[str, dict[str, Any]] = {
    "duty": {
        "by": "city-office-staff",
        "title": "关于做好元旦期间值班和安全保卫工作的通知",
        "document_type": "notice",
        "department": "city-office",
        "main_recipients": UNITS,
        "text": PLAIN.format("各单位严格执行领导带班和二十四小时值班制度。"),
        "way": [
            *way("city-office-staff", "city-office-head", "distributed"),
            ("city-clerk", {"action": "circulate", "handlers": ["city-director"]}),
        ],
    },
    "meeting": {
        "by": "city-director",
        "title": "关于召开2026年度办公室工作会议的通知",
        "document_type": "notice",
        "department": "city-office",
        "main_recipients": UNITS,
        "text": PLAIN.format("会议时间为2026年12月18日，会期半天，请各单位办公室主任参加。"),
        "way": [("city-director", {"opinion": "请审核。"})],
    },
    "letter": {
        "by": "city-logistics-staff",
        "title": "关于商请协助做好冬季配送线路通行保障的函",
        "document_type": "letter",
        "department": "city-logistics",
        "main_recipients": ["text:云岭市交通运输局"],
        "text": "<p>因冬季山区道路结冰，部分配送线路需临时调整，商请贵局协助提供路况信息。</p>",
        "way": way("city-logistics-staff", "city-logistics-head", "numbering"),
    },
    "report": {
        "by": "unit03-staff",
        "title": "关于2026年第三季度专卖执法工作情况的报告",
        "document_type": "report",
        "main_recipients": ["unit:city"],
        "text": "<p>第三季度，我局共出动检查人员三百二十人次，现将有关情况报告如下。</p>",
        "way": unit_way("unit03"),
    },
    "vans": {
        "by": "unit07-staff",
        "title": "关于更新县级卷烟配送车辆的请示",
        "document_type": "request",
        "urgency": "urgent",
        "main_recipients": ["unit:city"],
        "contact": "侯云晏，0000-0000000",
        "text": "<p>我县现有配送车辆五台，其中三台已到报废年限，拟更新三台。妥否，请批示。</p>",
        "way": unit_way("unit07"),
    },
    "training": {
        "by": "unit11-staff",
        "title": "关于选派人员参加专卖业务培训的报告",
        "document_type": "report",
        "main_recipients": ["unit:city"],
        "text": "<p>按照培训安排，我局拟选派四名同志参加，名单如下。</p>",
        "way": unit_way("unit11"),
    },
    "honours": {
        "by": "city-personnel-staff",
        "title": "关于表彰2026年度先进集体和先进个人的决定",
        "document_type": "decision",
        "department": "city-personnel",
        "main_recipients": UNITS,
        "text": PLAIN.format("经研究，决定对八个先进集体和二十名先进个人予以表彰。"),
        "way": way("city-personnel-staff", "city-personnel-head", "signing"),
    },
    "contracts": {
        "by": "city-legal-staff",
        "title": "关于印发《云岭市烟草专卖局合同管理办法（修订）》的通知",
        "document_type": "notice",
        "department": "city-legal",
        "main_recipients": UNITS,
        "text": PLAIN.format("《办法》自2027年1月1日起施行，原办法同时废止。"),
        "files": [("云岭市烟草专卖局合同管理办法（修订）", "<p>第一条　为规范合同管理……</p>")],
        "way": way("city-legal-staff", "city-legal-head", "office_review", ("city-finance-head",)),
    },
    "downtime": {
        "by": "city-info-staff",
        "title": "关于业务系统年末停机维护安排的紧急通知",
        "document_type": "notice",
        "urgency": "extra_urgent",
        "department": "city-info",
        "main_recipients": UNITS,
        "text": PLAIN.format("停机时间为2026年12月31日22时至次日6时，请提前做好数据备份。"),
        "way": way("city-info-staff", "city-info-head", "office_review"),
    },
    "inspection": {
        "by": "city-monopoly-staff",
        "title": (
            "关于在全市范围内开展节前卷烟市场专项检查并同步做好零售户诚信等级评定、"
            "投诉举报核查和案件移送衔接工作的通知"
        ),
        "document_type": "notice",
        "urgency": "urgent",
        "department": "city-monopoly",
        "main_recipients": UNITS,
        "text": PLAIN.format("检查时间为2026年12月1日至2027年1月31日。"),
        "way": way(
            "city-monopoly-staff", "city-monopoly-head", "office_review", ("city-legal-head",)
        ),
    },
    "leases": {
        "by": "city-logistics-staff",
        "title": "关于规范全市卷烟仓储和配送用房租赁管理的通知",
        "document_type": "notice",
        "urgency": "urgent",
        "department": "city-logistics",
        "main_recipients": UNITS,
        "text": LEASES_TEXT,
        "way": [
            *way("city-logistics-staff", "city-logistics-head", "office_review"),
            (
                "city-director",
                {
                    "action": "special_delivery",
                    "handlers": ["city-legal-head", "city-finance-head"],
                    "reason": "第二条涉及合同和租金，请两位科长今天提出意见，办完送回我。",
                    "then": "back_to_me",
                },
            ),
            ("city-legal-head", {"opinion": "合同须经法规科审核后签订，建议在第二条写明。"}),
        ],
    },
    "budget": {
        "by": "city-finance-staff",
        "title": "关于报送固定资产清查结果和2027年度预算编制基础数据的通知",
        "document_type": "notice",
        "urgency": "urgent",
        "department": "city-finance",
        "main_recipients": UNITS,
        "copy_recipients": ["department:city-office"],
        "text": BUDGET_TEXT,
        "attachments_note": "固定资产清查表",
        "files": [("固定资产清查表", TABLE)],
        "way": way(
            "city-finance-staff",
            "city-finance-head",
            "signing",
            ("city-info-head", "city-legal-head"),
        ),
    },
}

#: Which unit received what, and what its clerk did.
RECEIVED = [
    *((f"unit{number:02d}", "duty", "sign_for", "") for number in (1, 2, 4, 5, 6, 8, 9)),
    ("unit10", "duty", "refuse", "正文第三段缺少值班电话，请补充后重发。"),
    ("city", "report", "sign_for", ""),
    ("city", "vans", "sign_for", ""),
]
#: What was done with it afterwards.
HANDLED: dict[tuple[str, str], list[Step]] = {
    ("city", "report"): [("city-clerk", {"opinion": "拟请专卖科阅处。"})],
    ("city", "vans"): [("city-clerk", {"opinion": "请贺主任拟办。"})],
}
