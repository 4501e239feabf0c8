"""The ledger under real threads on a real database: no number comes twice."""

from collective.tobaccooa.documents.ledger import LedgerStore
from datetime import datetime
from datetime import UTC
from threading import Barrier
from threading import Thread
from transaction import TransactionManager
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage
from ZODB.POSException import ConflictError

import pytest


AT = datetime(2026, 11, 23, tzinfo=UTC)
THREADS = 8
EACH = 40


@pytest.fixture
def database(tmp_path):
    database = DB(FileStorage(str(tmp_path / "ledger.fs")))
    with database.transaction() as connection:
        connection.root()["a"] = LedgerStore("某烟办", 2026)
        connection.root()["b"] = LedgerStore("某烟专", 2026)
    yield database
    database.close()


def write(database, name, documents, start, conflicts, errors):
    """Issue a number to each document, each in a transaction of its own, repeated on conflict."""
    manager = TransactionManager()
    connection = database.open(manager)
    start.wait()
    try:
        for document in documents:
            while True:
                manager.begin()
                try:
                    connection.root()[name].issue(document, "city-clerk", AT)
                    manager.commit()
                    break
                except ConflictError:
                    conflicts.append(document)
                    manager.abort()
    except Exception as error:
        errors.append(error)
        raise
    finally:
        manager.abort()
        connection.close()


def run(database, ledgers):
    """Let the threads write, thread n into ledger n modulo the number of ledgers."""
    start, conflicts, errors = Barrier(THREADS), [], []
    threads = [
        Thread(
            target=write,
            args=(
                database,
                ledgers[number % len(ledgers)],
                [f"city/outgoing/2026/{number}-{each}" for each in range(EACH)],
                start,
                conflicts,
                errors,
            ),
        )
        for number in range(THREADS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert errors == []
    assert not any(thread.is_alive() for thread in threads)
    return conflicts


def numbers(database, name):
    with database.transaction() as connection:
        return [entry.serial for entry in connection.root()[name].entries()]


class TestThreads:
    def test_eight_writers_on_one_ledger_give_no_number_twice(self, database):
        run(database, ["a"])
        assert numbers(database, "a") == list(range(1, THREADS * EACH + 1))
        with database.transaction() as connection:
            store = connection.root()["a"]
            owners = {entry.document for entry in store.entries()}
            assert len(owners) == THREADS * EACH
            assert all(store.entry(store.serial_of(owner)).document == owner for owner in owners)

    def test_the_same_documents_from_eight_writers_get_one_number_each(self, database):
        start, conflicts, errors = Barrier(THREADS), [], []
        documents = [f"city/outgoing/2026/{each}" for each in range(EACH)]
        arguments = (database, "a", documents, start, conflicts, errors)
        threads = [Thread(target=write, args=arguments) for _number in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=120)
        assert errors == []
        assert numbers(database, "a") == list(range(1, EACH + 1))

    def test_manual_and_automatic_numbers_never_meet(self, database):
        with database.transaction() as connection:
            for serial in range(10, 100, 10):
                connection.root()["a"].reserve("city-clerk", AT, "预留", serial)
        run(database, ["a"])
        assert len(set(numbers(database, "a"))) == THREADS * EACH + 9

    def test_ledgers_of_two_codes_have_their_own_count(self, database):
        run(database, ["a", "b"])
        assert numbers(database, "a") == numbers(database, "b")
        assert len(numbers(database, "a")) == THREADS * EACH // 2
