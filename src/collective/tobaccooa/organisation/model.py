"""The shapes of the organisation: plain, frozen values without a site. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from datetime import datetime


IDENTITIES = ("bureau", "company")
UNIT_KINDS = ("city", "county", "other")


@dataclass(frozen=True)
class Identity:
    """One of the legal identities of an organisation (一个机构两块牌子).

    :param token: `bureau` (烟草专卖局) or `company` (烟草公司).
    """

    token: str
    title: str
    short_title: str


@dataclass(frozen=True)
class Unit:
    """A unit (单位): the city bureau at the root, subordinate units below it.

    :param code: `[a-z][a-z0-9]*`, unique in the site, never changes.
    :param kind: `city`, `county` or `other`.
    :param order: rank among the units of the same parent; units are never sorted by name.
    :param parent: code of the unit above, None for the root.
    :param uid: UID of the content object ("" for the site root).
    """

    code: str
    title: str
    short_title: str
    kind: str = "county"
    order: int = 0
    parent: str | None = None
    uid: str = ""
    identities: tuple[Identity, ...] = ()

    def identity(self, token: str) -> Identity | None:
        """Return the identity `bureau` or `company`, None if the unit has no such one."""
        return next((item for item in self.identities if item.token == token), None)


@dataclass(frozen=True)
class Department:
    """A department (科室) of a unit; `id` is `<unit>-<code>`."""

    id: str
    code: str
    unit: str
    title: str
    order: int = 0


@dataclass(frozen=True)
class Person:
    """What is kept about a user besides the account and the groups.

    :param order: rank in lists (leaders are never sorted by pinyin).
    :param unit: code of the unit where the person mainly works.
    :param department: id of the main department, None for none.
    :param absent_from: first day of absence, Asia/Shanghai; None: not absent.
    :param absent_until: last day of absence; None with a first day: until further notice.
    """

    id: str
    fullname: str
    job_title: str = ""
    order: int = 0
    unit: str | None = None
    department: str | None = None
    active: bool = True
    absent_from: date | None = None
    absent_until: date | None = None

    def is_absent(self, on: date) -> bool:
        """Tell whether the person is away on that day (Asia/Shanghai)."""
        if self.absent_from is None or on < self.absent_from:
            return False
        return self.absent_until is None or on <= self.absent_until


@dataclass(frozen=True)
class Delegation:
    """Somebody names an assistant for a time (代办, 一对一).

    The assistant acts in both names, in what the grantor may do and nothing else.

    :param first: first day (Asia/Shanghai); :param last: last day, None: until it is ended.
    :param document_types: tokens of document types, empty: all.
    :param steps: ids of steps, empty: all.
    :param set_by: who entered it: the grantor, or an administrator for them.
    :param set_at: aware UTC; :param ended_at: when it was ended early, with `ended_by`.
    """

    id: str
    grantor: str
    assistant: str
    first: date
    last: date | None
    document_types: tuple[str, ...]
    steps: tuple[str, ...]
    reason: str
    set_by: str
    set_at: datetime
    ended_at: datetime | None = None
    ended_by: str = ""

    def is_valid(self, on: date) -> bool:
        """Tell whether it holds on that day (Asia/Shanghai)."""
        if self.ended_at is not None or on < self.first:
            return False
        return self.last is None or on <= self.last

    def covers(self, document_type: str, step: str) -> bool:
        """Tell whether it is for a document of that type at that step."""
        return (not self.document_types or document_type in self.document_types) and (
            not self.steps or step in self.steps
        )

    @property
    def is_restricted(self) -> bool:
        """Tell whether it is for some types or steps only."""
        return bool(self.document_types or self.steps)
