"""Backing up a running database and restoring it into a second folder."""

from pathlib import Path

import importlib.util
import pytest


SCRIPT = Path(__file__).parents[2] / "scripts" / "backup.py"


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("backup_script", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Store:
    """A database with blobs, as the site's: open it, write, read."""

    def __init__(self, var):
        from ZODB.DB import DB
        from ZODB.FileStorage import FileStorage

        (var / "filestorage").mkdir(parents=True, exist_ok=True)
        data = str(var / "filestorage" / "Data.fs")
        self.database = DB(FileStorage(data, blob_dir=str(var / "blobstorage")))

    def write(self, name, content):
        from ZODB.blob import Blob

        import transaction

        connection = self.database.open()
        connection.root()[name] = Blob(content)
        transaction.commit()
        connection.close()

    def contents(self):
        connection = self.database.open()
        found = {name: blob.open().read() for name, blob in connection.root().items()}
        connection.close()
        return found

    def close(self):
        self.database.close()


@pytest.fixture
def first(tmp_path):
    """The folder of a site with two files in it, its server running."""
    store = Store(tmp_path / "first")
    store.write("通知.pdf", b"%PDF one")
    store.write("empty", b"")
    (tmp_path / "first" / "site.mode").write_text("no\n")
    yield tmp_path / "first"
    store.close()


@pytest.fixture
def backup(script, first, tmp_path):
    return script.back_up(first, tmp_path / "backups")


class TestRestore:
    def test_second_folder_has_the_same_objects_and_files(self, script, backup, tmp_path):
        second = tmp_path / "second"
        assert script.restore(backup, second) is None
        store = Store(second)
        contents = store.contents()
        store.close()
        assert contents == {"通知.pdf": b"%PDF one", "empty": b""}
        assert (second / "site.mode").read_text() == "no\n"

    def test_later_writes_are_not_in_the_earlier_backup(self, script, backup, first, tmp_path):
        second = tmp_path / "second"
        script.restore(backup, second)
        store = Store(second)
        store.write("later", b"x")
        store.close()
        script.restore(backup, second)
        store = Store(second)
        assert sorted(store.contents()) == ["empty", "通知.pdf"]
        store.close()

    def test_former_data_is_kept(self, script, backup, tmp_path):
        second = tmp_path / "second"
        script.restore(backup, second)
        aside = script.restore(backup, second)
        assert (aside / "filestorage" / "Data.fs").exists()

    def test_is_refused_while_the_server_runs(self, script, backup, first):
        with pytest.raises(script.BackupError, match="make stop"):
            script.restore(backup, first)
        assert (first / "filestorage" / "Data.fs").exists()

    def test_damaged_backup_is_refused_and_nothing_touched(self, script, backup, tmp_path):
        victim = next(path for path in (backup / "blobstorage").rglob("*") if path.is_file())
        victim.chmod(0o600)
        victim.write_bytes(b"changed")
        with pytest.raises(script.BackupError, match="damaged"):
            script.restore(backup, tmp_path / "second")
        assert not (tmp_path / "second").exists()

    def test_unfinished_backup_is_refused(self, script, tmp_path):
        (tmp_path / "half").mkdir()
        with pytest.raises(script.BackupError, match="not a finished backup"):
            script.restore(tmp_path / "half", tmp_path / "second")


class TestBackup:
    def test_is_refused_without_a_database(self, script, tmp_path):
        with pytest.raises(script.BackupError, match="nothing to back up"):
            script.back_up(tmp_path, tmp_path / "backups")

    def test_every_file_is_in_the_checksums(self, script, backup):
        named = {
            line.split("  ", 1)[1] for line in (backup / "SHA256SUMS").read_text().splitlines()
        }
        present = {str(path) for path in script.files_below(backup)} - {"SHA256SUMS"}
        assert named == present
