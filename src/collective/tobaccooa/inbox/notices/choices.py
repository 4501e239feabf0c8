"""What can be set about mails and calls: by the administrator, by each person. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.inbox.notices.model import Kind
from collective.tobaccooa.inbox.notices.rhythm import LEAST_OPEN
from collective.tobaccooa.inbox.notices.rhythm import Quiet
from collective.tobaccooa.inbox.notices.rhythm import Rhythm
from collective.tobaccooa.inbox.notices.rhythm import Times
from dataclasses import dataclass
from dataclasses import field
from datetime import time

import re


ALL_KINDS = frozenset(Kind)

_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:：]([0-5][0-9])")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:\[\]-]{1,200}(/[A-Za-z0-9._~/-]{0,200})?")

ChoiceRow = tuple[str, str, str, str, int, int]


@dataclass(frozen=True, slots=True)
class Site:
    """The administrator's settings.

    :ivar mail: mails are sent at all. :ivar address: the site's address as people reach it, with
        which links in mails begin; background work can't know it.
    :ivar call: the messenger is called. :ivar call_url, call_secret, call_kinds: where, with which
        secret the calls are signed, and for which kinds. :ivar call_quietly: calls too wait for
        the end of quiet hours, unless urgent.
    """

    mail: bool = False
    address: str = ""
    rhythm: Rhythm = Rhythm.TWICE
    times: Times = field(default_factory=Times)
    quiet: Quiet = field(default_factory=Quiet)
    call: bool = False
    call_url: str = ""
    call_secret: str = field(default="", repr=False)
    call_kinds: frozenset[str] = ALL_KINDS
    call_quietly: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """What one person wants by e-mail.

    :ivar kinds: of notices. :ivar items: a digest also says how many new items of work there are,
        and is sent for them alone.
    """

    rhythm: Rhythm
    quiet: Quiet
    kinds: frozenset[str] = ALL_KINDS
    items: bool = True

    @classmethod
    def of(cls, site: Site) -> Choice:
        """Return what holds for somebody who has chosen nothing."""
        return cls(site.rhythm, site.quiet)

    def wants(self, kind: str) -> bool:
        """Tell whether notices of a kind are to be mailed."""
        return self.rhythm is not Rhythm.NEVER and kind in self.kinds

    def row(self) -> ChoiceRow:
        """Return what is stored; kinds are kept by what is not wanted, so that new ones come."""
        unwanted = ",".join(sorted(ALL_KINDS - self.kinds))
        begins, ends = self.quiet.begins.isoformat(), self.quiet.ends.isoformat()
        days_off, items = int(self.quiet.days_off), int(self.items)
        return (self.rhythm.value, unwanted, begins, ends, days_off, items)


def choice_of(row: ChoiceRow) -> Choice:
    """Return the choice that a stored row stands for."""
    rhythm, unwanted, begins, ends, days_off, items = row
    quiet = Quiet(time.fromisoformat(begins), time.fromisoformat(ends), bool(days_off))
    kinds = ALL_KINDS - frozenset(unwanted.split(","))
    return Choice(Rhythm(rhythm), quiet, kinds, bool(items))


def time_of_day(text: str, name: str) -> time:
    """Read a time of day such as 8:30.

    :param name: the field, for the refusal. :raises InvalidInput: it is none.
    """
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise InvalidInput(
            _(
                "error_time_of_day",
                default="“${text}” is not a time of day; write it as 08:30.",
                mapping={"text": text[:20]},
            ),
            field=name,
        )
    return time(int(found[1]), int(found[2]))


def quiet_hours(begins: str, ends: str, days_off: bool) -> Quiet:
    """Read quiet hours.

    :raises InvalidInput: no times of day, or hardly any time is left (fields `quiet_begins`,
        `quiet_ends`).
    """
    found = Quiet(time_of_day(begins, "quiet_begins"), time_of_day(ends, "quiet_ends"), days_off)
    if found.open_minutes < LEAST_OPEN:
        raise InvalidInput(
            _(
                "error_quiet_hours",
                default="Quiet hours must leave at least ${hours} hours of the day.",
                mapping={"hours": str(LEAST_OPEN // 60)},
            ),
            field="quiet_ends",
        )
    return found


def site_address(text: str) -> str:
    """Read the site's address as people reach it, "" for none.

    :raises InvalidInput: no http or https address, or with a query in it (field `address`).
    """
    address = text.strip().rstrip("/")
    if address and not _ADDRESS.fullmatch(address):
        raise InvalidInput(
            _(
                "error_site_address",
                default="Write the site's address as people enter it: https://oa.example.com",
            ),
            field="address",
        )
    return address


def rhythm_of(text: str) -> Rhythm:
    """Read a rhythm. :raises InvalidInput: there is no such one."""
    try:
        return Rhythm(text)
    except ValueError as error:
        raise InvalidInput(
            _("error_rhythm", default="Choose how often you want mail."), field="rhythm"
        ) from error


def kinds_of(names: Iterable[str]) -> frozenset[str]:
    """Read kinds of notices; unknown names are passed over."""
    return frozenset(Kind(name) for name in names if name in ALL_KINDS)
