"""Resolve requirements/runtime.in once and write both pin files from the result.

One resolution gives `requirements/runtime.txt` (for uv) and `versions.cfg` (for buildout), so that
the two can never disagree: buildout finds every pinned distribution already installed.

    python3 scripts/lock.py [path of uv]
"""

from pathlib import Path

import re
import subprocess
import sys


ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
HEADER = "# Written by `make lock` from requirements/runtime.in; do not edit.\n"


def canonical(name):
    """Return the comparable form of a distribution name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def resolve(uv, source, target, *constraints):
    """Let uv resolve `source` into `target`; the pins already in `target` are preferred."""
    command = [uv, "pip", "compile", "--quiet", "--no-header", "--no-annotate"]
    command += ["--python-version", "3.11", "-o", str(target), str(source)]
    for constraint in constraints:
        command += ["-c", str(constraint)]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def pins(path):
    """Return the `(name, version)` pairs of a requirements file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [re.match(r"([A-Za-z0-9._-]+)==([^\s;]+)", line) for line in lines]
    return [match.groups() for match in found if match]


def spelled(names):
    """Return how the distributions write their own names, by canonical name."""
    return {canonical(name): name for name in names}


def without(path, *others):
    """Take the pins out of a requirements file that other files have already."""
    have = {canonical(name) for other in others for name, _version in pins(other)}
    kept = [f"{name}=={version}\n" for name, version in pins(path) if canonical(name) not in have]
    path.write_text("".join(kept), encoding="utf-8")


def main(uv="uv"):
    runtime = REQUIREMENTS / "runtime.txt"
    plone = REQUIREMENTS / "plone-6.2.2.txt"
    resolve(uv, REQUIREMENTS / "runtime.in", runtime, plone)
    resolve(uv, REQUIREMENTS / "tools.in", REQUIREMENTS / "tools.txt")
    bench = REQUIREMENTS / "bench.txt"
    resolve(uv, REQUIREMENTS / "bench.in", bench, runtime)
    without(bench, runtime)
    names = spelled(name for name, version in pins(plone))
    locked = [(names.get(name, name), version) for name, version in pins(runtime)]
    locked.sort(key=lambda pin: pin[0].lower())
    body = "".join(f"{name} = {version}\n" for name, version in locked)
    (ROOT / "versions.cfg").write_text(HEADER + "[versions]\n" + body, encoding="utf-8")
    print(f"{len(locked)} pins written to requirements/runtime.txt and versions.cfg")


if __name__ == "__main__":
    main(*sys.argv[1:])
