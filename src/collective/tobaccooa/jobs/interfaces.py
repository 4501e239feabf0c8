"""What a domain registers so that its work can run in the background."""

from __future__ import annotations

from zope.interface import Attribute
from zope.interface import Interface


class IJob(Interface):
    """A kind of background work: a named utility, callable, found by the name in the queue.

    It runs in a transaction of its own, with the site hook set, as the system's user. What it
    writes into the database is written exactly once; what it does outside (a program it calls)
    may be done again after a crash. An exception means: try again later.

    It may have an attribute `title`: a translatable name for the administrator's page.
    """

    def __call__(site, *args):
        """Do the work.

        :param site: the Plone site; :param args: the strings that were enqueued.
        """


class IPeriodic(Interface):
    """Work that returns by itself: a named utility, asked for once in each of its periods.

    It runs as a job does (`IJob`): in a transaction of its own, as the system's user, tried again
    after failures. Runs that were missed while nothing worked are made up once.
    """

    title = Attribute("translatable name for the administrator's page")
    every = Attribute("`schedule.Daily(hour, minute)` in Asia/Shanghai, or a timedelta of >= 10 s")

    def __call__(site):
        """Do the work of the present period.

        :param site: the Plone site.
        :returns: a message about what was done, for the administrator's page, or None.
        """
