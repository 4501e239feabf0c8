"""Throw-away sites: a folder with its own database, server and client processes.

Nothing is shared with the site under `var/`. Ports are free ones of the loopback interface;
everything is stopped and removed when the `with` block ends, also after an error.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time


REPOSITORY = Path(__file__).parent.parent
CALL_SECONDS = 1800
START_SECONDS = 180

ZOPE_CONF = """\
{imports}
instancehome {home}
clienthome {home}/var
debug-mode off
security-policy-implementation C
default-zpublisher-encoding utf-8
<environment>
    zope_i18n_compile_mo_files true
    PTS_LANGUAGES zh_CN en
    TZ Asia/Shanghai
    OA_WORKER none
    CHAMELEON_CACHE {cache}
</environment>
<zodb_db main>
    cache-size {objects}
    mount-point /
{storage}
</zodb_db>
python-check-interval 1000
<dos_protection>
    form-memory-limit 32MB
</dos_protection>
"""

FILE_STORAGE = """\
    <blobstorage>
      blob-dir {data}/blobs
      <filestorage>
        path {data}/Data.fs
      </filestorage>
    </blobstorage>
"""

ZEO_CLIENT = """\
    <zeoclient>
      server 127.0.0.1:{port}
      storage 1
      blob-dir {data}/blobs
      shared-blob-dir on
      cache-size 128MB
    </zeoclient>
"""

RELSTORAGE_CLIENT = """\
    <relstorage>
{relstorage}
    </relstorage>
"""

ZEO_SERVER = """\
<zeo>
  address 127.0.0.1:{port}
  invalidation-queue-size 500
</zeo>
<filestorage 1>
  path {data}/Data.fs
  blob-dir {data}/blobs
</filestorage>
"""

WSGI_INI = """\
[server:main]
use = egg:waitress#main
host = 127.0.0.1
port = {port}
threads = 2
[app:main]
use = egg:Zope#main
zope_conf = {conf}
[pipeline:unused]
pipeline = main
[loggers]
keys = root
[handlers]
keys = console
[formatters]
keys = plain
[logger_root]
level = WARNING
handlers = console
[handler_console]
class = StreamHandler
args = (sys.stderr,)
formatter = plain
[formatter_plain]
format = %(asctime)s %(levelname)s %(name)s %(message)s
"""


class BenchFailed(Exception):
    """A process of the bench ended with an error; the text says which and shows its output."""


class Database:
    """One database in the folder: a file storage for one process, behind ZEO, or in PostgreSQL."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        self.data = folder / name
        self.data.mkdir(parents=True, exist_ok=True)
        self.zeo_port: int | None = None
        self.relstorage = ""
        self._clients = 0

    def conf(self, objects: int = 30000) -> Path:
        """Write the configuration of one more process and return its file."""
        self._clients += 1
        home = self.folder / f"{self.name}-client{self._clients}"
        (home / "etc").mkdir(parents=True)
        (home / "var").mkdir()
        shutil.copy(REPOSITORY / "parts/instance/etc/site.zcml", home / "etc/site.zcml")
        kind = ZEO_CLIENT if self.zeo_port else FILE_STORAGE
        kind = RELSTORAGE_CLIENT if self.relstorage else kind
        storage = kind.format(data=self.data, port=self.zeo_port, relstorage=self.relstorage)
        imports = "%import relstorage" if self.relstorage else ""
        cache = self.folder / "chameleon"
        cache.mkdir(exist_ok=True)
        path = home / "etc/zope.conf"
        path.write_text(
            ZOPE_CONF.format(
                imports=imports, home=home, cache=cache, storage=storage, objects=objects
            ),
            "utf-8",
        )
        return path

    def copy(self, name: str) -> Database:
        """Return a copy of a database that no process has open."""
        other = Database(self.folder, name)
        other.fill_from(self)
        return other

    def fill_from(self, other: Database) -> None:
        """Become a copy of a database that no process has open."""
        shutil.copytree(other.data, self.data, dirs_exist_ok=True)
        (self.data / "Data.fs.lock").unlink(missing_ok=True)


class Workspace:
    """A temporary folder with databases and the processes on them."""

    def __init__(self) -> None:
        self.stack = ExitStack()

    def __enter__(self) -> Workspace:
        folder = tempfile.mkdtemp(prefix="tobaccooa-bench-")
        self.stack.callback(shutil.rmtree, folder, ignore_errors=True)
        self.folder = Path(folder)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stack.close()

    def database(self, name: str) -> Database:
        return Database(self.folder, name)

    def inside(self, database: Database, objects: int = 30000) -> Inside:
        """Start a process that has the database open and runs our functions on call."""
        process = Inside(database.conf(objects), self.folder)
        self.stack.callback(process.stop)
        return process

    def server(self, database: Database) -> Server:
        """Start an HTTP server on the database and wait until it answers."""
        server = Server(database.conf(), self.folder)
        self.stack.callback(server.stop)
        server.wait()
        return server

    def zeo(self, database: Database) -> subprocess.Popen:
        """Put a ZEO server before the database; processes started from now on are its clients."""
        database.zeo_port = free_port()
        conf = self.folder / f"{database.name}-zeo.conf"
        conf.write_text(ZEO_SERVER.format(port=database.zeo_port, data=database.data), "utf-8")
        log = (self.folder / f"{database.name}-zeo.log").open("w")
        process = subprocess.Popen(
            [sys.executable, "-m", "ZEO.runzeo", "-C", str(conf)],
            stdout=log,
            stderr=log,
            env=environment(),
        )
        self.stack.callback(end, process)
        wait_for_port(database.zeo_port, process, log.name)
        return process


