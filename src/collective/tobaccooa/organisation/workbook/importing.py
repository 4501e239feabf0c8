"""Import and export the base data: the edge between the pure planner and the site."""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa import logger
from collective.tobaccooa.exceptions import OAError
from collective.tobaccooa.organisation.workbook.folder import read_folder
from collective.tobaccooa.organisation.workbook.folder import write_folder
from collective.tobaccooa.organisation.workbook.interfaces import IWorkbookSheet
from collective.tobaccooa.organisation.workbook.model import Mistake
from collective.tobaccooa.organisation.workbook.model import RawSheet
from collective.tobaccooa.organisation.workbook.model import Report
from collective.tobaccooa.organisation.workbook.model import Session
from collective.tobaccooa.organisation.workbook.model import Sheet
from collective.tobaccooa.organisation.workbook.model import UNCHANGED
from collective.tobaccooa.organisation.workbook.planning import make_plan
from collective.tobaccooa.organisation.workbook.planning import Plan
from collective.tobaccooa.organisation.workbook.xlsx import read_xlsx
from collective.tobaccooa.organisation.workbook.xlsx import write_xlsx
from pathlib import Path
from Products.CMFCore.indexing import processQueue
from zope.component import getUtilitiesFor

import transaction


def registered_sheets() -> list[Sheet]:
    """Return all sheets, in the order in which they are checked and applied."""
    found = [sheet for _name, sheet in getUtilitiesFor(IWorkbookSheet)]
    return sorted(found, key=lambda sheet: (sheet.order, sheet.name))


def read_source(source: bytes | Path) -> list[RawSheet]:
    """Return the raw sheets of an .xlsx file (its bytes or path) or of a folder of CSV files.

    :raises InvalidInput: it cannot be read.
    """
    if isinstance(source, bytes):
        return read_xlsx(source)
    return read_folder(source) if source.is_dir() else read_xlsx(source.read_bytes())


def import_workbook(
    source: bytes | Path | Iterable[RawSheet],
    *,
    dry_run: bool = False,
    password: str | None = None,
) -> Report:
    """Bring the site to what the workbook says; with one mistake nothing is written.

    Rows that the workbook lacks are left. Writes in the caller's transaction.

    :param source: bytes of an .xlsx file, a path to one or to a folder of CSV files, or raw sheets.
    :param dry_run: only report what would be done.
    :param password: for all new people (demo only); None gives each a one-time password, which
        the report carries and nothing else keeps.
    :raises InvalidInput: the file cannot be read at all.
    """
    raw = read_source(source) if isinstance(source, (bytes, Path)) else list(source)
    plan = make_plan(raw, registered_sheets())
    if plan.mistakes or dry_run:
        return Report(plan.reports(), tuple(plan.mistakes))
    session = Session(password)
    mistake = carry_out(plan, session)
    if mistake is not None:
        return Report(plan.reports(), (mistake,))
    report = Report(plan.reports(), (), tuple(session.passwords), applied=True)
    logger.info("Base data imported: %s rows written", report.writes)
    return report


def carry_out(plan: Plan, session: Session) -> Mistake | None:
    """Apply a plan; on a refusal undo it all and return the refusal as a mistake."""
    savepoint = transaction.savepoint()
    for sheet, changes in plan.changes:
        work = [change for change in changes if change.kind != UNCHANGED]
        if not work:
            continue
        try:
            sheet.apply(work, session)
        except OAError as error:
            # what waits to be indexed must not outlive the objects that are undone
            processQueue()
            savepoint.rollback()
            return Mistake(sheet.title, None, "", error.message)
    return None


def export_workbook() -> bytes:
    """Return the base data as an .xlsx file; passwords are no part of it."""
    return write_xlsx((sheet, sheet.export()) for sheet in registered_sheets())


def export_folder(folder: Path) -> None:
    """Write the base data as CSV files into `folder`."""
    write_folder(folder, ((sheet, sheet.export()) for sheet in registered_sheets()))


def template_workbook() -> bytes:
    """Return an empty workbook with headers and instructions, to be filled in."""
    return write_xlsx((sheet, []) for sheet in registered_sheets())
