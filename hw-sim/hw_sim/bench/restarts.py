"""``kill -9`` at random instants of every phase: the same state again, the siren at a new trip, nothing lost.

Each round brings the house into a phase, kills alarmd at a random instant of it, compares what the panel
says before and after, trips a window that nobody has touched yet and waits for the siren's line. In phase
alarm the siren sounds already: there the line must not fall silent, and the new zone must be reported.
"""

import random
import time
from collections import Counter

import msgspec

from hw_sim.bench.configs import DOOR, WINDOW
from hw_sim.bench.house import BenchError, House

PHASES = ("armed", "exit", "entry", "alarm")
EXIT_S = 6
ENTRY_S = 8
OTHER_WINDOW = "kitchen_window"
AREA = "house"


class Round(msgspec.Struct, frozen=True):
    """One kill. ``siren_ms``: from the kill until the new trip drove the siren; None in phase alarm."""

    phase: str
    same_state: bool
    back_ms: float
    siren_ms: float | None


def rounds(house: House, kills: int, seed: int) -> list[Round]:
    """``kills`` rounds in each phase, in an order and at instants that the seed decides."""
    rng = random.Random(seed)
    plan = [phase for phase in PHASES for _ in range(kills)]
    rng.shuffle(plan)
    return [_round(house, phase, rng) for phase in plan]


def _round(house: House, phase: str, rng: random.Random) -> Round:
    _bring_into(house, phase)
    time.sleep(rng.uniform(0, 1.5))
    before = house.areas()
    house.forget()
    killed_s = house.kill_alarmd()
    house.until(lambda: bool(house.areas()), "alarmd back")
    after, back_s = house.areas(), time.monotonic()
    siren_ms = _trip(house, phase, killed_s)
    _to_rest(house)
    return Round(phase, before == after, 1000 * (back_s - killed_s), siren_ms)


def _bring_into(house: House, phase: str) -> None:
    label = next(iter(house.notes["tags"]))
    house.act("tag", label=label)
    house.wait_phase(AREA, "exit")
    if phase == "exit":
        return
    house.wait_phase(AREA, "armed", EXIT_S + 5)
    if phase == "entry":
        house.act("open", zone=DOOR)
        house.wait_phase(AREA, "entry")
    elif phase == "alarm":
        house.act("open", zone=WINDOW)
        house.wait_phase(AREA, "alarm")


def _trip(house: House, phase: str, killed_s: float) -> float | None:
    if phase == "alarm":
        house.act("open", zone=OTHER_WINDOW)
        house.until(lambda: bool(house.look()["siren"]), "the siren sounding on")
        return None
    house.act("open", zone=WINDOW)
    rung = house.wait_for("siren", "on")
    return float(1000 * (rung["at_us"] / 1e6 - killed_s))


def _to_rest(house: House) -> None:
    house.disarm(AREA)
    for zone in (DOOR, WINDOW, OTHER_WINDOW):
        house.act("close", zone=zone)
    house.act("keys", keys=f"{house.pin}#")  # acknowledges the memory
    house.until(lambda: house.status()["ready"][AREA]["total"]["ready"], "the house shut")


def judge(house: House, done: list[Round]) -> dict[str, int]:
    """Lost and doubled reports at the station, by number, and alarms that never came, by what happened."""
    house.until(lambda: house.status()["unacked"] == 0, "everything acknowledged", 60)
    rows = [row for row in house.log() if row["verdict"] == "accepted"]
    numbers = Counter((row["epoch"], row["seq"]) for row in rows)
    lost = sum(_gaps(numbers, epoch) for epoch in _epochs(numbers))
    alarms = Counter(row["zone"] for row in rows if row["kind"] == "alarm.intrusion")
    expected = len(done) + sum(round_.phase == "alarm" for round_ in done)
    return {
        "reports": len(rows),
        "lost": lost,
        "duplicated": sum(count - 1 for count in numbers.values()),
        "alarms_expected": expected,
        "alarms_reported": sum(alarms.values()),
    }


def _gaps(numbers: Counter[tuple[str, int]], epoch: str) -> int:
    """Numbers up to the highest of an epoch that the station never got."""
    seqs = [seq for named, seq in numbers if named == epoch]
    return max(seqs) - len(seqs)


def _epochs(numbers: Counter[tuple[str, int]]) -> list[str]:
    if not numbers:
        raise BenchError("the station has no report at all")
    return sorted({epoch for epoch, _ in numbers})
