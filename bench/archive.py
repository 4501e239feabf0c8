"""Fill a site with years of finished documents, faster than by working through each.

Patterns are made by the real chain (create, decide, deliver, sign for). Copies of them get ids,
times, numbers, a trail chained anew, rows and lines by the domains' own functions, so that the
inbox and the registers verify against the documents afterwards.

Spread: half of the documents are outgoing from the city, from six departments; every twelfth of
these went to all twelve units, which have one incoming document each. Five years, evenly. What is
in progress does not grow with the archive, because offices work off what comes in: 600 documents
that have lain for up to three weeks, a tenth of them with the leader (`SHARES`).
"""

from __future__ import annotations

from bench import world
from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from typing import Any

import pickle
import random
import transaction
import uuid


YEARS = 5
IN_PROGRESS = 600
#: How many decisions of the chain were taken, and of how many in a hundred in progress: with the
#: drafter, the head, who countersigns, the office director, the leader, the clerk, the seal keeper.
SHARES = {0: 20, 1: 20, 2: 15, 3: 20, 4: 10, 5: 8, 6: 7}
#: Those of them that wait for the leader's signature.
LEADERS = 4
LONGEST_WAIT = 21
DEPARTMENTS = ("finance", "info", "legal", "monopoly", "personnel", "logistics")
COMMIT_EVERY = 250
WORDS = (
    "安全生产",
    "专卖管理",
    "卷烟营销",
    "财务预算",
    "人事教育",
    "信息系统",
    "物流配送",
    "党风廉政",
)


def fill(app, count: int, held: int = 0) -> dict[str, Any]:
    """Add `count` documents to the site and commit; return what is there then.

    :param held: so many more wait for the leader than usual.
    """
    site = world.enter(app)
    chance = random.Random(count)
    patterns = Patterns()
    transaction.commit()
    made = 0
    while made < count:
        wide = chance.randrange(24) == 0
        for group in (patterns.to_all,) if wide else (patterns.outside,) * 12:
            made += patterns.copy(group, chance)
            if made // COMMIT_EVERY != (made - 13) // COMMIT_EVERY:
                transaction.commit()
                app._p_jar.cacheMinimize()
    transaction.commit()
    begin(chance, held)
    transaction.commit()
    return check(app, site, made)


