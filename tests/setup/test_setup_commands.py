"""The commands say clearly what is missing or in the way, and the two pin files agree."""

from pathlib import Path

import os
import pytest
import re
import socket
import subprocess


ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "scripts"


def run(script, *arguments, cwd, **environment):
    """Run one of our scripts in another folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OA_")}
    return subprocess.run(
        ["/bin/sh", str(SCRIPTS / script), *arguments],
        cwd=cwd,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def folder(tmp_path):
    """A checkout without a site; the environment is borrowed."""
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")
    (tmp_path / ".state").mkdir()
    return tmp_path


class TestPort:
    @pytest.mark.parametrize("port", ["abc", "", "80", "70000", "8080x"])
    def test_impossible_port_is_refused(self, folder, port):
        done = run("run_buildout.sh", cwd=folder, OA_PORT=port or "-")
        assert done.returncode == 1
        assert "OA_PORT must" in done.stderr

    def test_busy_port_is_named(self, folder):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = str(other.getsockname()[1])
            done = run("serve.sh", "start", cwd=folder, OA_PORT=port)
        assert done.returncode == 1
        assert f"Port {port} is in use" in done.stderr


class TestRealUse:
    @pytest.mark.parametrize("password", ["", "short", "123456789"])
    def test_password_is_required(self, folder, password):
        done = run("make_site.sh", cwd=folder, OA_DEMO="no", OA_ADMIN_PASSWORD=password)
        assert done.returncode == 1
        assert "OA_ADMIN_PASSWORD" in done.stderr
        assert not (folder / "var").exists()

    def test_demo_folder_is_refused(self, folder):
        (folder / "var" / "filestorage").mkdir(parents=True)
        (folder / "var" / "filestorage" / "Data.fs").write_bytes(b"FS30")
        (folder / "var" / "site.mode").write_text("yes\n")
        done = run("make_site.sh", cwd=folder, OA_DEMO="no", OA_ADMIN_PASSWORD="long enough")
        assert done.returncode == 1
        assert "holds a demo site" in done.stderr

    def test_existing_site_needs_nothing_more(self, folder):
        (folder / "var" / "filestorage").mkdir(parents=True)
        (folder / "var" / "filestorage" / "Data.fs").write_bytes(b"FS30")
        (folder / "var" / "site.mode").write_text("no\n")
        assert run("make_site.sh", cwd=folder, OA_DEMO="no").returncode == 0


class TestServer:
    def test_stopping_nothing_is_no_error(self, folder):
        done = run("serve.sh", "stop", cwd=folder)
        assert done.returncode == 0
        assert "No server" in done.stdout

    def test_process_of_another_program_is_not_stopped(self, folder):
        (folder / ".state" / "server.pid").write_text(str(os.getpid()))
        assert "No server" in run("serve.sh", "stop", cwd=folder).stdout


class TestPins:
    def pins(self, path, sign):
        lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
        found = [re.match(rf"([\w.-]+)\s*{sign}\s*(\S+)$", line) for line in lines]
        return {re.sub(r"[-_.]+", "-", match[1]).lower(): match[2] for match in found if match}

    def test_both_files_hold_the_same_versions(self):
        runtime = self.pins("requirements/runtime.txt", "==")
        assert runtime == self.pins("versions.cfg", "=")
        assert len(runtime) > 250

    def test_everything_the_package_asks_for_is_pinned(self):
        from importlib.metadata import requires

        wanted = [re.match(r"[\w.-]+", line)[0] for line in requires("collective.tobaccooa")]
        names = {re.sub(r"[-_.]+", "-", name).lower() for name in wanted}
        assert names <= set(self.pins("requirements/runtime.txt", "=="))


def test_every_command_of_the_contract_is_there():
    listed = subprocess.run(
        ["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    named = set(re.findall(r"make (\S+)", listed))
    assert named >= {
        "help",
        "build",
        "start",
        "stop",
        "site",
        "test",
        "check",
        "format",
        "i18n",
        "lock",
        "bench",
        "backup",
        "restore",
        "worker",
        "clean",
        "docs",
    }
