"""What the monthly table asks of the part in which units' items rise to the city portal."""

from __future__ import annotations

from zope.interface import Interface


class IMonthlyAdoptions(Interface):
    """An unnamed utility; where there is none, nothing was presented."""

    def __call__(unit, month):
        """Count what a unit presented to the city portal and what was adopted there.

        :param unit: code of the unit; :param month: a day of the month (Asia/Shanghai).
        :returns: id of the unit's column → (presented, adopted).
        """
