"""Four writers to one person at once: no conflict, nothing lost, counts equal lists."""

from __future__ import annotations

from collections.abc import Iterator
from collective.tobaccooa.inbox.shards import Buckets
from collective.tobaccooa.inbox.shards import TimeTrees
from threading import Barrier
from threading import Thread
from uuid import NAMESPACE_OID
from uuid import uuid5
from ZODB.POSException import ConflictError

import pytest
import transaction
import ZODB
import ZODB.FileStorage


WRITERS = 4


@pytest.fixture
def database(tmp_path) -> Iterator[ZODB.DB]:
    database = ZODB.DB(ZODB.FileStorage.FileStorage(str(tmp_path / "Data.fs")))
    yield database
    database.close()


def store(database, name, thing):
    with database.transaction() as connection:
        connection.root()[name] = thing


def at_once(database, work, rounds):
    """Run `work(root, writer, round)` in four threads; every round all commit after all wrote.

    :returns: the number of conflicts; a conflicting change is made again.
    """
    barrier, conflicts = Barrier(WRITERS), []

    def write(writer):
        manager = transaction.TransactionManager()
        connection = database.open(manager)
        for turn in range(rounds):
            manager.begin()
            work(connection.root(), writer, turn)
            barrier.wait()
            try:
                manager.commit()
            except ConflictError as error:
                conflicts.append(error)
                manager.abort()
                manager.begin()
                work(connection.root(), writer, turn)
                manager.commit()
            barrier.wait()
        connection.close()

    threads = [Thread(target=write, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(conflicts)


def test_four_writers_to_one_person_never_conflict(database):
    """Each writer gives the person a document and takes one away, from empty and back to empty."""
    store(database, "open", Buckets())

    def work(root, writer, turn):
        if turn % 2 == 0:
            root["open"].put(f"city/outgoing/2026/{writer}-{turn}", ("title", turn))
        else:
            root["open"].remove(f"city/outgoing/2026/{writer}-{turn - 1}")

    assert at_once(database, work, 100) == 0
    with database.transaction() as connection:
        assert len(connection.root()["open"]) == 0
        assert list(connection.root()["open"].items()) == []


def test_four_writers_of_different_lines_lose_nothing(database):
    store(database, "open", Buckets())

    def work(root, writer, turn):
        root["open"].put(f"{writer}-{turn}", ("title", turn))

    assert at_once(database, work, 100) == 0
    with database.transaction() as connection:
        found = connection.root()["open"]
        assert len(found) == len(list(found.items())) == 400


def test_the_done_list_of_a_busy_person_counts_right_under_four_writers(database):
    """Its trees grow and now and then split, so a rare conflict is retried, without loss."""
    store(database, "done", TimeTrees())

    def work(root, writer, turn):
        reference = f"city/outgoing/2026/{uuid5(NAMESPACE_OID, f'{writer}-{turn}').hex}"
        root["done"].put(1000 * (turn + 1) + writer, reference, ("title",))

    conflicts = at_once(database, work, 150)
    assert conflicts < 0.05 * 600
    with database.transaction() as connection:
        found = connection.root()["done"]
        times = [time for time, _, _ in found.items()]
        assert len(found) == len(times) == 600
        assert times == sorted(times, reverse=True)


def test_the_first_page_of_a_long_list_reads_few_objects(database):
    """A page at 20,000 lines loads about a leaf of each tree, not the list."""
    trees = TimeTrees()
    for number in range(1, 20001):
        trees.put(number, f"document-{number}", ("title",))
    store(database, "done", trees)
    with database.transaction() as connection:
        connection.cacheMinimize()
        found = connection.root()["done"]
        before = connection.getTransferCounts()[0]
        page = [next(lines)[0] for lines in [found.items()] for _ in range(25)]
        assert page == list(range(20000, 19975, -1))
        assert len(found) == 20000
        assert connection.getTransferCounts()[0] - before < 100


def test_an_equal_line_is_not_written_again(database):
    store(database, "open", Buckets())
    with database.transaction() as connection:
        assert connection.root()["open"].put("one", ("title",))
    with database.transaction() as connection:
        assert not connection.root()["open"].put("one", ("title",))
        assert connection._registered_objects == []


def test_a_line_needs_a_key_and_a_time():
    with pytest.raises(ValueError):
        Buckets().put("", ("title",))
    with pytest.raises(ValueError):
        TimeTrees().put(0, "one", ("title",))
    assert not Buckets().remove("")
    assert not TimeTrees().remove(5, "one")
