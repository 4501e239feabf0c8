"""How an upper domain adds a sheet of its own to the workbook."""

from __future__ import annotations

from zope.interface import Attribute
from zope.interface import Interface


class IWorkbookSheet(Interface):
    """A sheet, registered as a utility named by its `name`.

    The planner compares: a row whose key is not among `export()` is created, one whose values
    differ is changed, the others are left. Hence importing twice changes nothing, provided that
    `export` after `apply` gives back what `canonical` made of the row.
    """

    name = Attribute("ASCII name: the CSV file is `<name>.csv`")
    title = Attribute("Chinese name of the sheet in the .xlsx file")
    order = Attribute(
        "sheets are checked and applied by rising order: units 10, departments 20,"
        " people 30, posts 40, chains 50, seals 60, letterheads 70, columns 80"
    )
    columns = Attribute("tuple of `model.Column`; at least one has `key=True`")

    def export():
        """Return the rows now in the site: dicts column id → value, keys unique, in order."""

    def canonical(values):
        """Return `values` (column id → value) in the form in which `export` gives them."""

    def check(row, book):
        """Yield (column id, Message) for what is wrong in a `Row` beyond a cell's own form.

        :param book: `model.Book`: every sheet as it will be after the import.
        """

    def apply(changes, session):
        """Carry out the created and changed `Change`s, in the order of the file.

        :param session: `model.Session`.
        :raises OAError: shown as a mistake of the sheet; then nothing is imported.
        """
