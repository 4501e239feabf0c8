"""Which official documents are shown to the public. Pure.

Source: 《政府信息公开条例》 (2019): what is open on initiative 主动公开 is shown, what is open
on request is not. The openness is part of what is signed.
"""

from __future__ import annotations


SHOWN_OPENNESS = "on_initiative"
SHOWN_STEPS = frozenset({"distributed", "archived"})


def is_shown(kind: str, openness: str, step: str, sealed: bool) -> bool:
    """Tell whether a document may be read by everybody.

    :param kind: `outgoing` or `incoming`; :param step: where it stands in its chain.
    :param sealed: whether its frozen text is there.
    """
    return kind == "outgoing" and openness == SHOWN_OPENNESS and step in SHOWN_STEPS and sealed
