"""What the panel promises of its lines, measured on a kernel's: edge to siren, pulses that count, glitches that do not.

    tests/hil/lane.sh .venv/bin/python -P -m tests.hil.acceptance trips 1000
    tests/hil/lane.sh .venv/bin/python -P -m tests.hil.acceptance pulses 1000

Nothing stands in for anything but the house and the processor: alarmd is the real one in a process of its own, with
gpiod, engine, core, signed reports and journal (on a file system in memory: a sync costs nothing here). Lines of fire
detectors are moved through sysfs. When their edges came in and when the siren's line was set is in the kernel's own
notes, so neither the panel nor the measuring tells it.
"""

import heapq
import json
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from comms.envelope import Typ, verify
from comms.keys import kid, load_identity
from hw_sim.bench.figures import machine, percentile
from panel.store.journal import Journal
from tests.hil.guest_house import AT_REST, GuestHouse, Hand, guest_house, sleep_until, undisturbed
from tests.hil.kernel_notes import noting

CONSUMER = "sereno"  # as gpiod names the holder of a line, and with it of the line's interrupt
QUALIFICATION_US = 50_000
TRIP_S = 0.075  # how long a trip and the rest after it last: qualification and what comes after it
PULSE_S, GLITCH_S = 0.060, 0.020
REST_S = 0.2  # between two on one line: more than a restore takes
BEHIND_S = 20.0
QUIET_S = 1.0  # without a new report: the panel has done all that it was given
DOUBT_US = 1_500  # stamps become whole milliseconds: so near to 50 ms both answers are right
SHARES = {"p50_ms": 0.5, "p95_ms": 0.95, "p99_ms": 0.99, "max_ms": 1.0}


class Trips(msgspec.Struct, frozen=True):
    """How long after it was due each alarm had set the siren's line; due is the edge's stamp and the qualification."""

    late_ms: list[float]

    def figures(self) -> dict[str, object]:
        """For people."""
        shares = {name: round(percentile(self.late_ms, share), 2) for name, share in SHARES.items()}
        return {"measured": "edge to siren", "n": len(self.late_ms)} | shares


class Pulses(msgspec.Struct, frozen=True):
    """Pulses meant to be of one length: how long they really were, and how many alarms came of them."""

    length_s: float
    widths_us: list[int]
    alarms: int

    @property
    def long(self) -> int:
        """How many were longer than the qualification, without doubt."""
        return sum(width > QUALIFICATION_US + DOUBT_US for width in self.widths_us)

    @property
    def short(self) -> int:
        """How many were shorter, without doubt."""
        return sum(width < QUALIFICATION_US - DOUBT_US for width in self.widths_us)

    def figures(self) -> dict[str, object]:
        """For people. ``long`` and ``short`` differ from none and all only where the machine itself stood still."""
        found = {"measured": f"pulses of {self.length_s * 1000:.0f} ms", "n": len(self.widths_us), "seen": self.alarms}
        widths = {"narrowest_ms": min(self.widths_us) / 1000, "widest_ms": max(self.widths_us) / 1000}
        return found | widths | {"long": self.long, "short": self.short}


def trips(house: GuestHouse, count: int) -> Trips:
    """Trips one detector ``count`` times."""
    line = house.detectors[0]
    with noting(CONSUMER) as notes, undisturbed():
        _move(house.hand, [line], count, TRIP_S, TRIP_S)
        _wait_until_quiet(house)
    opened, rung = notes.edges_us(line)[::2], notes.set_us(house.siren, True)
    assert len(opened) == count, f"{count} trips were {len(opened)} edges"
    assert len(rung) == count, f"{count} trips made the siren sound {len(rung)} times"
    return Trips([(at - edge - QUALIFICATION_US) / 1000 for edge, at in zip(opened, rung, strict=True)])


def pulses(house: GuestHouse, count: int) -> tuple[Pulses, Pulses]:
    """As many pulses that must be seen, then as many glitches that must not, on all detectors together, each at a
    moment of its own. Ends the panel, to count in its journal what it has signed and kept."""
    begun_ms, pulse_us = _pulsed(house, count, PULSE_S, told=2)
    between_ms, glitch_us = _pulsed(house, count, GLITCH_S, told=0)
    assert house.panel.end(signal.SIGTERM) == 0
    told = alarms_ms(house)
    seen = sum(begun_ms <= at_ms < between_ms for at_ms in told)
    unseen = sum(between_ms <= at_ms for at_ms in told)
    return Pulses(PULSE_S, pulse_us, seen), Pulses(GLITCH_S, glitch_us, unseen)


def _pulsed(house: GuestHouse, count: int, length_s: float, told: int) -> tuple[int, list[int]]:
    """When it began, and how long each really was. ``told``: how many reports come of one, at least."""
    begun_ms = time.monotonic_ns() // 1_000_000
    lines = house.detectors
    with noting(CONSUMER) as notes, undisturbed():
        for _ in range(count // len(lines)):
            before = _told(house)
            _move(house.hand, lines, 1, length_s, REST_S)
            _keep_pace(house, before + told * len(lines))
    _wait_until_quiet(house)
    edges = [notes.edges_us(line) for line in lines]
    return begun_ms, [b - a for each in edges for a, b in zip(each[::2], each[1::2], strict=True)]


def _keep_pace(house: GuestHouse, reports: int) -> None:
    """Lets the panel come to what was just moved. A processor that others share falls behind by seconds, and of a line
    that is not read the kernel keeps 64 edges; that is no matter of the panel's promise. They are counted."""
    end_s = time.monotonic() + BEHIND_S
    while _told(house) < reports and time.monotonic() < end_s:
        time.sleep(REST_S / 4)


def _told(house: GuestHouse) -> int:
    return int(house.panel.status()["unacked"])


def _wait_until_quiet(house: GuestHouse) -> None:
    """Edges wait in the kernel while the processor is behind; a siren that is silent says nothing of them."""
    told = -1
    while (now := _told(house)) != told:
        told = now
        time.sleep(QUIET_S)


def _move(hand: Hand, lines: Sequence[int], each: int, open_s: float, shut_s: float) -> None:
    """Opens and shuts each line ``each`` times. A step that comes late puts off the rest of its line, so that nothing
    becomes shorter than asked."""
    begin_s, apart_s = time.monotonic(), (open_s + shut_s) / len(lines)
    due = [(begin_s + place * apart_s, line, 2 * each) for place, line in enumerate(lines)]
    while due:
        at_s, line, left = heapq.heappop(due)
        sleep_until(at_s)
        opens = left % 2 == 0
        hand.put(line, AT_REST is not opens)
        if left > 1:
            heapq.heappush(due, (time.monotonic() + (open_s if opens else shut_s), line, left - 1))


def alarms_ms(house: GuestHouse) -> list[int]:
    """When each fire alarm came that the ended panel's journal holds; every signature is verified."""
    folder = house.panel.data / "alarmd"
    public = load_identity(folder / "identity.json").public()
    journal, _ = Journal.open(folder)
    rows = journal.unacked(0, 0, journal.count_unacked())
    journal.close()
    reports = [json.loads(verify(row.jws, {kid(public): public}, Typ.REPORT).payload) for row in rows]
    return sorted(report["mono_ms"] for report in reports if report["kind"] == "alarm.fire")


def main(what: str, count: int) -> None:
    """Measures and prints its figures, one object a line."""
    with tempfile.TemporaryDirectory() as folder, guest_house(Path(folder)) as house:
        found = [trips(house, count)] if what == "trips" else pulses(house, count)
    for each in found:
        print(json.dumps(each.figures() | {"machine": machine()}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
