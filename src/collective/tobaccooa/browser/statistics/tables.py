"""The tables of the statistics: made once, shown on the page and written into the .xlsx file.

A cell is a number, None (nothing to tell), text or a `Link`; how it is said stands in its column.
"""

from __future__ import annotations

from collections.abc import Callable
from collective.tobaccooa import _
from collective.tobaccooa.browser.statistics.texts import month_title
from collective.tobaccooa.browser.statistics.texts import number
from collective.tobaccooa.supervision.statistics.counting import Figures
from collective.tobaccooa.supervision.statistics.counting import Papers
from collective.tobaccooa.supervision.statistics.counting import Work
from collective.tobaccooa.workflows.spec import chain
from collective.tobaccooa.workflows.spec import CHAIN_IDS
from collective.tobaccooa.workflows.texts import step_title
from dataclasses import dataclass
from typing import Any


OUTGOING = _("stat_outgoing", default="Outgoing")
INCOMING = _("stat_incoming", default="Incoming")
DRAFTED = _("stat_drafted", default="Drafts begun")
HANDLED = _("stat_handled", default="Handled")
MEAN = _("stat_mean", default="Mean hours")
P90 = _("stat_p90", default="90 % within (hours)")
LIMITED = _("stat_limited", default="With time limit")
LATE = _("stat_late", default="Overdue")
SHARE = _("stat_share", default="Overdue share")
WHO = _("stat_person", default="Person")
DEPARTMENT = _("stat_department", default="Department")


@dataclass(frozen=True)
class Link:
    """Text that leads somewhere."""

    text: str
    url: str


@dataclass(frozen=True)
class Column:
    """A column of a table.

    :param kind: `text`, `count`, `hours`, `share`.
    :param drawn: whether the chart above the table shows it.
    """

    title: str
    kind: str = "count"
    drawn: bool = False
    width: int = 14


@dataclass(frozen=True)
class Table:
    """A table.

    :param chart: `bar` (upright), `lying`, or "" for none; :param help: what it counts.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: list[tuple[Any, ...]]
    chart: str = ""
    help: str = ""

    @property
    def form(self) -> str:
        """`narrow` where chart and table have room side by side, else `wide`."""
        return "narrow" if len(self.columns) <= 4 else "wide"

    def cells(self) -> list[list[dict[str, Any]]]:
        """Return the rows ready to show: text, address, plain value and kind of each cell."""
        return [
            [_cell(value, column) for value, column in zip(row, self.columns, strict=True)]
            for row in self.rows
        ]


def _cell(value: Any, column: Column) -> dict[str, Any]:
    url = value.url if isinstance(value, Link) else None
    plain = value.text if isinstance(value, Link) else value
    text = plain if column.kind == "text" else number(plain, column.kind)
    return {
        "text": text or "",
        "url": url,
        "value": value,
        "kind": column.kind,
        "label": column.title,
    }


def papers(found: Papers) -> tuple[int, int, int]:
    """Return the three counts of documents."""
    return (found.outgoing, found.incoming, found.drafted)


def work(found: Work) -> tuple[Any, ...]:
    """Return count, mean and percentile, and what was late; None where there is nothing."""
    timed = (found.mean, found.p90) if found.count else (None, None)
    late = found.late
    return (found.count, *timed, late.total, late.overdue, late.share if late.total else None)


WORK = (
    Column(HANDLED),
    Column(MEAN, "hours"),
    Column(P90, "hours"),
    Column(LIMITED),
    Column(LATE),
    Column(SHARE, "share"),
)
PAPERS = (Column(OUTGOING, drawn=True), Column(INCOMING, drawn=True), Column(DRAFTED))


def months(by_month: dict[str, Papers]) -> Table:
    """Documents by month, the oldest first."""
    rows = [(month_title(month), *papers(by_month[month])) for month in sorted(by_month)]
    title = _("stat_by_month", default="Documents by month")
    return Table(
        "months",
        title,
        (Column(_("stat_month", default="Month"), "text"), *PAPERS),
        rows,
        "bar",
        _("stat_by_month_help", default="The months up to the end of the period."),
    )


def types(figures: Figures, titled: Callable[[str], str]) -> Table:
    """Documents by type, the most frequent first."""
    found = {key: papers(each) for key, each in figures.by_type.items()}
    order = sorted(found, key=lambda key: (-sum(found[key][:2]), key))
    rows = [(titled(key), *found[key]) for key in order]
    title = _("stat_by_type", default="By document type")
    columns = (Column(_("stat_type", default="Type"), "text"), *PAPERS)
    return Table("types", title, columns, rows, "lying")


def urgencies(figures: Figures, order: tuple[str, ...], titled: Callable[[str], str]) -> Table:
    """Documents by urgency, the most urgent first."""
    rows = [
        (titled(key), *papers(figures.by_urgency[key]))
        for key in order
        if key in figures.by_urgency
    ]
    title = _("stat_by_urgency", default="By urgency")
    columns = (Column(_("stat_urgency", default="Urgency"), "text"), *PAPERS)
    return Table("urgencies", title, columns, rows)


def steps(figures: Figures) -> Table:
    """Time per step, in the order of the chains."""
    order = [step for name in CHAIN_IDS for step in chain(name).work_steps]
    rows = [
        (step_title(each), *work(figures.steps[each])) for each in order if each in figures.steps
    ]
    columns = (
        Column(_("stat_step", default="Step"), "text"),
        Column(HANDLED),
        Column(MEAN, "hours", drawn=True),
        Column(P90, "hours", drawn=True),
        *WORK[3:],
    )
    return Table(
        "steps",
        _("stat_by_step", default="Working hours per step"),
        columns,
        rows,
        "bar",
        _(
            "stat_by_step_help",
            default="From the arrival at a holder to the decision. Nine in ten took no longer than "
            "the third column says.",
        ),
    )


def departments(figures: Figures, order: list[str], titled: Callable[[str], str]) -> Table:
    """Documents and work by department, in the unit's order."""
    known = {*figures.by_department, *figures.departments}
    ids = [*(each for each in order if each in known), *sorted(known - set(order))]
    rows = []
    for each in ids:
        documents = papers(figures.by_department.get(each, Papers()))
        done = work(figures.departments.get(each, Work()))
        rows.append((titled(each), *documents, done[0], done[1], *done[3:]))
    columns = (
        Column(DEPARTMENT, "text"),
        *(Column(each.title) for each in PAPERS),
        Column(HANDLED),
        Column(MEAN, "hours"),
        Column(LIMITED),
        Column(LATE),
        Column(SHARE, "share", drawn=True),
    )
    return Table(
        "departments",
        _("stat_by_department", default="By department"),
        columns,
        rows,
        "lying",
        _(
            "stat_by_department_help",
            default="Documents belong to the responsible department, work to the department of who "
            "did it. The chart shows the overdue share.",
        ),
    )


