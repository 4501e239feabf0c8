"""What a new unit gets: the application administrator may change its letterheads and seals."""

from __future__ import annotations


FOLDERS = ("letterheads", "seals")
EDITORS = ("OA Administrator", "Site Administrator", "Manager")


def unit_prepared(event) -> None:
    """Let administrators, and nobody else, change what lies in the unit's folders."""
    for name in FOLDERS:
        folder = event.unit_object._getOb(name, None)
        if folder is not None:
            folder.manage_permission("Modify portal content", EDITORS, acquire=0)
