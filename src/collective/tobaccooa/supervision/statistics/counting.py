"""From the kept rows to the figures of a period. Pure.

Outgoing documents count on the day they were signed (签发: by the regulation, 条例 art. 9, a
document bears that date, 成文日期), voided ones not at all; incoming ones on the day of their
registration; drafts on the day they were begun. A visit counts when it ended. While the period
lasts, what stands after its time limit counts as overdue too; what is still in time has no outcome
yet and counts nowhere.
"""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterable
from collective.tobaccooa.supervision.statistics.model import How
from collective.tobaccooa.supervision.statistics.model import month_of
from collective.tobaccooa.supervision.statistics.model import Period
from collective.tobaccooa.supervision.statistics.model import Row
from collective.tobaccooa.supervision.statistics.model import Visit
from collective.tobaccooa.supervision.statistics.paper import sheets
from collective.tobaccooa.supervision.statistics.working_hours import WorkingTime
from dataclasses import dataclass
from dataclasses import field
from heapq import nlargest
from math import ceil


LONGEST = 20
DECIDED = How.DECIDED.value


@dataclass
class Share:
    """How many of those with a time limit were late."""

    total: int = 0
    overdue: int = 0

    @property
    def share(self) -> float:
        """The overdue share, 0 to 1; 0 where nothing had a limit (`total` tells)."""
        return self.overdue / self.total if self.total else 0.0


@dataclass
class Work:
    """Working hours of the visits that ended with a decision, and what was late."""

    hours: list[float] = field(default_factory=list)
    late: Share = field(default_factory=Share)

    @property
    def count(self) -> int:
        """How many visits ended with a decision."""
        return len(self.hours)

    @property
    def mean(self) -> float:
        """The mean of their working hours, 0 when there are none."""
        return sum(self.hours) / len(self.hours) if self.hours else 0.0

    @property
    def p90(self) -> float:
        """The 90th percentile by nearest rank: the least that nine in ten did not exceed."""
        if not self.hours:
            return 0.0
        return sorted(self.hours)[ceil(0.9 * len(self.hours)) - 1]


@dataclass
class Papers:
    """Documents by direction; `drafted` are all that were begun, whatever became of them."""

    outgoing: int = 0
    incoming: int = 0
    drafted: int = 0


@dataclass
class Paper:
    """What was not printed: copies, pages (pages × copies) and sheets."""

    documents: int = 0
    copies: int = 0
    pages: int = 0
    sheets: int = 0


@dataclass(frozen=True)
class Wait:
    """A long visit; `hours` are working hours, until now for one that lasts."""

    hours: float
    row: Row
    visit: Visit


@dataclass
class Figures:
    """All figures of a period."""

    total: Papers = field(default_factory=Papers)
    by_month: dict[str, Papers] = field(default_factory=dict)
    by_type: dict[str, Papers] = field(default_factory=lambda: defaultdict(Papers))
    by_urgency: dict[str, Papers] = field(default_factory=lambda: defaultdict(Papers))
    by_department: dict[str, Papers] = field(default_factory=lambda: defaultdict(Papers))
    by_drafter: Counter[str] = field(default_factory=Counter)
    work: Work = field(default_factory=Work)
    steps: dict[str, Work] = field(default_factory=lambda: defaultdict(Work))
    people: dict[str, Work] = field(default_factory=lambda: defaultdict(Work))
    departments: dict[str, Work] = field(default_factory=lambda: defaultdict(Work))
    waits: list[Wait] = field(default_factory=list)
    paper: Paper = field(default_factory=Paper)
    #: no shorter visit can be among the longest any more
    least_wait: float = 0.0

    def works(self, step: str, person: str, department: str) -> tuple[Work, Work, Work, Work]:
        """Return where a visit counts: in all, at its step, for its person and department."""
        return (
            self.work,
            self.steps[step],
            self.people[person],
            self.departments[department],
        )


@dataclass(frozen=True)
class Question:
    """What is asked for.

    :param now: microseconds; :param clock: working time.
    :param department_of: from a user or group id to a department id, or "".
    :param only: ids of the departments to which everything is narrowed, or None for all.
    """

    period: Period
    now: int
    clock: WorkingTime
    department_of: Callable[[str], str]
    only: frozenset[str] | None = None
    pages_on_sheet: int = 2

    @property
    def lasts(self) -> bool:
        """Whether the period reaches up to now."""
        return self.period.start <= self.now < self.period.end


