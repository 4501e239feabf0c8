"""Classified markings (密级) in a draft: found, so that the document can be refused. Pure.

This system is for unclassified work only (invariant 10); a document that bears 绝密, 机密 or 秘密
must be handled on paper or in a classified system (条例 arts. 26-38, 保守国家秘密法). Only markings
count: 商业秘密 or 保守国家秘密 in a sentence is ordinary text.
"""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.exceptions import InvalidInput

import re


HEAD_LINES = 12

_LEVEL = r"(?:绝\s*密|机\s*密|秘\s*密)"
_STARRED = re.compile(rf"{_LEVEL}\s*(?:级\s*)?[★☆✩✪⭐﹡＊*]")
_BRACKETED = re.compile(rf"[\[［(（【﹝〔]\s*{_LEVEL}\s*(?:级|件)?\s*[\]］)）】﹞〕]")
_LABELLED = re.compile(rf"密\s*级[^\S\n]*[:：]\s*{_LEVEL}")
_ALONE = re.compile(rf"\s*{_LEVEL}\s*(?:级|件)?(?:[\s\d]*年)?\s*(?:特急|加急)?\s*")
_LEADING = re.compile(rf"\s*{_LEVEL}\s*(?:件|级)?[\s:：—－_-]")


def find_marking(text: str) -> str | None:
    """Return the classified marking that the text bears, or None.

    :param text: plain text; a marking standing alone counts in its first lines only.
    """
    for pattern in (_STARRED, _BRACKETED, _LABELLED):
        match = pattern.search(text)
        if match:
            return match.group().strip()
    lines = [line for line in text.splitlines() if line.strip()]
    for line in lines[:HEAD_LINES]:
        if _ALONE.fullmatch(line):
            return line.strip()
    if len(lines) == 1 and (match := _LEADING.match(text)):
        return match.group().strip()
    return None


def refuse_classified(text: str, field: str) -> None:
    """Raise when the text bears a classified marking.

    :raises InvalidInput: it does; the sentence explains where such documents belong.
    """
    marking = find_marking(text)
    if marking:
        raise classified(marking, field)


def classified(marking: str, field: str) -> InvalidInput:
    """Return the refusal of a classified document."""
    return InvalidInput(
        _(
            "error_classified",
            default="“${marking}” is a classified marking. Classified documents must not be "
            "handled in this system: use paper or the classified network, and tell the secrecy "
            "officer if such a file was already sent here.",
            mapping={"marking": marking},
        ),
        field=field,
    )
