"""A PostgreSQL server of our own for one run: in a temporary folder, on a unix socket only.

Debian's programs with their default settings (`fsync` and `synchronous_commit` on). PostgreSQL
refuses to run as root; then the user `postgres` of the package, or `nobody`, runs it.
"""

from __future__ import annotations

from bench import site
from pathlib import Path
from typing import Any

import os
import pwd
import shutil
import subprocess
import sys
import tempfile


LIBRARIES = site.REPOSITORY / ".state/bench"
USER = "bench"
PROGRAMS = "initdb", "postgres", "createdb"

CONVERT = """\
%import relstorage
<filestorage source>
  path {data}/Data.fs
</filestorage>
<relstorage destination>
{relstorage}
</relstorage>
"""

RELSTORAGE = """\
      blob-dir {data}/blobs
      shared-blob-dir true
      keep-history false
      cache-local-mb 64
      <postgresql>
        driver psycopg2
        dsn dbname='{name}' user='{user}' host='{socket}'
      </postgresql>
"""


def missing() -> str:
    """Return what has to be installed before, "" when everything is there."""
    lacking = [name for name in PROGRAMS if not program(name)]
    if lacking:
        return f"no {', '.join(lacking)}: apt-get install postgresql"
    if not (LIBRARIES / "relstorage").is_dir():
        return "no RelStorage: make .state/bench"
    return ""


def program(name: str) -> str | None:
    """Return the path of one of PostgreSQL's programs; Debian keeps them out of the way."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return shutil.which(name, path=os.pathsep.join([*map(str, places), os.environ["PATH"]]))


class Postgres:
    """A running server; `stop` ends it and removes its folder."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="tobaccooa-bench-pg-"))
        self.person = unprivileged()
        if self.person:
            shutil.chown(self.folder, self.person, pwd.getpwnam(self.person).pw_gid)
        data = self.folder / "data"
        self.call("initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C")
        self.log = self.folder / "server.log"
        with (self.folder / "server.log").open("w") as log:
            self.process = subprocess.Popen(
                [program("postgres"), "-D", data, "-k", self.folder, "-c", "listen_addresses="],
                stdout=log,
                stderr=log,
                **self.options(),
            )
        socket = self.folder / ".s.PGSQL.5432"
        site.wait_until(socket.exists, self.process, str(self.log))

    def call(self, name: str, *arguments: object) -> None:
        """Run one of PostgreSQL's programs to its end.

        :raises BenchFailed: it ended with an error.
        """
        done = subprocess.run(
            [program(name), *map(str, arguments)],
            capture_output=True,
            text=True,
            **self.options(),
        )
        if done.returncode:
            raise site.BenchFailed(f"{name} failed:\n{done.stderr[-3000:]}")

    def options(self) -> dict[str, Any]:
        """Who runs the programs, and where: not root, in a folder that they may enter."""
        found: dict[str, Any] = {"cwd": self.folder}
        if self.person:
            group = pwd.getpwnam(self.person).pw_gid
            found |= {"user": self.person, "group": group, "extra_groups": []}
        return found

    def take_over(self, database: site.Database) -> None:
        """Copy a closed database into the server; processes started from now on find it there."""
        self.call("createdb", "-h", self.folder, "-U", USER, database.name)
        database.relstorage = RELSTORAGE.format(
            data=database.data, name=database.name, user=USER, socket=self.folder
        )
        conf = database.folder / f"{database.name}-convert.conf"
        conf.write_text(CONVERT.format(data=database.data, relstorage=database.relstorage), "utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "relstorage.zodbconvert", str(conf)],
            capture_output=True,
            text=True,
            env=site.environment(),
        )
        if done.returncode:
            raise site.BenchFailed(f"zodbconvert failed:\n{done.stderr[-3000:]}")

    def stop(self) -> None:
        """End the server (it closes its connections itself) and remove everything."""
        site.end(self.process)
        shutil.rmtree(self.folder, ignore_errors=True)


def unprivileged() -> str | None:
    """Return whose name to use for the server when we are root, else None."""
    if os.geteuid() != 0:
        return None
    known = {each.pw_name for each in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"
