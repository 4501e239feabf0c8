"""`python -m bench [--quick] [bench …]`: run the benches, print their table, keep it.

The table is kept as `bench/results/latest.md` (not committed); figures worth keeping go into
`docs/developers/bench.md`.
"""

from __future__ import annotations

from bench import measure
from bench.site import REPOSITORY
from bench.site import Workspace
from bench.sites import make
from datetime import datetime
from importlib import import_module

import argparse
import os
import platform
import time


DOCUMENTS = ("decision", "pages", "writers", "ledger")
PORTALS = ("portal", "weight", "soak")
BENCHES = DOCUMENTS + PORTALS


def main() -> None:
    """Make the sites, run what was asked for, print and keep the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("benches", nargs="*", choices=[*BENCHES, []], help="default: all")
    parser.add_argument("--quick", action="store_true", help="3,000 documents instead of 20,000")
    options = parser.parse_args()
    started = time.monotonic()
    with Workspace() as workspace:
        print("Making the sites …", flush=True)
        wanted = options.benches or BENCHES
        counts = (
            (1000, 3000 if options.quick else 20000) if set(wanted) & set(DOCUMENTS) else (0, 0)
        )
        sites = make(workspace, *counts)
        print(f"… made in {time.monotonic() - started:.0f} s", flush=True)
        lines: list[measure.Line] = []
        for name in wanted:
            print(f"Measuring: {name} …", flush=True)
            found = import_module(f"bench.{name}").run(sites)
            print(measure.table(found), flush=True)
            lines += found
    text = "\n".join((header(time.monotonic() - started), "", measure.table(lines), ""))
    print(text)
    results = REPOSITORY / "bench/results"
    results.mkdir(exist_ok=True)
    (results / "latest.md").write_text(text, "utf-8")


def header(seconds: float) -> str:
    """Say when and on what the run was made."""
    return (
        f"{datetime.now():%Y-%m-%d %H:%M}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {seconds:.0f} s in all."
    )


if __name__ == "__main__":
    main()
