"""What the board asks of the domains whose things it shows beside documents."""

from __future__ import annotations

from zope.interface import Interface


class IBoardSource(Interface):
    """Named utility: what else is in progress in units, such as deliveries to sign for.

    Its items are those that lie in somebody's box as work to do; their references have a prefix,
    and `inbox.interfaces.IWorkItemSource` of that name tells their addresses.
    """

    def holdings(units):
        """Yield `progress.Holding` for each thing and each of its holders.

        :param units: codes; the cost must not grow with what is done.
        """
