"""The worker thread: wakes on commit, stops cleanly, starts only where it should."""

from collective.tobaccooa.jobs import serving
from collective.tobaccooa.jobs.model import JobState
from collective.tobaccooa.jobs.queue import enqueue
from collective.tobaccooa.jobs.serving import WorkerThread
from collective.tobaccooa.jobs.store import queue_of
from persistent import Persistent
from ZODB.blob import BlobStorage
from ZODB.DemoStorage import DemoStorage
from ZODB.FileStorage import FileStorage

import Acquisition
import pytest
import signal
import threading
import time
import transaction
import ZODB
import Zope2


class SmallApp(Acquisition.Implicit, Persistent):
    """Stands where the Zope root stands."""

    def objectValues(self):
        return [self.site]


@pytest.fixture
def served(database):
    """The database with a Zope root, as a server has it."""
    connection = database.db.open()
    app = SmallApp()
    app.site = connection.root()["site"]
    connection.root()["Application"] = app
    transaction.commit()
    return database


def wait_for(condition, seconds=5):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.01)
    return False


class TestThread:
    def test_a_commit_wakes_it_long_before_the_next_poll(self, served, components, monkeypatch):
        monkeypatch.setattr(serving, "POLL_SECONDS", 60.0)
        ran = threading.Event()
        components("ring", lambda site: ran.set())
        served.site()
        thread = WorkerThread(served.db)
        thread.start()
        try:
            assert not ran.wait(0.3)
            enqueue("ring")
            transaction.commit()
            assert ran.wait(5)
        finally:
            thread.stop()
        assert not thread.is_alive()

    def test_it_takes_up_what_a_killed_server_left_running(self, served, components, clock):
        site = served.site()
        job_id = enqueue("ring")
        queue_of(site).claim(job_id, "dead:1:1", clock.now.replace(year=clock.now.year + 1))
        transaction.commit()
        WorkerThread(served.db).look(at_start=True)
        transaction.begin()
        (waiting,) = queue_of(site).jobs(JobState.WAITING)
        assert "dead:1:1" in waiting.error

    def test_a_delayed_job_runs_when_it_is_due(self, served, components):
        ran = threading.Event()
        components("ring", lambda site: ran.set())
        served.site()
        enqueue("ring", delay=1)
        transaction.commit()
        assert 0 < WorkerThread(served.db).look() <= 1
        thread = WorkerThread(served.db)
        thread.start()
        try:
            assert ran.wait(5)
        finally:
            thread.stop()

    def test_an_error_does_not_end_it(self, served, components, monkeypatch):
        looks = []

        def stumble(*_):
            looks.append(1)
            raise OSError("database is away")

        monkeypatch.setattr(serving, "look_for_work", stumble)
        monkeypatch.setattr(serving, "POLL_SECONDS", 0.01)
        thread = WorkerThread(served.db)
        thread.start()
        try:
            assert wait_for(lambda: len(looks) > 2)
        finally:
            thread.stop()


class TestStart:
    @pytest.fixture
    def started(self, monkeypatch):
        threads = []
        monkeypatch.setattr(serving.WorkerThread, "start", lambda self: threads.append(self))
        monkeypatch.setattr(serving.atexit, "register", lambda function: None)
        monkeypatch.delenv("OA_WORKER", raising=False)
        return threads

    def test_a_process_with_its_own_file_storage_starts_it(self, database, started, monkeypatch):
        monkeypatch.setattr(Zope2, "DB", database.db, raising=False)
        serving.start_worker(None)
        assert len(started) == 1

    def test_also_when_blobs_are_kept_beside_it_as_buildout_configures(
        self, tmp_path, started, monkeypatch
    ):
        storage = BlobStorage(str(tmp_path / "blobs"), FileStorage(str(tmp_path / "Data.fs")))
        db = ZODB.DB(storage)
        monkeypatch.setattr(Zope2, "DB", db, raising=False)
        serving.start_worker(None)
        db.close()
        assert len(started) == 1

    def test_not_when_told_so(self, database, started, monkeypatch):
        monkeypatch.setattr(Zope2, "DB", database.db, raising=False)
        monkeypatch.setenv("OA_WORKER", "none")
        serving.start_worker(None)
        assert started == []

    def test_not_on_a_storage_that_others_may_share(self, started, monkeypatch):
        db = ZODB.DB(DemoStorage())
        monkeypatch.setattr(Zope2, "DB", db, raising=False)
        serving.start_worker(None)
        db.close()
        assert started == []


class TestStopping:
    """TERM lets what is under way end and tells the threads."""

    @pytest.fixture(autouse=True)
    def handlers(self, monkeypatch):
        monkeypatch.setattr(serving, "_finishers", [])
        before = {each: signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)}
        yield
        for number, handler in before.items():
            signal.signal(number, handler)

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
    def test_the_threads_are_told_before_the_process_ends(self, number, monkeypatch):
        monkeypatch.setattr(serving.atexit, "register", lambda function: None)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        told = []
        serving.before_stop(lambda: told.append(1))
        serving.stop_in_order(None)
        with pytest.raises(SystemExit):
            signal.raise_signal(number)
        assert told == [1]

    def test_another_handler_stays(self):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        serving.stop_in_order(None)
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN

    def test_only_the_main_thread_may_ask_for_signals(self):
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        thread = threading.Thread(target=serving.stop_in_order, args=(None,))
        thread.start()
        thread.join()
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_the_site_is_set_before_it_is_asked_anything(functional, monkeypatch):
    """What a Dexterity site root provides depends on its registry while schema caches fill."""
    from zope.component.hooks import getSite
    from zope.component.hooks import setSite

    hooks = []

    def asked(site):
        hooks.append(getSite())
        return queue_of(site)

    monkeypatch.setattr(serving, "queue_of", asked)
    setSite(None)
    try:
        pause = serving.look_for_work(functional["app"], False, threading.Event())
        after = getSite()
    finally:
        setSite(functional["portal"])
    assert 0 < pause <= serving.POLL_SECONDS
    assert after is None
    assert hooks
    assert all(hook is not None for hook in hooks)