def people(figures: Figures, order: list[str], named: Callable[[str], tuple[str, str]]) -> Table:
    """Drafts and work by person.

    :param named: from an id to the name and the department.
    """
    rows = [
        (
            *named(each),
            figures.by_drafter.get(each, 0),
            *work(figures.people.get(each, Work())),
        )
        for each in order
    ]
    columns = (Column(WHO, "text"), Column(DEPARTMENT, "text"), Column(DRAFTED), *WORK)
    return Table("people", _("stat_by_person", default="By person"), columns, rows)


def units(rows: list[tuple[Any, Figures]]) -> Table:
    """The units below: their documents and what was late.

    :param rows: a link to the unit's own page, and its figures.
    """
    lines = []
    for link, figures in rows:
        done = work(figures.work)
        lines.append((link, figures.total.outgoing, figures.total.incoming, *done[:2], *done[3:]))
    columns = (
        Column(_("stat_unit", default="Unit"), "text", width=30),
        Column(OUTGOING),
        Column(INCOMING),
        Column(HANDLED),
        Column(MEAN, "hours"),
        Column(LIMITED),
        Column(LATE),
        Column(SHARE, "share", drawn=True),
    )
    title = _("stat_by_unit", default="Units below")
    return Table("units", title, columns, lines, "lying")


def waits(rows: list[tuple[Any, ...]]) -> Table:
    """The longest visits.

    :param rows: link, step, who, came, left, working hours.
    """
    columns = (
        Column(_("stat_document", default="Document"), "text", width=50),
        Column(_("stat_step", default="Step"), "text"),
        Column(WHO, "text"),
        Column(_("stat_came", default="Came"), "text", width=18),
        Column(_("stat_left", default="Left"), "text", width=18),
        Column(_("stat_hours", default="Working hours"), "hours"),
    )
    return Table(
        "waits",
        _("stat_waits", default="Longest waits"),
        columns,
        rows,
        help=_("stat_waits_help", default="At most twenty; also what still waits."),
    )


def paper(figures: Figures, period: str) -> Table:
    """What was not printed.

    :param period: the period in words.
    """
    found = figures.paper
    row = (period, found.documents, found.copies, found.pages, found.sheets)
    columns = (
        Column(_("stat_period", default="Period"), "text", width=24),
        Column(_("stat_paper_documents", default="Documents")),
        Column(_("stat_paper_copies", default="Copies")),
        Column(_("stat_paper_pages", default="Pages")),
        Column(_("stat_paper_sheets", default="Sheets saved")),
    )
    return Table(
        "paper",
        _("stat_paper", default="Paper saved"),
        columns,
        [row] if found.copies else [],
        help=_(
            "stat_paper_help",
            default="Pages × copies: one for each unit and department that got it here and for "
            "each reader it was circulated to. Pages of the text are estimated from its length "
            "(22 lines of 28 characters), those of files are counted.",
        ),
    )
