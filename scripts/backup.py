"""Back the database and its files up, and restore them: `make backup`, `make restore FROM=…`.

A backup is a folder `backups/<UTC time>/` with

* `filestorage/`: a full repozo backup, taken from the last complete transaction, so the server may
  go on working;
* `blobstorage/`: the uploaded files. They are copied after the database: a file never changes once
  it is stored, so each that the database knows is there;
* `site.mode` (demo or real use) and `SHA256SUMS`, which restoring checks first.

Restoring never overwrites: what was in `var/` moves to `var/before-restore-<UTC time>/`.
"""

from datetime import datetime
from datetime import UTC
from pathlib import Path
from ZODB.scripts import repozo

import argparse
import contextlib
import hashlib
import io
import os
import shutil
import sys
import zc.lockfile


CHECKSUMS = "SHA256SUMS"
CHUNK_BYTES = 1 << 20


class BackupError(Exception):
    """Something is missing or in the way; the message says what to do."""


def stamp():
    """Return the current time as a folder name, in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S.%fZ")


def run_repozo(*arguments):
    """Run repozo inside this process, its chatter kept back."""
    with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
        try:
            repozo.main([str(argument) for argument in arguments])
        except SystemExit as error:
            if error.code:
                raise BackupError(f"repozo failed: {error.code}") from error


def digest(path):
    """Return the SHA-256 of a file as hex."""
    found = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK_BYTES):
            found.update(chunk)
    return found.hexdigest()


def files_below(folder):
    """Return every file below a folder, as sorted paths relative to it."""
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def copy_blobs(source, target):
    """Copy the uploaded files; those that vanish meanwhile (packing) are not in the database."""
    target.mkdir(parents=True)
    for relative in files_below(source):
        if "tmp" in relative.parts or relative.suffix == ".lock":
            continue
        place = target / relative
        place.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            shutil.copy2(source / relative, place)


def back_up(var, backups):
    """Write a new backup of `var` and return its folder.

    :raises BackupError: when there is no database yet or the disk refuses.
    """
    database = var / "filestorage" / "Data.fs"
    if not database.exists():
        raise BackupError(f"There is no database at {database}: nothing to back up.")
    unfinished = backups / f".{stamp()}.unfinished"
    (unfinished / "filestorage").mkdir(parents=True)
    run_repozo("-B", "-F", "-z", "-r", unfinished / "filestorage", "-f", database)
    copy_blobs(var / "blobstorage", unfinished / "blobstorage")
    if (var / "site.mode").exists():
        shutil.copy2(var / "site.mode", unfinished / "site.mode")
    lines = [f"{digest(unfinished / path)}  {path}\n" for path in files_below(unfinished)]
    (unfinished / CHECKSUMS).write_text("".join(lines), encoding="utf-8")
    finished = backups / unfinished.name.removeprefix(".").removesuffix(".unfinished")
    os.replace(unfinished, finished)
    return finished


def verify(source):
    """Check a backup against its checksums.

    :raises BackupError: names the first file that is missing or differs.
    """
    if not (source / CHECKSUMS).exists():
        raise BackupError(f"{source} is not a finished backup: {CHECKSUMS} is missing.")
    for line in (source / CHECKSUMS).read_text(encoding="utf-8").splitlines():
        expected, relative = line.split("  ", 1)
        path = source / relative
        if not path.exists() or digest(path) != expected:
            raise BackupError(f"{path} is missing or damaged: this backup can't be used.")


def _everything(paths):
    """Yield the paths and all that is below them."""
    for path in paths:
        yield path
        yield from path.rglob("*")


def set_aside(var):
    """Move the present data out of the way; return where to, None when there was none."""
    present = [var / name for name in ("filestorage", "blobstorage", "site.mode")]
    present = [path for path in present if path.exists()]
    if not any(path.is_file() and path.name != "Data.fs.lock" for path in _everything(present)):
        return None
    aside = var / f"before-restore-{stamp()}"
    aside.mkdir(parents=True)
    for path in present:
        os.replace(path, aside / path.name)
    return aside


def restore(source, var):
    """Put a backup into `var`; return where the former data went (None: there was none).

    :raises BackupError: when a server uses the database or the backup is damaged.
    """
    verify(source)
    (var / "filestorage").mkdir(parents=True, exist_ok=True)
    try:
        lock = zc.lockfile.LockFile(str(var / "filestorage" / "Data.fs.lock"))
    except zc.lockfile.LockError:
        raise BackupError("The database is in use. Stop the server first: make stop") from None
    try:
        aside = set_aside(var)
    finally:
        lock.close()
    (var / "filestorage").mkdir(parents=True, exist_ok=True)
    database = var / "filestorage" / "Data.fs"
    run_repozo("-R", "-r", source / "filestorage", "-o", database)
    shutil.copytree(source / "blobstorage", var / "blobstorage", dirs_exist_ok=True)
    if (source / "site.mode").exists():
        shutil.copy2(source / "site.mode", var / "site.mode")
    return aside


def main():
    """Run one of the two commands and say what happened."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("command", choices=["backup", "restore"])
    options.add_argument("--var", type=Path, default=Path("var"))
    options.add_argument("--backups", type=Path, default=Path("backups"))
    options.add_argument("--source", type=Path)
    chosen = options.parse_args()
    try:
        if chosen.command == "backup":
            print(f"Backup written to {back_up(chosen.var, chosen.backups)}")
            return 0
        if chosen.source is None or not chosen.source.is_dir():
            raise BackupError("Say which backup: make restore FROM=backups/<time>")
        aside = restore(chosen.source, chosen.var)
        print(
            f"Restored from {chosen.source}." + (f" The former data is in {aside}." * bool(aside))
        )
    except (BackupError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
