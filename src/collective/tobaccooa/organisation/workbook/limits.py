"""How large a workbook may be, and the refusal of what is larger or no workbook at all."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput


MAX_FILE_BYTES = 8 * 1024 * 1024
MAX_UNPACKED_BYTES = 80 * 1024 * 1024
MAX_PARTS = 300
MAX_SHEETS = 30
MAX_ROWS = 20_000
MAX_COLUMNS = 60


def too_large() -> InvalidInput:
    """Return the refusal of a file, or of a part of it, that is too large."""
    return InvalidInput(
        _(
            "error_workbook_large",
            default="The file is too large: at most ${mb} MB, ${rows} rows a sheet and "
            "${columns} columns. Remove what is not base data.",
            mapping={
                "mb": MAX_FILE_BYTES // 1024 // 1024,
                "rows": MAX_ROWS,
                "columns": MAX_COLUMNS,
            },
        ),
        field="file",
    )


def not_a_workbook() -> InvalidInput:
    """Return the refusal of a file that is no .xlsx workbook."""
    return InvalidInput(
        _(
            "error_not_a_workbook",
            default="This file cannot be read as an .xlsx workbook. Save it in your spreadsheet "
            "program as “Excel workbook (.xlsx)” without a password and choose it again.",
        ),
        field="file",
    )
