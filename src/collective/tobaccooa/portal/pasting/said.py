"""Say what was removed, in sentences for the editor. Pure."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.documents.laundering import Kind
from collective.tobaccooa.documents.laundering import Report
from typing import Any


def _styles(count: int) -> Any:
    return _(
        "removed_styles",
        default="${count} × fonts, colours and other styles",
        mapping={"count": count},
    )


def _scripts(count: int) -> Any:
    return _("removed_scripts", default="${count} × scripts", mapping={"count": count})


def _trackers(count: int) -> Any:
    return _(
        "removed_trackers",
        default="${count} × tracking pictures",
        mapping={"count": count},
    )


def _hidden(count: int) -> Any:
    return _("removed_hidden", default="${count} × hidden text", mapping={"count": count})


def _pictures(count: int) -> Any:
    return _(
        "removed_pictures",
        default="${count} × pictures that lie outside this site. Save them and insert them here.",
        mapping={"count": count},
    )


def _embedded(count: int) -> Any:
    return _(
        "removed_embedded",
        default="${count} × embedded pictures that can't be read. Insert them as files.",
        mapping={"count": count},
    )


def _forms(count: int) -> Any:
    return _("removed_forms", default="${count} × form fields", mapping={"count": count})


def _frames(count: int) -> Any:
    return _("removed_frames", default="${count} × embedded pages", mapping={"count": count})


def _media(count: int) -> Any:
    return _(
        "removed_media",
        default="${count} × video, sound or drawings",
        mapping={"count": count},
    )


def _local_links(count: int) -> Any:
    return _(
        "removed_local_links",
        default="${count} × links to somebody's own disk; their words stay",
        mapping={"count": count},
    )


def _unsafe_links(count: int) -> Any:
    return _(
        "removed_unsafe_links",
        default="${count} × unsafe links; their words stay",
        mapping={"count": count},
    )


def _link_tracking(count: int) -> Any:
    return _(
        "removed_link_tracking",
        default="tracking marks in ${count} links",
        mapping={"count": count},
    )


def _invisible(count: int) -> Any:
    return _(
        "removed_invisible",
        default="${count} × invisible characters",
        mapping={"count": count},
    )


# What an editor must act on first, what only tidies last.
_SENTENCES = {
    Kind.PICTURES: _pictures,
    Kind.EMBEDDED: _embedded,
    Kind.HIDDEN: _hidden,
    Kind.LOCAL_LINKS: _local_links,
    Kind.UNSAFE_LINKS: _unsafe_links,
    Kind.FRAMES: _frames,
    Kind.MEDIA: _media,
    Kind.FORMS: _forms,
    Kind.SCRIPTS: _scripts,
    Kind.TRACKERS: _trackers,
    Kind.LINK_TRACKING: _link_tracking,
    Kind.INVISIBLE: _invisible,
    Kind.STYLES: _styles,
}


def removed(report: Report) -> list[Any]:
    """Return a message for each kind that was removed, what needs doing first."""
    return [
        sentence(report.counts[kind])
        for kind, sentence in _SENTENCES.items()
        if report.counts.get(kind)
    ]
