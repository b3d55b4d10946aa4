"""What one watch comes to: an area from its arming to its disarming, with everything that must be told of it.

Part of the oracle, and as strict about what it imports.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from hw_sim.replay.oracle_rules import ROUTE, Rules, Zone
from hw_sim.replay.plain import Happening

INTRUSION, TAMPER, FIRE, HOLD_UP = "alarm.intrusion", "alarm.tamper", "alarm.fire", "alarm.hold_up"


@dataclass(slots=True)
class Watch:
    """An area under watch since ``from_ms``; its exit delay ends at ``exit_ms``. ``old``: the armed mode replaced."""

    area: str
    mode: str
    from_ms: int
    exit_ms: int
    old: str = ""


@dataclass(slots=True)
class Fate:
    """What becomes of a watch: what is told, the phase it is in at the end, when its alarms began.

    ``counts``: how often each zone has alarmed since its area was last disarmed.
    """

    told: list[Happening] = field(default_factory=list)
    phase: str = "exit"
    raised: list[int] = field(default_factory=list)
    counts: Counter[int] = field(default_factory=Counter)

    def tell(self, at_ms: int, zone: Zone, why: str, *, exit_error: bool = False) -> None:
        """An alarm of a zone; the last one for this arming period says so."""
        self.told.append(Happening(at_ms, kind_of(zone), zone.area, zone.id, why, exit_error=exit_error))
        self.counts[zone.id] += 1
        if self.counts[zone.id] == zone.swinger:
            self.told.append(Happening(at_ms, "zone.swinger", zone.area, zone.id))

    def counting(self, zones: Iterable[Zone]) -> list[Zone]:
        """Those that are not left out."""
        return [zone for zone in zones if not zone.swinger or self.counts[zone.id] < zone.swinger]


@dataclass(frozen=True, slots=True)
class Cause:
    """What raises an alarm, and when; for an entry that expired also when that entry began."""

    at_ms: int
    zone: Zone
    why: str
    exit_error: bool = False
    began_ms: int = 0


def fate(rules: Rules, watch: Watch, until_ms: int, counts: Counter[int]) -> Fate:
    """What a watch comes to until just before the act at ``until_ms``. ``counts``: of the alarms before it."""
    became = Fate(counts=Counter(counts))
    mine = [zone for zone in rules.zones if zone.area == watch.area and zone.is_live(watch.mode)]
    # While an exit delay replaces an armed mode, what that mode watched off the way out stays watched.
    leaving = [z for z in rules.zones if z.area == watch.area and (z.is_live(watch.mode) or z.is_live(watch.old))]
    watch = replace(watch, exit_ms=_exit_ms(rules, watch, became.counting(mine)))
    first = _first(became.counting(leaving), ("instant", "tamper"), watch.from_ms, min(watch.exit_ms, until_ms))
    if first is not None:
        # No exit will end any more; who armed is told all the same.
        became.told.append(Happening(first[0], "area.armed", area=watch.area, mode=watch.mode))
        at = _alarm(rules, became, mine, Cause(*first, first[1].kind), until_ms)
    elif watch.exit_ms > until_ms:
        return became
    else:
        at = _end_exit(rules, became, mine, watch, until_ms)
    while at is not None:
        at = _armed(rules, became, mine, at, until_ms)
    return became


def _exit_ms(rules: Rules, watch: Watch, mine: Iterable[Zone]) -> int:
    """The end of the exit delay: it begins anew, once, with a door that opens after all of them were closed."""
    doors = [zone for zone in mine if zone.kind == "entry_exit"]
    shut = [at for door in doors for at in door.closed if watch.from_ms <= at < watch.exit_ms]
    shut = [at for at in shut if not any(door.is_open(at + 1) for door in doors)]
    if not rules.exit_restart or not shut:
        return watch.exit_ms
    again = [at for door in doors for at in door.between(min(shut), watch.exit_ms)]
    return min(again) + rules.exit_ms if again else watch.exit_ms


def _first(zones: Iterable[Zone], kinds: Sequence[str], from_ms: int, to_ms: int) -> tuple[int, Zone] | None:
    openings = [(opening, zone) for zone in zones if zone.kind in kinds for opening in zone.between(from_ms, to_ms)[:1]]
    return min(openings, key=lambda one: one[0], default=None)


def _end_exit(rules: Rules, became: Fate, mine: list[Zone], watch: Watch, until_ms: int) -> int | None:
    became.phase = "armed"
    became.told.append(Happening(watch.exit_ms, "area.armed", area=watch.area, mode=watch.mode))
    doors = [z for z in became.counting(mine) if z.kind == "entry_exit" and z.is_open(watch.exit_ms)]
    if doors:
        soonest = min(doors, key=lambda zone: zone.entry_ms)
        return _entry(rules, became, mine, watch.exit_ms, soonest, until_ms, exit_error=True)
    return watch.exit_ms


def _armed(rules: Rules, became: Fate, mine: list[Zone], from_ms: int, until_ms: int) -> int | None:
    """From the armed phase to the end of the next alarm; None: nothing more until the end."""
    became.phase = "armed"
    mine = became.counting(mine)
    cause = _first(mine, (*ROUTE, "instant", "tamper"), from_ms, until_ms)
    if cause is None:
        return None
    at, zone = cause
    has_door = any(other.kind == "entry_exit" for other in mine)
    if zone.kind == "entry_exit" or (zone.kind == "follower" and not has_door):
        return _entry(rules, became, mine, at, zone, until_ms, exit_error=False)
    return _alarm(rules, became, mine, Cause(at, zone, zone.kind), until_ms)


def _entry(
    rules: Rules, became: Fate, mine: list[Zone], at_ms: int, zone: Zone, until_ms: int, *, exit_error: bool
) -> int | None:
    became.phase = "entry"
    became.told.append(Happening(at_ms, "alarm.pending", zone.area, zone.id, exit_error=exit_error))
    expiries = [(at_ms + zone.entry_ms, at_ms, zone)]
    mine = became.counting(mine)
    for door in mine:
        openings = door.between(at_ms, min(at_ms + zone.entry_ms, until_ms)) if door.kind == "entry_exit" else ()
        expiries += [(opening + door.entry_ms, opening, door) for opening in openings]
    # The earliest deadline wins; of two that are equal, the entry that began first.
    ends_ms, began_ms, last = min(expiries, key=lambda one: one[:2])
    sooner = _first(mine, ("instant", "tamper"), at_ms, min(ends_ms, until_ms))
    if sooner is not None:
        return _alarm(rules, became, mine, Cause(*sooner, sooner[1].kind), until_ms)
    if ends_ms > until_ms:
        return None
    return _alarm(rules, became, mine, Cause(ends_ms, last, "entry_expired", exit_error, began_ms), until_ms)


def _alarm(rules: Rules, became: Fate, mine: list[Zone], cause: Cause, until_ms: int) -> int | None:
    """An alarm and everything that trips while the siren sounds; gives its end, if that comes."""
    at, zone = cause.at_ms, cause.zone
    became.phase = "alarm"
    became.raised.append(at)
    became.tell(at, zone, cause.why, exit_error=cause.exit_error)
    ends_ms = at + rules.siren_ms
    for other in mine:
        if other.kind in (*ROUTE, "instant", "tamper"):
            _during(became, other, cause, min(ends_ms, until_ms))
    return ends_ms if ends_ms <= until_ms else None


def _during(became: Fate, zone: Zone, cause: Cause, until_ms: int) -> None:
    """Everything that one zone says while the siren sounds."""
    word = "during_alarm" if zone.kind == "entry_exit" else zone.kind
    for opening in zone.between(cause.at_ms, until_ms):
        itself = zone is cause.zone and opening == (cause.began_ms or cause.at_ms)
        if not itself and became.counting([zone]):
            became.tell(opening, zone, word)


def kind_of(zone: Zone) -> str:
    """The kind of alarm that a zone raises."""
    return {"tamper": TAMPER, "fire": FIRE, "hold_up": HOLD_UP}.get(zone.kind, INTRUSION)
