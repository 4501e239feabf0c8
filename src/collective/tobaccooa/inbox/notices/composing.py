"""The text of a mail: one digest for everything that waits, plain and as simple HTML. Pure.

No text of a document goes out: kinds, titles, names and addresses only.
"""

from __future__ import annotations

from collections.abc import Sequence
from collective.tobaccooa import _
from collective.tobaccooa.i18n import write_down
from collective.tobaccooa.jobs.schedule import ZONE
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import formataddr
from html import escape


#: A mail lists so many notices; of more it says how many there are.
LINES = 50

_STYLE = "font-family:'Noto Sans SC','Microsoft YaHei',sans-serif;font-size:16px;line-height:1.7"


@dataclass(frozen=True, slots=True)
class Line:
    """One notice as a mail shows it; `kind` and `actor` are what people call them."""

    kind: str
    title: str
    actor: str
    at: datetime
    url: str


@dataclass(frozen=True, slots=True)
class Letter:
    """All that a mail says.

    :ivar arrived: new items in the work list since the last digest; :ivar waiting: all of them.
    :ivar work_url, settings_url: of the work list, and where mails are turned off.
    """

    sender: tuple[str, str]
    to: tuple[str, str]
    site: str
    lines: Sequence[Line]
    arrived: int
    waiting: int
    work_url: str
    settings_url: str


def compose(letter: Letter) -> EmailMessage:
    """Return the mail."""
    mail = EmailMessage(policy=policy.SMTP)
    mail["Subject"] = subject(letter)
    mail["From"] = formataddr(letter.sender)
    mail["To"] = formataddr(letter.to)
    # so that answers of absent people don't come back
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(plain(letter), charset="utf-8", cte="base64")
    mail.add_alternative(html(letter), subtype="html", charset="utf-8", cte="base64")
    return mail


def subject(letter: Letter) -> str:
    """Return the subject: the one notice, or how many of what there are."""
    count = len(letter.lines)
    if count == 1 and not letter.arrived:
        line = letter.lines[0]
        return f"【{line.kind}】{line.title}"
    parts = []
    if count:
        parts.append(
            write_down(_("mail_notices", default="${count} notices", mapping={"count": str(count)}))
        )
    if letter.arrived:
        parts.append(
            write_down(
                _(
                    "mail_new_items",
                    default="${count} new items of work",
                    mapping={"count": str(letter.arrived)},
                )
            )
        )
    return f"【{letter.site}】{'，'.join(parts)}"


def plain(letter: Letter) -> str:
    """Return the mail as text."""
    parts = [_greeting(letter), ""]
    for line in letter.lines[:LINES]:
        parts += [f"【{line.kind}】{line.title}", f"    {_by(line)}"]
        parts += [f"    {line.url}"] if line.url else []
        parts.append("")
    parts += [_left_out(letter), ""] if len(letter.lines) > LINES else []
    parts += [_work(letter), letter.work_url, "", _why(), letter.settings_url, ""]
    return "\n".join(parts)


def html(letter: Letter) -> str:
    """Return the mail as HTML without pictures, scripts or anything from elsewhere."""
    items = "".join(
        f'<li style="margin:0 0 12px">【{escape(line.kind)}】{_link(line)}'
        f'<br><span style="color:#555">{escape(_by(line))}</span></li>'
        for line in letter.lines[:LINES]
    )
    left_out = f"<p>{escape(_left_out(letter))}</p>" if len(letter.lines) > LINES else ""
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><body style="{_STYLE}">'
        f"<p>{escape(_greeting(letter))}</p>"
        f'<ul style="padding-left:20px">{items}</ul>{left_out}'
        f'<p><a href="{escape(letter.work_url)}">{escape(_work(letter))}</a></p>'
        f'<p style="color:#555;font-size:14px">{escape(_why())}<br>'
        f'<a href="{escape(letter.settings_url)}">{escape(letter.settings_url)}</a></p>'
        "</body></html>"
    )


def _link(line: Line) -> str:
    title = escape(line.title)
    return f'<a href="{escape(line.url)}">{title}</a>' if line.url else title


def _by(line: Line) -> str:
    when = line.at.astimezone(ZONE)
    return " ".join(filter(None, (line.actor, f"{when:%Y-%m-%d %H:%M}")))


def _greeting(letter: Letter) -> str:
    return write_down(
        _("mail_greeting", default="${name}, good day:", mapping={"name": letter.to[0]})
    )


def _left_out(letter: Letter) -> str:
    return write_down(
        _(
            "mail_left_out",
            default="And ${count} more notices, to be seen on the site.",
            mapping={"count": str(len(letter.lines) - LINES)},
        )
    )


def _work(letter: Letter) -> str:
    return write_down(
        _(
            "mail_work",
            default="${arrived} new items since the last mail, ${waiting} to do in all. My work:",
            mapping={"arrived": str(letter.arrived), "waiting": str(letter.waiting)},
        )
    )


def _why() -> str:
    return write_down(
        _(
            "mail_why",
            default="This mail was sent by the office system; please don't answer it. Choose what "
            "is mailed, and when, here:",
        )
    )
