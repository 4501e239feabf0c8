"""Load the demo world: an invented city bureau, twelve county units and their people.

Everything is in the CSV files of `demo/`, which are a base-data workbook like any other. All names
of places and people are invented. May be loaded again: what is there is left.
"""

from __future__ import annotations

from collective.tobaccooa import logger
from collective.tobaccooa.i18n import say
from collective.tobaccooa.organisation.workbook.importing import import_workbook
from pathlib import Path
from Products.CMFCore.indexing import processQueue
from typing import Any

import os


FOLDER = Path(__file__).parent / "demo"
DEFAULT_PASSWORD = "Demo-oa-2026"


class DemoNotLoaded(Exception):
    """The demo files hold mistakes; each is in the text."""


def load(context: Any = None) -> None:
    """Import the demo files; everybody gets the password OA_DEMO_PASSWORD.

    :param context: ignored; the current site is filled.
    :raises DemoNotLoaded: a mistake in the files.
    """
    password = os.environ.get("OA_DEMO_PASSWORD") or DEFAULT_PASSWORD
    report = import_workbook(FOLDER, password=password)
    if report.mistakes:
        lines = (
            f"{each.sheet} {each.row or ''} {each.column}: {say(each.message)}"
            for each in report.mistakes
        )
        raise DemoNotLoaded("\n".join(lines))
    # who keeps a column is asked when its entry is written, and that needs the site
    processQueue()
    logger.info("Demo world loaded: %s rows written", report.writes)
