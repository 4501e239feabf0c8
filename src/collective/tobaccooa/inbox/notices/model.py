"""What a notice is. Pure: no site, no database. Times are aware UTC datetimes.

A notice says that something happened that its reader would not learn from the work lists: a
document came back, somebody acted for them, a deadline was moved. What waits for somebody is no
notice: it lies in their box.
"""

from __future__ import annotations

from collective.tobaccooa.inbox.model import microseconds
from collective.tobaccooa.inbox.model import moment
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a notice is about; people choose by kind what they are sent by e-mail."""

    URGED = "urged"  # 催办
    ESCALATED = "escalated"  # 催办上报
    RETURNED = "returned"  # 退回
    WITHDRAWN = "withdrawn"  # 取回
    SPECIAL_DELIVERY = "special_delivery"  # 特送
    CIRCULATED = "circulated"  # 传阅
    EXTENSION = "extension"  # 延期
    MATTER = "matter"  # 督办事项
    DELEGATED = "delegated"  # 代办
    ABSENCE = "absence"  # 外出
    PROGRESS = "progress"  # 我的公文有进展


#: Longest texts that are kept, in characters.
TITLE = 300
NOTE = 200
URL = 1000

Row = tuple[str, str, str, str, str, str, int, int]


@dataclass(frozen=True, slots=True)
class Notice:
    """What a caller says.

    :ivar kind: one of `Kind`. :ivar title: of the thing it is about, or a sentence.
    :ivar reference: the document or other thing, as in the work lists, or "".
    :ivar url: its page, absolute or from the site's root on ("/@@delegations"); a document's
        follows from its reference. :ivar actor: user id of who did it, or "".
    :ivar urgent: sent at once to who wants that.
    :ivar note: a few words more, such as a reason; shown in the centre, never sent by e-mail.
    """

    kind: str
    title: str
    reference: str = ""
    url: str = ""
    actor: str = ""
    urgent: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        Kind(self.kind)

    def fitted(self) -> Notice:
        """Return the notice with texts that fit into one line each and are not too long."""
        return replace(
            self,
            kind=str(self.kind),
            title=one_line(self.title, TITLE),
            note=one_line(self.note, NOTE),
            url=self.url if len(self.url) <= URL else "",
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """A notice in somebody's centre: its id, when it was told, and when it was seen."""

    id: str
    notice: Notice
    at: datetime
    seen_at: datetime | None = None

    def row(self) -> Row:
        """Return what is stored: one type per place, so that rows can be compared (`shards`)."""
        notice = self.notice
        seen = microseconds(self.seen_at) if self.seen_at else 0
        return (
            notice.kind,
            notice.title,
            notice.reference,
            notice.url,
            notice.actor,
            notice.note,
            int(notice.urgent),
            seen,
        )


def kept(notice_id: str, row: Row) -> Kept:
    """Return the notice that a stored row stands for."""
    kind, title, reference, url, actor, note, urgent, seen = row
    notice = Notice(kind, title, reference, url, actor, bool(urgent), note)
    return Kept(notice_id, notice, time_of(notice_id), moment(seen) if seen else None)


def id_at(at: datetime, random: str) -> str:
    """Return an id that sorts by time.

    :param random: what tells notices of the same microsecond apart.
    """
    return f"{microseconds(at):020d}-{random}"


def time_of(notice_id: str) -> datetime:
    """Return when the notice with an id was told."""
    return moment(int(notice_id.partition("-")[0]))


def one_line(text: str, limit: int) -> str:
    """Return a text without line breaks, cut to `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"
