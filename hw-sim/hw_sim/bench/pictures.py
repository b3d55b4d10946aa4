"""From an alarm to its first picture at the station, on a good line and on a bad one; and what pictures cost an alarm.

A smoke detector that a camera sees is tripped. The clock starts when its qualification ends, and stops when the
station's interface shows the picture: it has been put together, checked against the panel's signature and committed.
"""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec

from hw_sim.bench.configs import SMOKE, SMOKE_QUALIFICATION_MS
from hw_sim.bench.house import BenchError, House

POLL_S = 0.004
REST_S = 0.12
GOOD_S, BAD_S = 30.0, 300.0  # within which all pictures must be there
SECOND_S = 2.0  # between two alarms on a bad line: small pictures of the first are there, whole ones on their way
PICTURES = 5 * 2  # of one alarm in a house at peace, small and whole: none from before it


class Alarm(msgspec.Struct):
    """When the station had what belongs to one alarm, ms of the monotonic clock; 0: not yet."""

    report_ms: float = 0
    first_ms: float = 0
    whole_ms: float = 0
    last_ms: float = 0
    pictures: int = 0


class Times(msgspec.Struct):
    """Milliseconds from each alarm: to its report, its first small picture, its first whole one, and the last."""

    report: list[float] = []
    first: list[float] = []
    whole: list[float] = []
    last: list[float] = []


class Follower:
    """Reads the station's log as it grows. Alarms come in the order in which they were tripped."""

    def __init__(self, page_after: Callable[[int], dict[str, Any]], after: int) -> None:
        self._page_after = page_after
        self._after = after
        self.starts: list[float] = []
        self.alarms: dict[tuple[str, int], Alarm] = {}

    def read(self, now_ms: float) -> None:
        """Takes in what is new."""
        page = self._page_after(self._after)
        self._after = page["next"]
        for entry, picture in zip(page["entries"], page["pictures"], strict=True):
            if picture is not None:
                self._came(self._alarm(entry), thumb=picture.get("thumb", False), now_ms=now_ms)
            elif entry["kind"] == "alarm.fire":
                self._alarm(entry).report_ms = now_ms

    def until(self, condition: Callable[[], bool], within_s: float) -> None:
        """Reads on until it holds. Raises BenchError."""
        end_s = time.monotonic() + within_s
        while not condition():
            if time.monotonic() > end_s:
                raise BenchError(f"not within {within_s:.0f} s: {list(self.alarms.values())[-2:]}")
            time.sleep(POLL_S)
            self.read(time.monotonic_ns() / 1e6)

    def times(self) -> Times:
        """Of every alarm, in order."""
        found = Times()
        for start_ms, (_, alarm) in zip(self.starts, sorted(self.alarms.items()), strict=True):
            found.report.append(alarm.report_ms - start_ms)
            found.first.append(alarm.first_ms - start_ms)
            found.whole.append(alarm.whole_ms - start_ms)
            found.last.append(alarm.last_ms - start_ms)
        return found

    def _alarm(self, entry: dict[str, Any]) -> Alarm:
        return self.alarms.setdefault((entry["epoch"], entry["seq"]), Alarm())

    def _came(self, alarm: Alarm, *, thumb: bool, now_ms: float) -> None:
        alarm.pictures += 1
        alarm.last_ms = now_ms
        if thumb:
            alarm.first_ms = alarm.first_ms or now_ms
        else:
            alarm.whole_ms = alarm.whole_ms or now_ms


def good_line(house: House, count: int) -> Times:
    """So many alarms, one after the other, each with all its pictures."""
    follower = _follower(house)
    for number in range(1, count + 1):
        follower.starts.append(_trip(house))
        follower.until(partial(_complete, follower, number), GOOD_S)
        _shut(house)
    return follower.times()


def bad_line(house: House, pairs: int) -> Times:
    """So many pairs of alarms at 64 kbit/s and half a second each way: the second while pictures of the first come."""
    follower = _follower(house)
    house.act("network", action="slow")
    for number in range(1, pairs + 1):
        for second in (False, True):
            follower.starts.append(_trip(house))
            follower.until(partial(_begun, follower, 2 * number - (not second)), BAD_S)
            _shut(house)
            time.sleep(0 if second else SECOND_S)
        follower.until(partial(_complete, follower, 2 * number), BAD_S)
    house.act("network", action="restore")
    return follower.times()


def _begun(follower: Follower, alarms: int) -> bool:
    return sum(bool(alarm.first_ms and alarm.report_ms) for alarm in follower.alarms.values()) >= alarms


def _complete(follower: Follower, alarms: int) -> bool:
    return sum(alarm.pictures == PICTURES for alarm in follower.alarms.values()) >= alarms


def _follower(house: House) -> Follower:
    after = max((entry["n"] for entry in house.log()), default=0)
    return Follower(lambda at: house.station(f"/api/log?after={at}&reports=1"), after)


def _trip(house: House) -> float:
    house.forget()
    house.act("open", zone=SMOKE)
    opened = house.wait_for(SMOKE, "open")
    house.wait_for("siren", "on")
    return float(opened["at_ms"] + SMOKE_QUALIFICATION_MS)


def _shut(house: House) -> None:
    house.act("close", zone=SMOKE)
    house.wait_for("siren", "off")
    time.sleep(REST_S)
