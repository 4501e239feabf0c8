"""Fetch the browser libraries that are shipped with the site, pinned, from npm.

    .venv/bin/python scripts/vendor.py          # write the files anew
    .venv/bin/python scripts/vendor.py check    # are the committed files those that are pinned?

`src/…/browser/static/vendor/vendored.json` names packages, versions, the integrity of npm's
archive and the sha256 of each file. To renew one: change version and integrity (`npm view
<package>@<version> dist.integrity`), run this, look at the pages.
"""

from pathlib import Path

import base64
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile


FOLDER = Path(__file__).parents[1] / "src/collective/tobaccooa/browser/static/vendor"
TABLE = FOLDER / "vendored.json"


def fetch(entry, folder):
    """Download the archive of a package through npm; return its path."""
    name = f"{entry['package']}@{entry['version']}"
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), name]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    archive = Path(folder) / done.stdout.split()[-1]
    algorithm, _, wanted = entry["integrity"].partition("-")
    found = base64.b64encode(hashlib.new(algorithm, archive.read_bytes()).digest()).decode()
    if found != wanted:
        sys.exit(f"{name}: the archive does not have the integrity that is pinned")
    return archive


def write(entry):
    """Take the named files out of a package's archive and note their digests."""
    with tempfile.TemporaryDirectory() as folder, tarfile.open(fetch(entry, folder)) as archive:
        for name, file in entry["files"].items():
            data = archive.extractfile(file["from"]).read()
            (FOLDER / name).write_bytes(data)
            file["sha256"] = hashlib.sha256(data).hexdigest()


def wrong(entries):
    """Return the names of the files that are not as pinned."""
    return [
        name
        for entry in entries
        for name, file in entry["files"].items()
        if hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() != file["sha256"]
    ]


def main(check):
    """Write the files, or check them; return the exit status."""
    entries = json.loads(TABLE.read_text("utf-8"))
    if check:
        found = wrong(entries)
        print("\n".join([*found, f"与锁定不符的文件：{len(found)} 个。"]))
        return 1 if found else 0
    for entry in entries:
        write(entry)
    TABLE.write_text(json.dumps(entries, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] == ["check"]))
