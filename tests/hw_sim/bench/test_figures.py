"""Figures that cannot flatter."""

import pytest

from hw_sim.bench.figures import latencies, machine, percentile


@pytest.mark.parametrize(
    ("share", "expected"), [(0.5, 50.0), (0.95, 95.0), (0.99, 99.0), (0.999, 100.0), (1.0, 100.0), (0.001, 1.0)]
)
def test_a_percentile_is_a_value_that_was_measured(share: float, expected: float) -> None:
    assert percentile([float(value) for value in range(100, 0, -1)], share) == expected


def test_of_one_value_every_percentile_is_that_value() -> None:
    assert [percentile([7.0], share) for share in (0.01, 0.5, 1.0)] == [7.0, 7.0, 7.0]


def test_no_values_are_no_figure() -> None:
    with pytest.raises(AssertionError):
        percentile([], 0.5)


def test_the_object_has_the_names_that_scripts_lean_on() -> None:
    found = latencies("edge", [1.0, 2.0, 3.0], "wires")
    assert list(found) == ["bench", "n", "p50_ms", "p95_ms", "p99_ms", "max_ms", "pins", "machine"]
    assert (found["n"], found["p50_ms"], found["max_ms"]) == (3, 2.0, 3.0)


def test_the_machine_is_named_with_its_python() -> None:
    assert "Python 3." in machine()
