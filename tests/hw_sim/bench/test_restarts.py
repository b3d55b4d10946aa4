"""Counting what the station has."""

import pytest

from hw_sim.bench.house import BenchError
from hw_sim.bench.restarts import Round, judge


class Station:
    """A house whose station has a given log."""

    def __init__(self, rows: list[dict[str, object]]) -> None:
        self.rows = rows

    def log(self) -> list[dict[str, object]]:
        return self.rows

    def until(self, condition: object, what: str, within_s: float) -> None:
        """Everything is acknowledged already."""


def row(seq: int, kind: str = "area.armed", epoch: str = "e", verdict: str = "accepted") -> dict[str, object]:
    """A row of the log."""
    return {"epoch": epoch, "seq": seq, "kind": kind, "zone": 1, "verdict": verdict}


ONE = [Round("armed", True, 900.0, 1000.0)]


def test_a_whole_log_with_its_alarm_is_in_order() -> None:
    found = judge(Station([row(1), row(2, "alarm.intrusion"), row(1, epoch="f")]), ONE)  # type: ignore[arg-type]  # a stand-in for the station
    assert found == {"reports": 3, "lost": 0, "duplicated": 0, "alarms_expected": 1, "alarms_reported": 1}


def test_a_gap_a_double_and_a_missing_alarm_are_counted() -> None:
    found = judge(Station([row(1), row(1), row(4), row(3, verdict="refused")]), ONE)  # type: ignore[arg-type]  # a stand-in for the station
    assert found == {"reports": 3, "lost": 2, "duplicated": 1, "alarms_expected": 1, "alarms_reported": 0}


def test_a_station_without_a_report_is_no_result() -> None:
    with pytest.raises(BenchError):
        judge(Station([]), ONE)  # type: ignore[arg-type]  # a stand-in for the station