def count(
    months: Iterable[tuple[str, Iterable[Row]]], standing: Iterable[Row], asked: Question
) -> Figures:
    """Return the figures of a period.

    :param months: the rows of each of its months, at least.
    :param standing: rows with the visits that last.
    """
    figures = Figures(by_month={month: Papers() for month in asked.period.months()})
    waits: list[Wait] = []
    for month, rows in months:
        for row in rows:
            _count_document(figures, month, row, asked)
            _count_paper(figures.paper, month, row, asked)
            waits += _count_visits(figures, row, asked)
        waits = _longest(waits)
        figures.least_wait = waits[-1].hours if len(waits) == LONGEST else 0.0
    if asked.lasts:
        for row in standing:
            waits += _count_standing(figures, row, asked)
    figures.waits = _longest(waits)
    return figures


def _longest(waits: list[Wait]) -> list[Wait]:
    return nlargest(LONGEST, waits, key=lambda wait: (wait.hours, wait.row.reference))


def count_by_month(
    months: Iterable[tuple[str, Iterable[Row]]], asked: Question
) -> dict[str, Papers]:
    """Return only the documents of each month: what a curve over many months needs."""
    figures = Figures(by_month={month: Papers() for month in asked.period.months()})
    for month, rows in months:
        for row in rows:
            _count_document(figures, month, row, asked)
    return figures.by_month


def _count_document(figures: Figures, month: str, row: Row, asked: Question) -> None:
    if asked.only is not None and row.department not in asked.only:
        return
    begun = _is_in(row.created, month, asked.period)
    if row.kind == "incoming":
        if begun:
            _add(figures, month, row, "incoming")
        return
    if begun:
        _add(figures, month, row, "drafted")
        figures.by_drafter[row.drafter] += 1
    if row.signed and not row.voided and _is_in(row.signed, month, asked.period):
        _add(figures, month, row, "outgoing")


def _add(figures: Figures, month: str, row: Row, name: str) -> None:
    for papers in (
        figures.total,
        figures.by_month.setdefault(month, Papers()),
        figures.by_type[row.document_type],
        figures.by_urgency[row.urgency],
        figures.by_department[row.department],
    ):
        setattr(papers, name, getattr(papers, name) + 1)


def _is_in(at: int, month: str, period: Period) -> bool:
    """Whether a time lies in the period and in the month whose row is looked at."""
    return period.start <= at < period.end and month_of(at) == month


def _count_paper(paper: Paper, month: str, row: Row, asked: Question) -> None:
    if asked.only is not None and row.department not in asked.only:
        return
    copies = sum(many for at, many in row.copies if _is_in(at, month, asked.period))
    if copies and row.pages:
        paper.documents += 1
        paper.copies += copies
        paper.pages += copies * row.pages
        paper.sheets += copies * sheets(row.pages, asked.pages_on_sheet)


def _count_visits(figures: Figures, row: Row, asked: Question) -> list[Wait]:
    # the innermost loop of a year's page: tens of thousands of visits
    waits = []
    start, end = asked.period.start, asked.period.end
    worked, least = asked.clock.worked, figures.least_wait
    for visit in row.visits:
        step, person, came, left, due, how = visit
        department = asked.department_of(person)
        if not start <= left < end or not _is_asked(department, asked):
            continue
        hours = (worked(left) - worked(came)) / 3600
        if hours >= least:
            waits.append(Wait(hours, row, visit))
        works = figures.works(step, person, department)
        if how == DECIDED:
            for work in works:
                work.hours.append(hours)
        if due:
            late = due < left
            for work in works:
                work.late.total += 1
                work.late.overdue += late
    return waits


def _count_standing(figures: Figures, row: Row, asked: Question) -> list[Wait]:
    waits = []
    for visit in row.visits:
        department = asked.department_of(visit.person)
        if not _is_asked(department, asked):
            continue
        waits.append(Wait(asked.clock.hours(visit.came, asked.now), row, visit))
        if visit.is_overdue(asked.now):
            for work in figures.works(visit.step, visit.person, department):
                work.late.total += 1
                work.late.overdue += 1
    return waits


def _is_asked(department: str, asked: Question) -> bool:
    return asked.only is None or department in asked.only
