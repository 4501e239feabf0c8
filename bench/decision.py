"""What a decision, a person's lists and a delivery cost at 1,000 and at many documents.

Both sites and, for comparison, a bare catalogued Dexterity item's transition are measured in turns.
A decision is everything up to and with the commit, warm, in a process with the production's cache.
"""

from __future__ import annotations

from bench import world
from bench.measure import Line
from bench.measure import Sample
from bench.measure import sample
from bench.measure import timed
from bench.site import Inside
from bench.sites import Sites
from typing import Any

import transaction


ROUNDS = 12
DOCUMENTS = 3
TRANSITIONS = 24
READINGS = 40
PRODUCTION_CACHE = 3000


def run(sites: Sites) -> list[Line]:
    """Decisions, deliveries and lists, in turns."""
    processes = {
        "small": sites.workspace.inside(sites.small, PRODUCTION_CACHE),
        "large": sites.workspace.inside(sites.large, PRODUCTION_CACHE),
    }
    found: dict[tuple[str, str], list] = {}
    for number in range(ROUNDS + 1):
        for size, process in processes.items():
            for what, pairs in turn(process, size).items():
                if number:
                    found.setdefault((size, what), []).extend(pairs)
    for process in processes.values():
        process.stop()
    return report({key: sample(pairs) for key, pairs in found.items()}, sites)


def turn(process: Inside, size: str) -> dict[str, Any]:
    """One turn of everything in one process."""
    module = "bench.decision"
    answer = process.call(f"{module}:decisions", documents=DOCUMENTS)
    answer |= process.call(f"{module}:lists", readings=READINGS)
    if size == "small":
        answer["bare"] = process.call(f"{module}:transitions", count=TRANSITIONS)
    return answer


def report(samples: dict[tuple[str, str], Sample], sites: Sites) -> list[Line]:
    """Put large beside small and beside the bare item, by processor time (others share it)."""
    large, small = (f"{each:,}" for each in (sites.large_count, sites.small_count))
    lines = []
    for what, title, budget in (
        ("decision", "one decision", "≤ 1.2"),
        ("deliver", "deliver to 12 units", "≤ 1.2"),
        ("sign_for", "sign for a delivery", "≤ 1.2"),
        ("clerk", "the clerk's open list, in process", "≤ 1.3"),
        ("leader", "the leader's open list, in process", "≤ 1.3"),
        ("done", "the clerk's done list, in process", "≤ 1.3"),
    ):
        big, little = samples["large", what], samples["small", what]
        ratio = big.cpu_at(50) / little.cpu_at(50)
        note = f"{large}: {big.text()}; {small}: {little.text()}"
        lines.append(Line("decision", f"{title}: {large} / {small} documents", ratio, budget, note))
    bare, one = samples["small", "bare"], samples["large", "decision"]
    ratio = one.cpu_at(50) / bare.cpu_at(50)
    note = f"bare item: {bare.text()}"
    lines.append(
        Line("decision", f"one decision at {large} / bare item's transition", ratio, "≤ 1.0", note)
    )
    return lines


# --- inside the database process -------------------------------------------------------------


def decisions(app, documents: int) -> dict[str, list[tuple[float, float]]]:
    """Walk new documents through the chain and let all units sign; time each with its commit."""
    from collective.tobaccooa.exchange.deliveries import deliveries_of
    from collective.tobaccooa.exchange.deliveries import sign_for
    from collective.tobaccooa.workflows.kernel import decide

    world.enter(app)
    found: dict[str, list] = {"decision": [], "deliver": [], "sign_for": []}
    for number in range(documents):
        document = world.draft(f"关于报送第{number}季度工作计划的通知")
        transaction.commit()
        steps = list(world.decisions())
        for position, (actor, decision) in enumerate(steps, 1):
            what = "deliver" if position == len(steps) else "decision"
            found[what].append(committed(decide, document, decision, actor))
        for delivery in deliveries_of(document):
            if delivery.to_unit:
                found["sign_for"].append(
                    committed(sign_for, delivery.id, f"{delivery.to_unit}-clerk")
                )
        forget_jobs(app)
    return found


def committed(act, *arguments) -> tuple[float, float]:
    """Call and commit; return the time of both."""

    def whole() -> None:
        act(*arguments)
        transaction.commit()

    return timed(whole)


def forget_jobs(app) -> None:
    """Work off what was queued for later, so that the queue's length stays as in an office."""
    from collective.tobaccooa.jobs.worker import drain

    drain(app[world.SITE])
    transaction.commit()


def lists(app, readings: int) -> dict[str, list[tuple[float, float]]]:
    """Read what the page of my work shows."""
    from collective.tobaccooa.inbox.items import work_items
    from collective.tobaccooa.inbox.model import Kind

    world.enter(app)
    asked = {
        "clerk": ("city-clerk", Kind.OPEN),
        "leader": ("city-leader", Kind.OPEN),
        "done": ("city-clerk", Kind.DONE),
    }
    return {
        name: [timed(lambda: work_items(user, kind)) for _ in range(readings)]  # noqa: B023
        for name, (user, kind) in asked.items()
    }


def transitions(app, count: int) -> list[tuple[float, float]]:
    """Move a bare catalogued item of a stock site through its workflow; time each with commit."""
    from Products.CMFCore.utils import getToolByName
    from zope.component.hooks import setSite

    stock = app[world.STOCK]
    setSite(stock)
    workflow = getToolByName(stock, "portal_workflow")
    found = []
    for _ in range(count // 2):
        for transition in ("publish", "retract"):
            found.append(committed(workflow.doActionFor, stock["bare"], transition))
    return found
