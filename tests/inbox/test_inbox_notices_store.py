"""A person's centre: order, bound, counts; many writers to one person."""

from __future__ import annotations

from collections.abc import Iterator
from collective.tobaccooa.inbox.notices.model import id_at
from collective.tobaccooa.inbox.notices.model import Kept
from collective.tobaccooa.inbox.notices.model import Kind
from collective.tobaccooa.inbox.notices.model import Notice
from collective.tobaccooa.inbox.notices.model import one_line
from collective.tobaccooa.inbox.notices.store import Centre
from collective.tobaccooa.inbox.notices.store import NEWEST
from collective.tobaccooa.inbox.notices.store import NoticeStore
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st
from threading import Barrier
from threading import Thread
from ZODB.POSException import ConflictError

import pytest
import transaction
import ZODB
import ZODB.FileStorage


NOW = datetime(2026, 11, 23, 1, 2, 3, 456789, tzinfo=UTC)
WRITERS = 4


def item(number: int, random: str = "0") -> Kept:
    at = NOW + timedelta(microseconds=number)
    return Kept(id_at(at, random), Notice(Kind.RETURNED, f"第{number}号"), at)


def test_the_newest_comes_first_and_is_counted_as_new():
    centre = Centre()
    for number in (3, 1, 2):
        centre.add(item(number))
    assert [each.notice.title for each in centre.newest()] == ["第3号", "第2号", "第1号"]
    assert centre.newest()[0].at == NOW + timedelta(microseconds=3)
    assert centre.unseen() == len(centre) == 3


def test_what_was_seen_stays_and_is_not_counted_twice():
    centre = Centre()
    centre.add(item(1))
    assert centre.see([item(1).id, item(1).id, "", "unknown"], NOW) == 1
    assert centre.see([item(1).id], NOW) == 0
    assert (centre.unseen(), len(centre)) == (0, 1)
    assert centre.newest()[0].seen_at == NOW


def test_what_came_while_somebody_read_stays_new():
    centre = Centre()
    for number in range(5):
        centre.add(item(number))
    shown = centre.newest()[0].id
    centre.add(item(9))
    assert centre.see(centre.ids(shown), NOW) == 5
    assert [each.notice.title for each in centre.newest() if not each.seen_at] == ["第9号"]


@given(st.lists(st.tuples(st.integers(0, 2000), st.booleans()), max_size=900))
def test_a_centre_is_bounded_and_counts_right(steps):
    """Whatever was told and seen: the count is that of the new ones kept, the newest are there."""
    centre, told = Centre(), {}
    for number, see in steps:
        told[item(number).id] = None
        centre.add(item(number))
        if see:
            centre.see([item(number).id], NOW)
    rows = [centre.get(each) for each in told]
    assert centre.unseen() == sum(1 for row in rows if row is not None and row.seen_at is None)
    assert len(centre) <= 2 * NEWEST
    assert len(centre.newest()) <= NEWEST
    newest = sorted(told, reverse=True)[: NEWEST // 8]
    assert [each.id for each in centre.newest()][: len(newest)] == newest


def test_a_notice_is_one_line_of_a_known_kind():
    with pytest.raises(ValueError):
        Notice("gossip", "title")
    fitted = Notice(Kind.URGED, "一" * 1000, note="两\n行 文字", url="/" + "x" * 2000).fitted()
    assert len(fitted.title) == 300
    assert fitted.title.endswith("…")
    assert (fitted.note, fitted.url) == ("两 行 文字", "")
    assert one_line(" a\r\n b ", 10) == "a b"


@pytest.fixture
def database(tmp_path) -> Iterator[ZODB.DB]:
    database = ZODB.DB(ZODB.FileStorage.FileStorage(str(tmp_path / "Data.fs")))
    yield database
    database.close()


def at_once(database, work, rounds) -> int:
    """Run `work(root, writer, round)` in four threads that commit together; return conflicts."""
    barrier, conflicts = Barrier(WRITERS), []

    def write(writer):
        manager = transaction.TransactionManager()
        connection = database.open(manager)
        for turn in range(rounds):
            manager.begin()
            work(connection.root(), writer, turn)
            barrier.wait(60)
            try:
                manager.commit()
            except ConflictError as error:
                conflicts.append(error)
                manager.abort()
                manager.begin()
                work(connection.root(), writer, turn)
                manager.commit()
            barrier.wait(60)
        connection.close()

    threads = [Thread(target=write, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(conflicts)


def test_four_writers_tell_one_busy_person_without_a_conflict(database):
    """Each round four notices for the same person; fewer rounds than would fill a bucket."""
    with database.transaction() as connection:
        connection.root()["notices"] = NoticeStore()
        connection.root()["notices"].centre("leader")

    def work(root, writer, turn):
        root["notices"].centre("leader").add(item(100 * turn + writer, str(writer)))

    assert at_once(database, work, 40) == 0
    with database.transaction() as connection:
        centre = connection.root()["notices"].centre("leader")
        assert centre.unseen() == len(centre) == len(centre.newest()) == 160


def test_the_oldest_go_with_rare_conflicts_and_true_counts(database):
    """A bucket that is full is cut down by whoever comes: rarely two at once."""
    with database.transaction() as connection:
        connection.root()["notices"] = NoticeStore()
        connection.root()["notices"].centre("leader")

    def work(root, writer, turn):
        root["notices"].centre("leader").add(item(100 * turn + writer, str(writer)))

    rounds = 250
    assert at_once(database, work, rounds) < 0.05 * WRITERS * rounds
    with database.transaction() as connection:
        centre = connection.root()["notices"].centre("leader")
        assert centre.unseen() == len(centre) <= 2 * NEWEST
        assert len(centre.newest()) == NEWEST


def test_while_others_tell_the_person_may_look(database):
    with database.transaction() as connection:
        connection.root()["notices"] = NoticeStore()
        centre = connection.root()["notices"].centre("leader")
        for number in range(20):
            centre.add(item(number, "old"))

    def work(root, writer, turn):
        centre = root["notices"].centre("leader")
        if writer == 0:
            centre.see(centre.ids(centre.newest()[0].id), NOW)
        else:
            centre.add(item(1000 + 100 * turn + writer, str(writer)))

    assert at_once(database, work, 20) == 0
    with database.transaction() as connection:
        centre = connection.root()["notices"].centre("leader")
        assert centre.unseen() == sum(1 for each in centre.newest() if each.seen_at is None)
        assert len(centre) == 20 + 60
