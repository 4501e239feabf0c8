"""What supervision asks of the part in which units' items rise to the city portal."""

from __future__ import annotations

from zope.interface import Interface


class IAdoptions(Interface):
    """An unnamed utility; where there is none, nothing is presented and nothing adopted."""

    def in_month(unit, month):
        """Count what a unit presented to the city portal and what was adopted there.

        :param unit: code of the unit; :param month: a day of the month (Asia/Shanghai).
        :returns: id of the unit's column → (presented, adopted).
        """

    def adopted_into(column):
        """Return what a column of the city shows of the units.

        :returns: UID of each item → when it was adopted, an aware datetime.
        """
