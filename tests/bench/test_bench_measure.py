"""The figures of the bench: percentiles, verdicts, the table."""

from bench.measure import Line
from bench.measure import percentile
from bench.measure import sample
from bench.measure import table

import pytest


def test_percentiles_lie_between_their_neighbours():
    assert percentile([3, 1, 2], 50) == 2
    assert percentile([1, 2], 50) == 1.5
    assert percentile(range(101), 95) == 95
    assert percentile([7], 95) == 7


def test_no_values_have_no_percentile():
    with pytest.raises(ValueError, match="no values"):
        percentile([], 50)


@pytest.mark.parametrize(
    ("value", "budget", "verdict"),
    [
        (1.2, "≤ 1.2", "met"),
        (1.21, "≤ 1.2", "MISSED"),
        (0.05, "< 0.05", "MISSED"),
        (0.04, "< 0.05", "met"),
        (1.1, "≥ 1.1", "met"),
        (1.0, "≥ 1.1", "MISSED"),
        (0.7, "", ""),
    ],
)
def test_a_value_meets_its_budget_or_misses_it(value, budget, verdict):
    assert Line("b", "w", value, budget).verdict == verdict


def test_the_table_shows_value_budget_and_verdict():
    text = table([Line("pages", "my work", 0.28, "≤ 0.3", "how"), Line("writers", "n", 12345)])
    assert "| pages | my work | 0.28 | ≤ 0.3 | met | how |" in text
    assert "12,345" in text


def test_a_sample_tells_both_clocks():
    found = sample([(10.0, 4.0), (20.0, 6.0), (30.0, 8.0)])
    assert found.wall_at(50) == 20
    assert found.cpu_at(50) == 6
    assert found.text() == "p50 20.0 p95 29.0 ms (cpu p50 6.0)"
