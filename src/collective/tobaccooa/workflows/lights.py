"""The light (红绿灯) of a limit: in time, due soon, overdue. One rule for all pages. Pure."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Protocol


class Light(StrEnum):
    """Whether something is in time; never told by colour alone."""

    ON_TIME = "on_time"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"


class Calendar(Protocol):
    """What is needed of a working calendar."""

    def working_days_between(self, first: date, last: date) -> int: ...


def light_of(due_on: date, today: date, calendar: Calendar, soon: float = 1) -> Light:
    """Return the light of a last day.

    Overdue is told from the day after; due soon on the day itself and some working days before.

    :param due_on: last day of the limit; :param today: both in Asia/Shanghai.
    :param soon: how many working days before it is due soon.
    """
    if due_on < today:
        return Light.OVERDUE
    if due_on == today or calendar.working_days_between(today, due_on) <= soon:
        return Light.DUE_SOON
    return Light.ON_TIME
