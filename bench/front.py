"""Debian's Varnish with the shipped configuration before a server; requests a second by wrk."""

from __future__ import annotations

from bench.site import BenchFailed
from bench.site import end
from bench.site import free_port
from bench.site import REPOSITORY
from bench.site import wait_for_port

import re
import shutil
import subprocess
import sys


PROGRAMS = "/usr/sbin:/usr/bin:/usr/local/bin"


def program(name: str) -> str | None:
    """The path of a program, or None."""
    return shutil.which(name, path=PROGRAMS) or shutil.which(name)


class Front:
    """A running Varnish; `port` is where it listens."""

    def __init__(self, workspace, backend: int, port: int | None = None, vcl: str = "") -> None:
        self.port = port or free_port()
        varnish = program("varnishd")
        if varnish is None:
            raise BenchFailed("varnishd is missing: apt-get install varnish")
        folder = workspace.folder / f"varnish-{self.port}"
        config = folder.with_suffix(".vcl")
        config.write_text(vcl or filled(backend, self.port), "utf-8")
        log = folder.with_suffix(".log")
        command = [varnish, "-j", "none", "-F", "-n", str(folder), "-f", str(config)]
        command += ["-a", f"127.0.0.1:{self.port}", "-s", "malloc,64m"]
        with log.open("w") as output:
            self.process = subprocess.Popen(command, stdout=output, stderr=output)
        workspace.stack.callback(end, self.process)
        wait_for_port(self.port, self.process, str(log))


def filled(backend: int, port: int) -> str:
    """The shipped configuration for these ports."""
    script = REPOSITORY / "scripts/front.py"
    options = ["--backend", str(backend), "--name", f"127.0.0.1:{port}"]
    return subprocess.run(
        [sys.executable, str(script), "varnish", *options],
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def rate(url: str, seconds: int, connections: int = 16) -> tuple[float, int]:
    """Return (requests a second, errors) of wrk on one address.

    :raises BenchFailed: wrk is missing or says nothing.
    """
    wrk = program("wrk")
    if wrk is None:
        raise BenchFailed("wrk is missing: apt-get install wrk")
    command = [wrk, "-t1", f"-c{connections}", f"-d{seconds}s", "-H", "Accept: text/html"]
    command += ["-H", "Accept-Encoding: gzip", url]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = re.search(r"Requests/sec:\s+([0-9.]+)", said)
    if found is None:
        raise BenchFailed(f"wrk says:\n{said}")
    errors = re.search(r"Non-2xx or 3xx responses: ([0-9]+)", said)
    return float(found.group(1)), int(errors.group(1)) if errors else 0
