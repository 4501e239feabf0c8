"""Turn a file into pages for collective.documentviewer's viewer.

The pages are stored as documentviewer stores them: an annotation `collective.documentviewer` of
the object whose `blob_files` maps `large/dump_1.png` … to blobs. poppler draws all pages of a size
in one call (documentviewer: GraphicsMagick, a call for each page and size, 20 times slower);
LibreOffice makes a PDF of office files first, after a look at their first bytes, since it would
chew on anything. The text for searching is not this module's business.
"""

from BTrees.OOBTree import OOBTree
from collective.documentviewer.convert import DUMP_FILENAME
from collective.documentviewer.convert import saveFileToBlob
from collective.documentviewer.settings import Settings
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from DateTime import DateTime
from pathlib import Path
from zope.annotation.interfaces import IAnnotations

import os
import re
import shutil
import signal
import subprocess
import tempfile


ANNOTATION = "collective.documentviewer"
WIDTHS = {"large": 1000, "normal": 700, "small": 180}
IMAGE_FORMAT = "png"
MAX_PAGES = 500
SECONDS_FOR_PAGES = 300
SECONDS_FOR_OFFICE = 120
BYTES_PER_FILE = 500 * 1024 * 1024
BYTES_OF_MEMORY = 4 * 1024**3

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_HEADS = {
    "pdf": b"%PDF-",
    "doc": _OLE,
    "xls": _OLE,
    "ppt": _OLE,
    "wps": _OLE,
    "et": _OLE,
    "dps": _OLE,
    "docx": _ZIP,
    "xlsx": _ZIP,
    "pptx": _ZIP,
    "odt": _ZIP,
    "ods": _ZIP,
    "odp": _ZIP,
    "rtf": b"{\\rtf",
}


class NotConvertible(InvalidInput):
    """The file can never be shown as pages (400); the message says why."""


class ConversionFailed(Exception):
    """This time the file could not be converted; trying again later may help."""


def extension_of(filename):
    """Return the extension in lower case, without the dot; empty when there is none."""
    return Path(filename or "").suffix[1:].lower()


def has_pages(filename):
    """Return whether files of this name can be shown as pages at all."""
    return extension_of(filename) in _HEADS


def check_head(filename, head):
    """Refuse a file whose first bytes are not those of its kind.

    :param head: at least the first 1,024 bytes (a PDF may begin a little late).
    :raises NotConvertible: another kind, or a kind that has no pages.
    """
    extension = extension_of(filename)
    expected = _HEADS.get(extension)
    if expected is None:
        raise NotConvertible(
            _(
                "error_no_pages",
                default="Files of the kind “${extension}” cannot be shown as pages. Download the "
                "original.",
                mapping={"extension": extension or "?"},
            )
        )
    if not (expected in head[:1024] if extension == "pdf" else head.startswith(expected)):
        raise NotConvertible(
            _(
                "error_not_its_kind",
                default="“${name}” is not what its extension says, or it is damaged. Download the "
                "original and check it.",
                mapping={"name": filename},
            )
        )


def convert(attachment):
    """Make the pages of a file; see `documentviewer.convert`."""
    file = attachment.file
    with file.open() as stream:
        check_head(file.filename, stream.read(1024))
    with tempfile.TemporaryDirectory(prefix="oa-pages-") as folder:
        work = Path(folder)
        pdf = work / DUMP_FILENAME
        source = pdf if extension_of(file.filename) == "pdf" else work / "source"
        with file.open() as stream, source.open("wb") as target:
            shutil.copyfileobj(stream, target)
        if source != pdf:
            _office_to_pdf(source, file.filename, pdf)
        pages = count_pages(pdf, file.filename)
        _store(attachment, pages, _draw(pdf, work, file.filename))


def count_pages(pdf, filename):
    """Return the number of pages of a PDF file.

    :raises NotConvertible: it needs a password, is broken or too long.
    """
    needs_password, _output = _run(["qpdf", "--requires-password", str(pdf)], SECONDS_FOR_PAGES)
    if needs_password == 0:
        raise NotConvertible(
            _(
                "error_pages_password",
                default="“${name}” is protected by a password and cannot be shown. Ask the sender "
                "for a file without one.",
                mapping={"name": filename},
            )
        )
    _status, output = _run(["qpdf", "--show-npages", str(pdf)], SECONDS_FOR_PAGES)
    number = output.strip()
    if not number.isdigit() or int(number) == 0:
        raise _broken(filename)
    if int(number) > MAX_PAGES:
        raise NotConvertible(
            _(
                "error_pages_too_many",
                default="“${name}” has ${pages} pages; up to ${limit} are shown. Download the "
                "original.",
                mapping={"name": filename, "pages": number, "limit": MAX_PAGES},
            )
        )
    return int(number)