class Inside:
    """A process with the database open: calls `module:function(app, **arguments)` of ours."""

    def __init__(self, conf: Path, folder: Path) -> None:
        asks, self._send = os.pipe()
        self._receive, answers = os.pipe()
        self.log = folder / f"{conf.parent.parent.name}.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bench.inside", str(conf), str(asks), str(answers)],
                stdout=log,
                stderr=log,
                pass_fds=(asks, answers),
                env=environment(),
                cwd=REPOSITORY,
            )
        os.close(asks)
        os.close(answers)
        self._out = os.fdopen(self._send, "w", encoding="utf-8")
        self._in = os.fdopen(self._receive, encoding="utf-8")

    def start(self, function: str, **arguments: Any) -> None:
        """Ask for a call without waiting for its answer."""
        self._out.write(json.dumps([function, arguments]) + "\n")
        self._out.flush()

    def answer(self) -> Any:
        """Wait for the answer of the oldest call.

        :raises BenchFailed: the function raised, or the process ended.
        """
        line = self._in.readline()
        if not line:
            raise BenchFailed(f"a process of the bench ended:\n{self.log.read_text()[-3000:]}")
        answer = json.loads(line)
        if "error" in answer:
            raise BenchFailed(answer["error"])
        return answer["value"]

    def call(self, function: str, **arguments: Any) -> Any:
        """Call a function and return its answer (JSON)."""
        self.start(function, **arguments)
        return self.answer()

    def stop(self) -> None:
        """Close the database and end the process."""
        if not self._out.closed:
            self._out.close()
        end(self.process, patience=20)
        self._in.close()


class Server:
    """An HTTP server of its own process, with two threads as in production."""

    def __init__(self, conf: Path, folder: Path) -> None:
        self.port = free_port()
        ini = conf.parent / "wsgi.ini"
        ini.write_text(WSGI_INI.format(port=self.port, conf=conf), "utf-8")
        self.log = folder / f"{conf.parent.parent.name}.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "Zope2.Startup.serve", str(ini)],
                stdout=log,
                stderr=log,
                env=environment(),
                cwd=REPOSITORY,
            )

    def wait(self) -> None:
        wait_for_port(self.port, self.process, str(self.log))

    def stop(self) -> None:
        end(self.process)


class Browser:
    """One person's kept-alive HTTP connection, signed in by token or by form cookie."""

    def __init__(self, server: Server, site: str = "/oa") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
        self.site = site
        self.headers: dict[str, str] = {}

    def sign_in(self, name: str, password: str) -> Browser:
        """Sign in by the login form, as people do; the cookie is kept."""
        body = f"__ac_name={name}&__ac_password={password}&form.widgets.submit=1&buttons.login=1"
        _, headers, _ = self.ask(
            "POST", "/login", body.encode(), {"Content-Type": "application/x-www-form-urlencoded"}
        )
        cookies = [value.split(";")[0] for key, value in headers if key.lower() == "set-cookie"]
        found = [cookie for cookie in cookies if cookie.startswith("__ac=")]
        if not found:
            raise BenchFailed(f"{name} could not sign in at {self.site}")
        self.headers["Cookie"] = found[0]
        return self

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: dict | None = None
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        """Return (status, headers, body) of a request under the site."""
        self.connection.request(method, self.site + path, body, {**self.headers, **(headers or {})})
        response = self.connection.getresponse()
        return response.status, response.getheaders(), response.read()

    def get(self, path: str, json_wanted: bool = False) -> bytes:
        """Return a page that must answer 200.

        :raises BenchFailed: it answers otherwise.
        """
        accept = "application/json" if json_wanted else "text/html"
        status, _, body = self.ask("GET", path, headers={"Accept": accept})
        if status != 200:
            raise BenchFailed(f"GET {self.site}{path} answers {status}: {body[:500]!r}")
        return body


def environment() -> dict[str, str]:
    """The environment of all processes: our sources first, one hash seed for all."""
    paths = [str(REPOSITORY / each) for each in ("src", "", ".state/bench")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONHASHSEED": "0"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port: int, process: subprocess.Popen, log: str) -> None:
    """Wait until something listens.

    :raises BenchFailed: the process ended before, or took too long.
    """

    def listens() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    wait_until(listens, process, log)


def wait_until(ready: Callable[[], bool], process: subprocess.Popen, log: str) -> None:
    """Wait until a process that we started is ready.

    :raises BenchFailed: it ended before, or took too long.
    """
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if ready():
            return
        time.sleep(0.2)
    raise BenchFailed(f"a server does not answer:\n{Path(log).read_text()[-3000:]}")


def end(process: subprocess.Popen, patience: float = 10) -> None:
    """End a process that we started, gently first."""
    try:
        if patience > 10:
            process.wait(patience / 2)
            return
    except subprocess.TimeoutExpired:
        pass
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
