"""Four writer processes against one, over ZEO and over PostgreSQL: whole chains, the same people.

Each writer drafts documents and takes all eight decisions, each in a transaction of its own with
the same clerk, leader and seal keeper; whoever meets a conflict repeats. Conflicts are counted by
the object on which they happened. Once more beside a worker of background jobs.
"""

from __future__ import annotations

from bench import postgres
from bench import world
from bench.measure import Line
from bench.site import Database
from bench.sites import Sites
from collections import Counter
from typing import Any

import random
import time
import transaction


WRITERS = 4
DOCUMENTS = 25
BUDGETS = {"ZEO": "≥ 1.1", "PostgreSQL": "≥ 1.7"}


def run(sites: Sites) -> list[Line]:
    """One writer, then four, on copies of the small site; over each of the two servers."""
    lines = []
    database = sites.small.copy("writers")
    sites.workspace.zeo(database)
    lines += over("ZEO", sites, database)
    lacking = postgres.missing()
    if lacking:
        print(f"Not measured over PostgreSQL: {lacking}", flush=True)
        return lines
    server = postgres.Postgres()
    sites.workspace.stack.callback(server.stop)
    database = sites.small.copy("writers_pg")
    server.take_over(database)
    return lines + over("PostgreSQL", sites, database)


def over(name: str, sites: Sites, database: Database) -> list[Line]:
    """Measure on a database that several processes may open."""
    writers = [sites.workspace.inside(database) for _ in range(WRITERS)]
    for writer in writers:
        writer.call("bench.writers:write", documents=2, name="warm")
    alone = together(writers[:1])
    four = together(writers)
    worker = sites.workspace.inside(database)
    worker.call("bench.writers:work_off")
    worker.start("bench.writers:work", seconds=10_000)
    beside = together(writers)
    worker.process.terminate()
    for met in (alone, four, beside):
        name_owners(met, writers[0])
    for writer in writers:
        writer.stop()
    return [*report(name, alone, four), jobs_line(name, beside)]


def name_owners(met: dict[str, Any], writer) -> None:
    """Count the conflicts by store and class instead of by object."""
    owners_found = writer.call("bench.writers:owners", names=list(met["conflicts"]))
    counted: Counter = Counter()
    for name, count in met["conflicts"].items():
        store = owners_found.get(name, "elsewhere").rpartition(".")[2]
        counted[f"{store} {name.split()[0]}"] += count
    met["conflicts"] = counted


def together(writers) -> dict[str, Any]:
    """Let writers work at the same time; return what they met, and the seconds it took."""
    started = time.perf_counter()
    for number, writer in enumerate(writers):
        writer.start("bench.writers:write", documents=DOCUMENTS, name=f"{len(writers)}-{number}")
    answers = [writer.answer() for writer in writers]
    return {
        "seconds": time.perf_counter() - started,
        "documents": sum(each["documents"] for each in answers),
        "decisions": sum(each["decisions"] for each in answers),
        "conflicts": sum((Counter(each["conflicts"]) for each in answers), Counter()),
    }


def report(name: str, alone: dict[str, Any], four: dict[str, Any]) -> list[Line]:
    """Throughput and conflicts."""
    rate = {1: alone["documents"] / alone["seconds"], 4: four["documents"] / four["seconds"]}
    met = sum(four["conflicts"].values())
    where = places(four["conflicts"])
    return [
        Line(
            "writers",
            f"throughput of four writers / one, {name}",
            rate[4] / rate[1],
            BUDGETS[name],
            f"{rate[4]:.1f} / {rate[1]:.1f} documents a second (draft and 8 decisions each)",
        ),
        Line(
            "writers",
            f"conflicts a decision, four writers, {name}",
            met / four["decisions"],
            "< 0.05",
            f"{met} in {four['decisions']} decisions; by object: {where or 'none'}",
        ),
    ]


def places(conflicts: Counter) -> str:
    """Name the objects on which most conflicts happened."""
    return "; ".join(f"{name} {count}" for name, count in conflicts.most_common(8))


def jobs_line(name: str, beside: dict[str, Any]) -> Line:
    """What the background worker adds, of interest only."""
    met = sum(beside["conflicts"].values())
    where = places(beside["conflicts"])
    rate = beside["documents"] / beside["seconds"]
    note = f"{rate:.1f} documents a second; by object: {where or 'none'}"
    what = f"conflicts a decision, with a job worker, {name}"
    return Line("writers", what, met / beside["decisions"], "", note)


# --- inside the database process -------------------------------------------------------------


def write(app, documents: int, name: str) -> dict[str, Any]:
    """Draft documents and walk them to the end; one transaction for each act."""
    from collective.tobaccooa.documents.storage import document_by_reference
    from collective.tobaccooa.workflows.kernel import decide

    world.enter(app)
    conflicts: Counter = Counter()
    decisions = 0
    for number in range(documents):
        made: list[str] = []
        title = f"关于报送工作计划的通知（{name}-{number}）"
        committed(app, conflicts, lambda: made.append(world.draft(title).reference))  # noqa: B023
        for actor, decision in world.decisions():
            committed(
                app,
                conflicts,
                lambda: decide(document_by_reference(made[-1]), decision, actor),  # noqa: B023
            )
            decisions += 1
    return {"documents": documents, "decisions": decisions, "conflicts": dict(conflicts)}


def committed(app, conflicts: Counter, act) -> None:
    """Act and commit; repeat after a conflict, as the publisher does, and note where it was."""
    from transaction.interfaces import TransientError

    while True:
        transaction.begin()
        try:
            act()
            transaction.commit()
            return
        except TransientError as error:
            transaction.abort()
            conflicts[place_of(app, error)] += 1
            time.sleep(random.uniform(0, 0.02))


def place_of(app, error) -> str:
    """Name the class and number of the object on which a conflict happened."""
    oid = getattr(error, "oid", None)
    if oid is None:
        return type(error).__name__
    return f"{type(app._p_jar.get(oid)).__name__} {int.from_bytes(oid, 'big'):#x}"


def owners(app, names: list[str]) -> dict[str, str]:
    """Say to which store of the site each of the named objects belongs."""
    from ZODB.serialize import referencesf

    site = world.enter(app)
    wanted = {int(name.split()[1], 16).to_bytes(8, "big"): name for name in names if " " in name}
    found = {}
    for key, store in site.__annotations__.items():
        seen, level = set(), {getattr(store, "_p_oid", None)} - {None}
        while level:
            seen |= level
            found |= {wanted[oid]: key for oid in level if oid in wanted}
            loaded = (app._p_jar._storage.load(oid)[0] for oid in level)
            level = {oid for data in loaded for oid in referencesf(data)} - seen
    return found


def work_off(app) -> int:
    """Run all waiting jobs."""
    from collective.tobaccooa.jobs.worker import run_pending

    return run_pending(world.enter(app))


def work(app, seconds: float) -> None:
    """Run jobs as they come, as `scripts/worker.py` does."""
    from collective.tobaccooa.jobs.worker import run_pending

    site = world.enter(app)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        app._p_jar.sync()
        run_pending(site)
        time.sleep(0.2)
