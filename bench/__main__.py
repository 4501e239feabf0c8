"""`python -m bench [--quick | --full] [--keep FOLDER] [bench …]`: run, print and keep a table.

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
from pathlib import Path

import argparse
import os
import platform
import time


DOCUMENTS = ("decision", "lists", "pages", "writers", "ledger")
SMALL, LARGE, FULL, QUICK = 1_000, 20_000, 100_000, 3_000
PORTALS = ("portal", "weight", "soak")
BENCHES = DOCUMENTS + PORTALS


def main() -> None:
    """Make the sites, run what was asked for, print and keep the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("benches", nargs="*", choices=[*BENCHES, []], help="default: all")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help=f"{QUICK:,} documents, not {LARGE:,}")
    size.add_argument("--full", action="store_true", help=f"{FULL:,} documents, not {LARGE:,}")
    parser.add_argument("--keep", type=Path, help="folder where sites are kept for the next run")
    options = parser.parse_args()
    started = time.monotonic()
    with Workspace() as workspace:
        print("Making the sites …", flush=True)
        wanted = options.benches or BENCHES
        large = QUICK if options.quick else FULL if options.full else LARGE
        counts = (SMALL, large) if set(wanted) & set(DOCUMENTS) else (0, 0)
        sites = make(workspace, *counts, options.keep)
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