def note_failure(attachment, message):
    """Remember why a file has no pages, for the viewer to say.

    :param message: plain text in the reader's language.
    """
    settings = Settings(attachment)
    settings.successfully_converted = False
    settings.exception_msg = message
    settings.last_updated = DateTime().ISO8601()


def share_pages(source, target):
    """Let `target`, which holds the same file, show the pages of `source`; copy no bytes.

    :returns: whether there were pages to share.
    """
    found = state_of(source)
    if not found.get("successfully_converted"):
        return False
    settings = Settings(target)
    for name in ("blob_files", "num_pages", "pdf_image_format", "storage_type"):
        setattr(settings, name, found[name])
    settings.enable_indexation = False
    settings.successfully_converted = True
    settings.last_updated = DateTime().ISO8601()
    return True


def state_of(attachment):
    """Return what documentviewer knows of an object; never writes (its own reader does).

    :returns: mapping with `successfully_converted`, `num_pages`, `blob_files`, `exception_msg`;
        empty before the first conversion.
    """
    annotations = IAnnotations(attachment, None)
    return (annotations or {}).get(ANNOTATION) or {}


def _run(command, seconds, home="/nonexistent"):
    """Run a program found at call time: no shell, limited time, CPU and file size, no secrets.

    :param home: a folder that the program may call its own.
    :raises ConversionFailed: it is missing or took too long; all its children are ended then.
    """
    program = shutil.which(command[0])
    if program is None:
        raise ConversionFailed(f"{command[0]} is not installed")
    limits = []
    if shutil.which("prlimit"):
        limits = ["prlimit", f"--cpu={seconds}", f"--fsize={BYTES_PER_FILE}"]
        limits.append(f"--as={BYTES_OF_MEMORY}")
    environment = {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "HOME": str(home)}
    process = subprocess.Popen(  # noqa: S603 - fixed programs, our own file names
        [*limits, program, *command[1:]],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        errors="replace",
        env=environment,
        start_new_session=True,
    )
    try:
        output, _nothing = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise ConversionFailed(f"{command[0]} took more than {seconds} seconds") from error
    return process.returncode, output


def _broken(filename):
    return NotConvertible(
        _(
            "error_pages_broken",
            default="“${name}” is damaged and cannot be shown as pages. Download the original.",
            mapping={"name": filename},
        )
    )


def _office_to_pdf(source, filename, pdf):
    """Let LibreOffice make a PDF, with a profile of its own so that calls don't meet."""
    named = source.with_suffix(f".{extension_of(filename)}")
    source.rename(named)
    out = source.parent / "office"
    command = [
        "soffice",
        f"-env:UserInstallation=file://{source.parent}/profile",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(out),
        str(named),
    ]
    _run(command, SECONDS_FOR_OFFICE, home=source.parent)
    made = list(out.glob("*.pdf"))
    if not made:
        raise _broken(filename)
    made[0].rename(pdf)


def _draw(pdf, work, filename):
    """Draw every page in every size; return `large/dump_1.png` → file."""
    files = {}
    for size, width in WIDTHS.items():
        folder = work / size
        folder.mkdir()
        command = ["pdftoppm", f"-{IMAGE_FORMAT}", "-scale-to-x", str(width), "-scale-to-y", "-1"]
        _run([*command, str(pdf), str(folder / "page")], SECONDS_FOR_PAGES)
        for path in folder.iterdir():
            number = int(re.search(r"(\d+)$", path.stem).group(1))
            files[f"{size}/dump_{number}.{IMAGE_FORMAT}"] = path
        if not any(name.startswith(f"{size}/") for name in files):
            raise _broken(filename)
    return files


def _store(attachment, pages, files):
    """Write the pages into the object's annotation, in documentviewer's form."""
    stored = OOBTree()
    for name, path in files.items():
        stored[name] = saveFileToBlob(str(path))
    settings = Settings(attachment)
    settings.enable_indexation = False
    settings.blob_files = stored
    settings.num_pages = pages
    settings.pdf_image_format = IMAGE_FORMAT
    settings.storage_type = "Blob"
    settings.converting = False
    settings.successfully_converted = True
    settings.last_updated = DateTime().ISO8601()