def begin(chance: random.Random, held: int) -> None:
    """Put in progress what lies on the desks of the city; then `held` more with the leader."""
    waiting = [steps for steps, share in SHARES.items() for _ in range(share * IN_PROGRESS // 100)]
    waiting += [LEADERS] * held
    patterns = {steps: world.draft("关于做好有关工作的通知", ()) for steps in SHARES}
    for steps, document in patterns.items():
        world.walk(document, steps)
    for position, steps in enumerate(waiting):
        ago = timedelta(minutes=chance.randrange(LONGEST_WAIT * 24 * 60))
        title = f"关于{chance.choice(WORDS)}工作的通知（在办{position}）"
        copy_document(patterns[steps], ago, title, department(chance))
        if position % COMMIT_EVERY == 0:
            transaction.commit()


def department(chance: random.Random) -> str:
    """Return the id of some department of the city."""
    return f"city-{chance.choice(DEPARTMENTS)}"


def check(app, site, made: int) -> dict[str, Any]:
    """Compare the inbox and the registers with the documents, as an administrator would.

    :raises AssertionError: a line is missing, too much, or different.
    """
    from collective.tobaccooa.inbox import health
    from collective.tobaccooa.inbox.items import counts
    from collective.tobaccooa.search import register

    if made <= 2000:
        wrong = [*health.verify(site), *register.verify()]
        assert not wrong, wrong[:3]
    app._p_jar.cacheMinimize()
    return {"documents": made, "clerk": counts("city-clerk"), "leader": counts("city-leader")}


class Patterns:
    """The documents to copy: (outgoing, deliveries, incoming of each unit)."""

    def __init__(self) -> None:
        self.outside = self._pattern(())
        self.to_all = self._pattern(world.UNITS)

    def _pattern(self, units: tuple[str, ...]):
        from collective.tobaccooa.documents.storage import document_by_reference
        from collective.tobaccooa.exchange.deliveries import deliveries_of
        from collective.tobaccooa.exchange.deliveries import sign_for

        document = world.draft("关于报送工作计划的报告", units)
        world.walk(document)
        incoming = []
        for delivery in deliveries_of(document):
            if delivery.to_unit:
                signed = sign_for(delivery.id, f"{delivery.to_unit}-clerk")
                incoming.append(document_by_reference(signed.incoming))
                finish(incoming[-1])
        return document, deliveries_of(document), incoming

    def copy(self, pattern, chance: random.Random) -> int:
        """Copy a pattern to some day of the last years; return how many documents were made."""
        outgoing, deliveries, incoming = pattern
        ago = timedelta(days=chance.randrange(1, 365 * YEARS))
        title = f"关于做好{chance.choice(WORDS)}有关工作的通知（{chance.randrange(10**6)}）"
        copied = copy_document(outgoing, ago, title, department(chance))
        references = {}
        for each in incoming:
            made = copy_document(each, ago, title, "", copied)
            references[each.reference] = made.reference
        for delivery in deliveries:
            copy_delivery(delivery, copied, ago, references.get(delivery.incoming, ""))
        return 1 + len(incoming)


def finish(document) -> None:
    """Take an incoming document through its chain, whoever holds it."""
    from collective.tobaccooa.workflows.kernel import decide
    from collective.tobaccooa.workflows.model import Decision
    from collective.tobaccooa.workflows.state import kernel_state

    people = {"registration": "clerk", "proposal": "director", "instruction": "leader"}
    while (step := kernel_state(document).step) in people:
        actor = f"{document.unit_code}-{people[step]}"
        to_step = "completed" if step == "proposal" else None
        decide(document, Decision(action="advance", to_step=to_step, opinion="已阅"), actor)


def copy_document(pattern, ago: timedelta, title: str, department: str, source=None):
    """Put a copy in place, as `documents.storage` does, `ago` earlier; return it.

    :param department: that of the copy, "" for the pattern's.
    :param source: the sender's document of an incoming one.
    """
    from collective.tobaccooa.documents.receipts import issue_receipt
    from collective.tobaccooa.documents.storage import year_folder
    from collective.tobaccooa.inbox.sources import facts_of
    from collective.tobaccooa.inbox.subscribers import places
    from collective.tobaccooa.inbox.subscribers import put_items
    from collective.tobaccooa.search.register import file_document
    from collective.tobaccooa.supervision import progress
    from collective.tobaccooa.workflows.state import kernel_state
    from DateTime import DateTime

    at = datetime.now(UTC) - ago
    id_ = uuid.uuid4().hex
    copied = type(pattern.aq_base)(id_)
    state = {k: v for k, v in pattern.aq_base.__getstate__().items() if k != "__parent__"}
    copied.__setstate__(pickle.loads(pickle.dumps(state)))  # noqa: S301 (our own objects)
    copied.id, copied.title, copied.year = id_, title, at.year
    copied.department = department or pattern.department
    setattr(copied, "_plone.uuid", uuid.uuid4().hex)
    copied.creation_date = copied.modification_date = DateTime(at.isoformat())
    folder = year_folder(pattern.unit_code, pattern.chain_id, at.year)
    folder._setObject(id_, copied, set_owner=0, suppress_events=True)
    document = folder._getOb(id_)
    rechain(document, ago)
    if source is not None:
        document.receipt_number = issue_receipt(folder, at.year, id_)
        document.source_number = source.document_number
        document.source_document = source.reference
    elif document.document_number:
        number(document, at)
    file_document(document)
    put_items(places(facts_of(document)).items())
    progress.follow(document, (), kernel_state(document).holders)
    return document


def rechain(document, ago: timedelta) -> None:
    """Shift all times and chain the trail's digests to the copy's own reference."""
    from collective.tobaccooa.workflows import trail
    from collective.tobaccooa.workflows.state import kernel_state

    state = kernel_state(document)
    entries: tuple = ()
    for entry in state.trail:
        shifted = replace(entry, at=entry.at - ago)
        entries = (*entries, trail.append(entries, shifted, document.reference))
    state.trail = entries
    state.holders = tuple(
        replace(
            each,
            since=each.since - ago,
            due_on=each.due_on - ago if each.due_on else None,
            due_at=each.due_at - ago if each.due_at else None,
        )
        for each in state.holders
    )


def number(document, at: datetime) -> None:
    """Issue the next number of the pattern's organ code in the copy's year."""
    from collective.tobaccooa.documents.ledger import ledger
    from collective.tobaccooa.documents.numbering import parse

    code = parse(document.document_number).organ_code
    store = ledger(code, at.year, document.unit_code)
    serial = store.issue(document.reference, "city-clerk", at)
    document.document_number = store.rendered(serial)


def copy_delivery(pattern, document, ago: timedelta, incoming: str) -> None:
    """Store the row of a delivery of the copy."""
    from collective.tobaccooa.exchange.deliveries import delivery_store
    from collective.tobaccooa.exchange.model import delivery_id
    from plone import api

    paper = replace(
        pattern.paper,
        reference=document.reference,
        title=document.title,
        number=document.document_number,
    )
    copied = replace(
        pattern,
        id=delivery_id(document.reference, pattern.recipient),
        paper=paper,
        sent_at=pattern.sent_at - ago,
        settled_at=pattern.settled_at - ago if pattern.settled_at else None,
        incoming=incoming,
        history=tuple(replace(each, at=each.at - ago) for each in pattern.history),
    )
    delivery_store(api.portal.get(), create=True).put(copied)
