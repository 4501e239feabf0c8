"""Numbers issued by 8 writers at once, against bare commits to one object by the same writers.

    .venv/bin/python -m bench.ledger

Budget: 0 duplicates; at least 0.5 of the rate of the bare commit. Threads with connections of their
own on a FileStorage, then processes over ZEO. Whoever conflicts tries again at once, on both sides;
the two sides take turns, so that other load on the machine meets both.
"""

from bench.measure import Line
from bench.measure import table
from collective.tobaccooa.documents.ledger import LedgerStore
from datetime import datetime
from datetime import UTC
from multiprocessing import get_context
from pathlib import Path
from persistent import Persistent
from tempfile import TemporaryDirectory
from threading import Thread
from time import perf_counter
from transaction import TransactionManager
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage
from ZODB.POSException import ConflictError

import logging
import ZEO


WRITERS = 8
ROUNDS = 4
EACH = 30
BUDGET = 0.5


class Counter(Persistent):
    """The bare object: one number, raised and committed."""

    def __init__(self):
        self.value = 0

    def raise_it(self, writer, each):
        """Raise the number by one."""
        self.value += 1


class Numbers(LedgerStore):
    """A ledger that is written as the counter is."""

    def raise_it(self, writer, each):
        """Issue the next number to a document of this writer."""
        self.issue(f"city/outgoing/2026/{writer}-{each}", "city-clerk", datetime.now(UTC))


KINDS = {"bare": Counter, "ledger": lambda: Numbers("某烟办", 2026, "city")}


def write(database, name, writer, turn):
    """Do this writer's share of one turn; return how often it conflicted."""
    manager = TransactionManager()
    connection = database.open(manager)
    conflicts = 0
    for each in range(turn * EACH, turn * EACH + EACH):
        while True:
            manager.begin()
            try:
                connection.root()[name].raise_it(writer, each)
                manager.commit()
                break
            except ConflictError:
                manager.abort()
                conflicts += 1
    connection.close()
    return conflicts


def prepare(database, name):
    """Put a fresh object into the database."""
    with database.transaction() as connection:
        connection.root()[name] = KINDS[name]()


def check(database):
    """Return how many numbers are missing or double (0 is right)."""
    with database.transaction() as connection:
        entries = list(connection.root()["ledger"].entries())
    serials = {entry.serial for entry in entries}
    owners = {entry.document for entry in entries}
    wanted = WRITERS * EACH * ROUNDS
    return abs(wanted - len(serials)) + abs(wanted - len(owners)) + (max(serials) != wanted)


def turns():
    """Yield (turn, kind): the kinds alternate."""
    return [(turn, name) for turn in range(ROUNDS) for name in KINDS]


def add(found, name, seconds, conflicts):
    """Add one turn to the sums of its kind."""
    before = found.get(name, (0.0, 0))
    found[name] = before[0] + seconds, before[1] + conflicts


def one_turn(database, name, turn):
    """Let 8 threads write once; return seconds and conflicts."""
    conflicts = []
    workers = [
        Thread(target=lambda n=n: conflicts.append(write(database, name, n, turn)))
        for n in range(WRITERS)
    ]
    begin = perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return perf_counter() - begin, sum(conflicts)


def threads(database):
    """Let 8 threads write; return seconds and conflicts of each kind."""
    found = {}
    for turn, name in turns():
        add(found, name, *one_turn(database, name, turn))
    return found


def client(address, writer, start, results):
    """One process: connect, wait for the others, write; each kind in turn."""
    logging.disable(logging.CRITICAL)
    database = ZEO.DB(address)
    for turn, name in turns():
        start.wait()
        results.put(write(database, name, writer, turn))
    database.close()


def processes(address):
    """Let 8 processes write over ZEO; return seconds and conflicts of each kind."""
    context = get_context("spawn")
    start, results = context.Barrier(WRITERS + 1), context.Queue()
    workers = [
        context.Process(target=client, args=(address, number, start, results))
        for number in range(WRITERS)
    ]
    for worker in workers:
        worker.start()
    found = {}
    for _turn, name in turns():
        start.wait()
        begin = perf_counter()
        conflicts = sum(results.get(timeout=300) for _worker in workers)
        add(found, name, perf_counter() - begin, conflicts)
    for worker in workers:
        worker.join()
    return found


def measured():
    """Measure both ways; yield (where, seconds and conflicts of each kind, what is wrong)."""
    with TemporaryDirectory() as folder:
        database = DB(FileStorage(str(Path(folder) / "threads.fs")))
        for name in KINDS:
            prepare(database, name)
        results = threads(database)
        yield "8 threads", results, check(database)
        database.close()

        address, stop = ZEO.server(str(Path(folder) / "zeo.fs"))
        database = ZEO.DB(address)
        for name in KINDS:
            prepare(database, name)
        results = processes(address)
        yield "8 processes over ZEO", results, check(database)
        database.close()
        stop()


def lines_of(where, results, wrong):
    """Yield the lines of the table for one way."""
    number = WRITERS * EACH * ROUNDS
    rates = {name: number / seconds for name, (seconds, _conflicts) in results.items()}
    note = f"{rates['ledger']:.0f} numbers a second, {results['ledger'][1] / number:.2f} conflicts"
    note += f" each; bare {rates['bare']:.0f}, {results['bare'][1] / number:.2f}"
    ratio = rates["ledger"] / rates["bare"]
    yield Line("ledger", f"numbers / bare commits, {where}", ratio, f"≥ {BUDGET}", note)
    yield Line("ledger", f"duplicates or losses, {where}", wrong, "≤ 0")


def run(sites=None):
    """Measure; return the lines of the table. The bench's sites are not needed."""
    logging.disable(logging.CRITICAL)
    try:
        return [line for each in measured() for line in lines_of(*each)]
    finally:
        logging.disable(logging.NOTSET)


if __name__ == "__main__":
    print(table(run()))
