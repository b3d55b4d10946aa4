"""Compares what had to be told with what the station has committed, report by report.

The station's log is read from its file, as any other program could read it after a power cut; what the
panel or the link count of themselves counts for nothing here.
"""

import base64
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from hw_sim.replay.plain import Happening

TOLERANCE_MS = 100
ALARMS = ("alarm.intrusion", "alarm.tamper", "alarm.fire", "alarm.hold_up")
# All else must have its reason at the wires. The path's trouble has its reason in the link: a panel whose
# acknowledgements were dropped often enough is right to complain.
OWN_BUSINESS = ("panel.booted", "panel.epoch")
OF_THE_LINK = (("trouble.raised", "station_path"), ("restore.trouble", "station_path"))
# Nobody is at the panel's shell but before the replay begins.
OF_COMMISSIONING = (
    *(("people.changed", change) for change in ("added", "code", "tag")),
    *((kind, "default_code") for kind in ("trouble.raised", "restore.trouble")),
)


@dataclass(frozen=True, slots=True)
class Logged:
    """One line of the station's log. ``seq`` 0: the station's own words."""

    what: Happening
    verdict: str
    epoch: str
    seq: int


class Key(NamedTuple):
    """What must be equal in two accounts of one thing, apart from the time."""

    kind: str
    area: str
    zone: int
    why: str
    mode: str
    exit_error: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """``missed`` and ``unexplained`` are alarms; ``lost``, ``duplicated`` and ``stray`` any reports."""

    alarms: tuple[Happening, ...]
    expected: tuple[Happening, ...]
    missed: tuple[Happening, ...]
    unexplained: tuple[Happening, ...]
    lost: tuple[Happening, ...]
    duplicated: tuple[Happening, ...]
    stray: tuple[Happening, ...]
    reports: int

    @property
    def passed(self) -> bool:
        """Did the panel tell everything it had to, once, and nothing else?"""
        return not (self.missed or self.unexplained or self.lost or self.duplicated or self.stray)


def read_log(path: Path) -> tuple[Logged, ...]:
    """Every line of a station's database, in the order in which it was committed."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        rows = db.execute("SELECT kind, area, zone, at_ms, verdict, epoch, seq, jws FROM log ORDER BY n").fetchall()
    db.close()
    return tuple(_logged(*row) for row in rows)


def _logged(kind: str, area: str, zone: int, at_ms: int, verdict: str, epoch: str, seq: int, jws: str) -> Logged:
    told = _payload(jws) if jws else {}
    what = Happening(
        at_ms=at_ms,
        kind=kind,
        area=area,
        zone=zone,
        why=str(told.get("why", "") or told.get("trouble", "")),
        mode=str(told.get("mode", "")),
        exit_error=bool(told.get("exit_error", False)),
    )
    return Logged(what, verdict, epoch, seq)


def _payload(jws: str) -> dict[str, object]:
    part = jws.split(".")[1]
    payload: dict[str, object] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return payload


def judge(expected: Sequence[Happening], log: Sequence[Logged], acted_on: Iterable[tuple[str, int]]) -> Verdict:
    """Matches both accounts one to one, by what and when.

    ``acted_on``: (epoch, seq) of each report the station announced as new; the same twice is a duplicate
    even if the log holds it once.
    """
    accepted = [line for line in log if line.verdict == "accepted"]
    reports = [line.what for line in accepted if not is_own_business(line.what)]
    alarms = [one for one in reports if one.kind in ALARMS]
    wanted = [one for one in expected if one.kind in ALARMS]
    missed, unexplained = match(wanted, alarms)
    lost, surplus = match(expected, reports)
    duplicated, stray = _told_before(surplus, expected)
    own_words = [line.what for line in log if line.verdict != "accepted"]
    twice = [one for one, count in Counter(acted_on).items() if count > 1]
    named = {(line.epoch, line.seq): line.what for line in accepted}
    return Verdict(
        alarms=tuple(alarms),
        expected=tuple(wanted),
        missed=tuple(missed),
        unexplained=tuple(unexplained),
        lost=tuple(lost),
        duplicated=(*duplicated, *(named[one] for one in twice)),
        stray=(*(one for one in stray if one.kind not in ALARMS), *own_words),
        reports=len(accepted),
    )


def is_own_business(one: Happening) -> bool:
    """Is it the panel's own matter, the link's or its commissioning's, for which there is no reason at the wires?"""
    return one.kind in OWN_BUSINESS or (one.kind, one.why) in (*OF_THE_LINK, *OF_COMMISSIONING)


def match(wanted: Sequence[Happening], told: Sequence[Happening]) -> tuple[list[Happening], list[Happening]]:
    """What was not told, and what was told without need; pairs differ by no more than the tolerance.

    Both sides of one key are walked in order of time, so a pair is never broken for a later one.
    """
    by_key: dict[Key, list[Happening]] = {}
    for one in sorted(told, key=_time):
        by_key.setdefault(_key(one), []).append(one)
    unmatched = []
    for one in sorted(wanted, key=_time):
        candidates = by_key.get(_key(one), [])
        found = next((n for n, other in enumerate(candidates) if abs(other.at_ms - one.at_ms) <= TOLERANCE_MS), None)
        if found is None:
            unmatched.append(one)
        else:
            del candidates[found]
    return unmatched, sorted((one for left in by_key.values() for one in left), key=_time)


def _told_before(
    surplus: Iterable[Happening], expected: Sequence[Happening]
) -> tuple[list[Happening], list[Happening]]:
    """Parts the surplus into repetitions of what had to be told once, and what never had to be."""
    repeated: list[Happening] = []
    stray: list[Happening] = []
    for one in surplus:
        again = any(_key(other) == _key(one) and abs(other.at_ms - one.at_ms) <= TOLERANCE_MS for other in expected)
        (repeated if again else stray).append(one)
    return repeated, stray


def _key(one: Happening) -> Key:
    # The panel says mode and why of more kinds than the wires can tell; only what both know is compared.
    why = one.why if one.kind in ALARMS else ""
    mode = one.mode if one.kind in ("area.armed", "area.disarmed", "area.arm_refused") else ""
    return Key(one.kind, one.area, one.zone, why, mode, one.exit_error)


def _time(one: Happening) -> int:
    return one.at_ms
