"""A storm over 64 zones: while every contact chatters, one zone after the other is really opened, and must be heard.

Each opening: its area is armed at the console, the contact opened, the siren's line awaited, all made good again. The
clock starts when the qualification ends, as in ``edges``. Areas are small, so that each opening is an alarm of its own
with a siren that starts from silence.
"""

import contextlib
import random
import time
from collections import Counter

import msgspec

from hw_sim.bench import processes
from hw_sim.bench.house import BenchError, House
from hw_sim.bench.storm_house import QUALIFICATION_MS, Wired

SIREN_S = 3.0  # far beyond every budget: an opening that is not heard until then is missed
REST_S = 0.12  # between two openings: longer than the restore's qualification
ARMED_S = 10.0


class Opening(msgspec.Struct, frozen=True):
    """One zone really opened. ``siren_ms``: from the end of its qualification; None: the siren stayed silent."""

    zone: Wired
    siren_ms: float | None


class Storm(msgspec.Struct, frozen=True):
    """What the storm showed. ``cpu_percent``: of one core, by alarmd, openings included."""

    openings: tuple[Opening, ...]
    cpu_percent: float
    missed: tuple[int, ...]  # zones, by number, each as often as an opening of it made no alarm at the station
    false: tuple[int, ...]  # zones whose alarm at the station belongs to no opening


def rage(house: House, zones: list[Wired], seconds: int, edges_per_s: int, seed: int) -> Storm:
    """Opens zones, each once before any for the second time, for as long as the storm rages."""
    pid, rng = house.alarmd_pid(), random.Random(seed)
    house.act("storm", seconds=seconds, edges_per_s=edges_per_s, seed=seed)
    begin_s, before_s = time.monotonic(), processes.cpu_s(pid)
    openings: list[Opening] = []
    while time.monotonic() < begin_s + seconds:
        for zone in rng.sample(zones, len(zones)):
            if time.monotonic() < begin_s + seconds or len(openings) < len(zones):
                openings.append(_open(house, zone))
    cpu_s = processes.cpu_s(pid) - before_s
    took_s = time.monotonic() - begin_s
    opened = Counter(each.zone.id for each in openings)
    told = _alarms(house, sum(opened.values()))
    return Storm(
        tuple(openings),
        round(100 * cpu_s / took_s, 1),
        tuple(sorted((opened - told).elements())),
        tuple(sorted((told - opened).elements())),
    )


def _open(house: House, zone: Wired) -> Opening:
    house.until(lambda: _arm(house, zone.area), f"{zone.area} armed", ARMED_S)
    house.forget()
    house.act("open", zone=zone.input)
    opened = house.wait_for(zone.input, "open")
    siren_ms = None
    with contextlib.suppress(BenchError):
        rung = house.wait_for("siren", "on", SIREN_S)
        siren_ms = rung["at_us"] / 1_000 - opened["at_ms"] - QUALIFICATION_MS
    house.act("close", zone=zone.input)
    house.tell({"type": "disarm_now", "pin": house.pin})
    if siren_ms is not None:
        house.wait_for("siren", "off")
    time.sleep(REST_S)
    return Opening(zone, siren_ms)


def _arm(house: House, area: str) -> bool:
    """False while something is in the way: a loop that chatters may be read in the middle of it."""
    order = {"type": "arm_now", "pin": house.pin, "mode": "total", "areas": [area], "no_exit": True}
    armed = bool(house.tell(order)["ok"])
    if not armed:
        time.sleep(REST_S)
    return armed


def _alarms(house: House, expected: int) -> Counter[int]:
    """How often each zone's alarm stands at the station, once nothing is on its way."""
    house.until(lambda: house.status()["unacked"] == 0, "everything acknowledged", 60)
    rows = [row for row in house.log() if row["verdict"] == "accepted" and row["kind"] == "alarm.intrusion"]
    if not rows and expected:
        raise BenchError("the station has no alarm at all")
    return Counter(int(row["zone"]) for row in rows)
