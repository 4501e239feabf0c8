"""Figures: percentiles, ratios, and the table that a run prints. Pure."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from dataclasses import dataclass

import time


@dataclass(frozen=True)
class Line:
    """One measured figure.

    :param value: what is compared with the budget, or a plain figure.
    :param budget: the architecture's limit, such as "≤ 1.2", or "" for a figure of interest.
    :param note: how the value came about.
    """

    bench: str
    what: str
    value: float
    budget: str = ""
    note: str = ""

    @property
    def verdict(self) -> str:
        """`met`, `MISSED`, or nothing where there is no budget."""
        if not self.budget:
            return ""
        sign, limit = self.budget.split()
        holds = {
            "≤": self.value <= float(limit),
            "<": self.value < float(limit),
            "≥": self.value >= float(limit),
            "=": self.value == float(limit),
        }[sign]
        return "met" if holds else "MISSED"


@dataclass(frozen=True)
class Sample:
    """Durations in milliseconds, of the clock on the wall and of the processor."""

    wall: tuple[float, ...]
    cpu: tuple[float, ...] = ()

    def wall_at(self, percent: float) -> float:
        """The duration that `percent` of the calls did not exceed."""
        return percentile(self.wall, percent)

    def cpu_at(self, percent: float) -> float:
        """The processor time that `percent` of the calls did not exceed."""
        return percentile(self.cpu, percent)

    def text(self) -> str:
        """p50 and p95 for people."""
        text = f"p50 {self.wall_at(50):.1f} p95 {self.wall_at(95):.1f} ms"
        return text + (f" (cpu p50 {self.cpu_at(50):.1f})" if self.cpu else "")


def percentile(values: Iterable[float], percent: float) -> float:
    """Return the percentile of some values, interpolated between neighbours.

    :raises ValueError: there are none.
    """
    ordered = sorted(values)
    if not ordered:
        raise ValueError("no values")
    place = (len(ordered) - 1) * percent / 100
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """Call `act`; return (wall, processor) milliseconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def sample(pairs: Iterable[tuple[float, float]]) -> Sample:
    """Return the sample of some `timed` results."""
    pairs = list(pairs)
    return Sample(tuple(w for w, _ in pairs), tuple(c for _, c in pairs))


def table(lines: Iterable[Line]) -> str:
    """Return the Markdown table of a run."""
    rows = ["| bench | what | value | budget | | how |", "|---|---|---|---|---|---|"]
    for line in lines:
        value = f"{line.value:.3g}" if line.value < 1000 else f"{line.value:,.0f}"
        cells = (line.bench, line.what, value, line.budget, line.verdict, line.note)
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows)
