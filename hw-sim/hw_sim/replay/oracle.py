"""Says what must be told, from what happens at the wires and what people do; never from the panel.

A second opinion, so it shares nothing with the first: it imports the standard library and the plain
facts of ``plain.py``, reads the configuration by itself, and works otherwise than the core. The core
steps from event to event and keeps a state. Here a whole night lies open like a map: the openings of
every zone are sorted lists, and each question is an interval question ("the first opening of a live
instant zone between the end of the exit delay and the disarm?"). What the two agree on, neither has
from the other.

The rules are those of the guide, in its order: a change counts when it has held for the qualification
time; the exit delay ignores the way out; entry, exit error, alarm and siren time; 24-hour kinds
always; readiness; tags step, codes disarm. At one and the same instant time goes first: what is due,
is done, then what happens.
"""

import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from hw_sim.replay.plain import Act, Active, Happening, Pin, Planted, Sensor, Span, Tag

INTRUSION, TAMPER, FIRE, HOLD_UP = "alarm.intrusion", "alarm.tamper", "alarm.fire", "alarm.hold_up"
ALARMS = (INTRUSION, TAMPER, FIRE, HOLD_UP)
STEPS = ("total", "partial", "night")
TAG_STEP_MS = 3_000
ROUTE = ("entry_exit", "follower")
ALWAYS = ("tamper", "fire", "hold_up")


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone of the configuration, and when what it says counted as open: ``opened`` and ``closed`` in pairs."""

    id: int
    area: str
    kind: str
    modes: tuple[str, ...]
    entry_ms: int
    qualification_ms: int
    opened: tuple[int, ...] = ()
    closed: tuple[int, ...] = ()

    def is_live(self, mode: str) -> bool:
        return self.kind in ALWAYS or mode in self.modes

    def is_open(self, at_ms: int) -> bool:
        """Was it open just before this instant?"""
        index = bisect_left(self.opened, at_ms) - 1
        return index >= 0 and self.closed[index] >= at_ms

    def between(self, from_ms: int, to_ms: int) -> tuple[int, ...]:
        """Its openings from one instant until just before another."""
        return self.opened[bisect_left(self.opened, from_ms) : bisect_left(self.opened, to_ms)]


@dataclass(frozen=True, slots=True)
class Rules:
    """The configuration, as far as alarms depend on it."""

    zones: tuple[Zone, ...]
    areas: dict[str, tuple[str, ...]]
    exit_ms: int
    siren_ms: int
    cancel_ms: int
    needs_pin: bool
    tag_cancels: bool


@dataclass(slots=True)
class Watch:
    """An area under watch since ``from_ms``; the exit delay runs until ``exit_ms``. ``old``: the armed mode it replaces."""

    area: str
    mode: str
    from_ms: int
    exit_ms: int
    old: str = ""


@dataclass(slots=True)
class Fate:
    """What becomes of a watch: what is told, the phase it is in at the end, when its alarms began."""

    told: list[Happening] = field(default_factory=list)
    phase: str = "exit"
    raised: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Cause:
    """What raises an alarm, and when; for an entry that expired also when that entry began."""

    at_ms: int
    zone: Zone
    why: str
    exit_error: bool = False
    began_ms: int = 0


def expect(
    configuration: Path,
    recorded: Iterable[Active],
    zone_of: Mapping[Sensor, int],
    late_ms: Mapping[int, int],
    planted: Iterable[Planted],
    acts: Sequence[Act],
) -> tuple[Happening, ...]:
    """Everything that must be told, in order of time.

    ``late_ms``: by how much the plan shifts each zone's recorded contact; ``acts`` in order of time.
    """
    spans: dict[int, list[Span]] = {}
    for one in recorded:
        zone = zone_of.get(one.sensor)
        if zone is not None:
            late = late_ms.get(zone, 0)
            spans.setdefault(zone, []).append(Span(one.span.start_ms + late, one.span.end_ms + late))
    for each in planted:
        spans.setdefault(each.zone, []).append(each.span)
    told = list(_people(read_rules(configuration, spans), acts))
    return tuple(sorted(told, key=lambda one: one.at_ms))


# the configuration --------------------------------------------------------------------------------


def read_rules(configuration: Path, spans: Mapping[int, Sequence[Span]]) -> Rules:
    """The rules, with each zone's openings worked out from the spans at its wires."""
    table = tomllib.loads(configuration.read_text(encoding="utf-8-sig"))
    timings, tags = table.get("timings", {}), table.get("tags", {})
    delays = {"A": timings.get("entry_delay_a_s", 30), "B": timings.get("entry_delay_b_s", 45)}
    return Rules(
        zones=tuple(_zone(zone, delays, spans.get(zone["id"], ())) for zone in table["zone"]),
        areas={area["id"]: tuple(area["modes"]) for area in table["area"]},
        exit_ms=timings.get("exit_delay_s", 60) * 1000,
        siren_ms=timings.get("siren_s", 180) * 1000,
        cancel_ms=timings.get("cancel_window_s", 300) * 1000,
        needs_pin=tags.get("uid_only_needs_pin", True),
        tag_cancels=tags.get("tag_cancels", False),
    )


def _zone(table: Mapping[str, Any], delays: Mapping[str, int], spans: Iterable[Span]) -> Zone:
    held_ms = table.get("qualification_ms", 50)
    counted = tuple(_counted(_merged(spans), held_ms))
    return Zone(
        id=table["id"],
        area=table["area"],
        kind=table["kind"],
        modes=tuple(table.get("modes", ())),
        entry_ms=delays[table.get("entry_delay", "A")] * 1000,
        qualification_ms=held_ms,
        opened=tuple(span.start_ms for span in counted),
        closed=tuple(span.end_ms for span in counted),
    )


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """The union: several sensors on one zone are ORed, and spans that touch are one."""
    start = end = None
    for span in sorted(spans):
        if start is None or end is None or span.start_ms > end:
            if start is not None and end is not None:
                yield Span(start, end)
            start, end = span
        else:
            end = max(end, span.end_ms)
    if start is not None and end is not None:
        yield Span(start, end)


def _counted(spans: Iterable[Span], held_ms: int) -> Iterator[Span]:
    """The spans as qualification sees them: only a level that held for ``held_ms`` counts, and then from its end."""
    edges = [(at, level) for span in spans for at, level in ((span.start_ms, True), (span.end_ms, False))]
    forever = (1 << 62, False)
    held = [(at, level) for (at, level), (to, _) in pairwise([*edges, forever]) if to - at >= held_ms]
    opened: int | None = None
    for at, level in held:
        if level and opened is None:
            opened = at + held_ms
        elif not level and opened is not None:
            yield Span(opened, at + held_ms)
            opened = None


# people -------------------------------------------------------------------------------------------


def _people(rules: Rules, acts: Sequence[Act]) -> Iterator[Happening]:
    """Follows the tags and codes from watch to watch, then adds what is told in every phase."""
    watches: dict[str, Watch] = {}
    spells: list[tuple[str, Span]] = []
    told: list[Happening] = []
    steps_until_ms = 0
    for act in acts:
        if isinstance(act, Pin):
            told += _disarm(rules, watches, spells, act.at_ms, cancels=True)
            steps_until_ms = 0
            continue
        steps_until_ms = _present(rules, watches, spells, told, act, steps_until_ms)
    for watch in watches.values():
        told += fate(rules, watch, 1 << 62).told
        spells.append((watch.area, Span(watch.from_ms, 1 << 62)))
    told += _around_the_clock(rules, spells)
    told += _silenced(rules, acts)
    yield from told
    yield from _restores(rules, told)


def _present(
    rules: Rules, watches: dict[str, Watch], spells: list[tuple[str, Span]], told: list[Happening], tag: Tag, until_ms: int
) -> int:
    """A tag is presented. Gives the instant until which the next one steps the mode."""
    at = tag.at_ms
    if not watches:
        return _arm(rules, watches, told, "total", at)
    disturbed = any(fate(rules, watch, at).phase in ("entry", "alarm") for watch in watches.values())
    if at < until_ms and not disturbed:
        first = next(watch for area in rules.areas for watch in watches.values() if watch.area == area)
        return _arm(rules, watches, told, _after(first.mode, rules, watches), at)
    if not rules.needs_pin:
        told += _disarm(rules, watches, spells, at, cancels=rules.tag_cancels)
    return 0


def _after(mode: str, rules: Rules, watches: Mapping[str, Watch]) -> str:
    """The next mode that any of the armed areas offers."""
    following = [STEPS[(STEPS.index(mode) + n) % len(STEPS)] for n in range(1, len(STEPS) + 1)]
    return next(step for step in following if any(step in rules.areas[area] for area in watches))


def _arm(rules: Rules, watches: dict[str, Watch], told: list[Happening], mode: str, at_ms: int) -> int:
    chosen = [area for area, modes in rules.areas.items() if mode in modes]
    busy = [area for area in chosen if area in watches and fate(rules, watches[area], at_ms).phase in ("entry", "alarm")]
    changed = [area for area in chosen if area not in watches or watches[area].mode != mode]
    if not chosen or busy or any(_blocks(rules, zone, mode, at_ms) for zone in rules.zones if zone.area in changed):
        told.append(Happening(at_ms, "area.arm_refused", area=chosen[0] if chosen else "", mode=mode))
        return 0
    for area in changed:
        old = ""
        if area in watches:
            before = fate(rules, watches[area], at_ms)
            told += before.told
            old = watches[area].mode if before.phase == "armed" else watches[area].old
        watches[area] = Watch(area, mode, at_ms, at_ms + rules.exit_ms, old)
    return at_ms + TAG_STEP_MS


def _blocks(rules: Rules, zone: Zone, mode: str, at_ms: int) -> bool:
    if not zone.is_open(at_ms) or not zone.is_live(mode) or zone.kind == "hold_up":
        return False
    return zone.kind not in ROUTE or rules.exit_ms == 0


def _disarm(
    rules: Rules, watches: dict[str, Watch], spells: list[tuple[str, Span]], at_ms: int, *, cancels: bool
) -> list[Happening]:
    told = []
    for area in list(watches):
        watch = watches.pop(area)
        became = fate(rules, watch, at_ms)
        told += became.told
        told.append(Happening(at_ms, "area.disarmed", area=area, mode=watch.mode))
        if cancels and _cancellable(became.raised, at_ms, rules.cancel_ms):
            told.append(Happening(at_ms, "alarm.cancelled", area=area))
        spells.append((area, Span(watch.from_ms, at_ms)))
    return told


def _cancellable(raised: Iterable[int], at_ms: int, window_ms: int) -> bool:
    """Is a window open? The first alarm opens one; those inside it neither prolong it nor open another."""
    closes_ms = 0
    for alarm_ms in raised:
        if alarm_ms >= closes_ms:
            closes_ms = alarm_ms + window_ms
    return at_ms < closes_ms


# one watch ----------------------------------------------------------------------------------------


def fate(rules: Rules, watch: Watch, until_ms: int) -> Fate:
    """What a watch comes to until just before the act at ``until_ms``."""
    became = Fate()
    mine = [zone for zone in rules.zones if zone.area == watch.area and zone.is_live(watch.mode)]
    # While an exit delay replaces an armed mode, what that mode watched off the way out stays watched.
    leaving = [z for z in rules.zones if z.area == watch.area and (z.is_live(watch.mode) or z.is_live(watch.old))]
    first = _first(leaving, ("instant", "tamper"), watch.from_ms, min(watch.exit_ms, until_ms))
    if first is not None:
        at = _alarm(rules, became, mine, Cause(*first, first[1].kind), until_ms)
    elif watch.exit_ms > until_ms:
        return became
    else:
        at = _end_exit(rules, became, mine, watch, until_ms)
    while at is not None:
        at = _armed(rules, became, mine, at, until_ms)
    return became


def _first(zones: Iterable[Zone], kinds: Sequence[str], from_ms: int, to_ms: int) -> tuple[int, Zone] | None:
    openings = [(opening, zone) for zone in zones if zone.kind in kinds for opening in zone.between(from_ms, to_ms)[:1]]
    return min(openings, key=lambda one: one[0], default=None)


def _end_exit(rules: Rules, became: Fate, mine: list[Zone], watch: Watch, until_ms: int) -> int | None:
    became.phase = "armed"
    became.told.append(Happening(watch.exit_ms, "area.armed", area=watch.area, mode=watch.mode))
    doors = [zone for zone in mine if zone.kind == "entry_exit" and zone.is_open(watch.exit_ms)]
    if doors:
        soonest = min(doors, key=lambda zone: zone.entry_ms)
        return _entry(rules, became, mine, watch.exit_ms, soonest, until_ms, exit_error=True)
    return watch.exit_ms


def _armed(rules: Rules, became: Fate, mine: list[Zone], from_ms: int, until_ms: int) -> int | None:
    """From the armed phase to the end of the next alarm; None: nothing more until the end."""
    became.phase = "armed"
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
    became.told.append(Happening(at, _kind(zone), zone.area, zone.id, cause.why, exit_error=cause.exit_error))
    ends_ms = at + rules.siren_ms
    for other in mine:
        for opening in other.between(at, min(ends_ms, until_ms)):
            itself = other is zone and opening == (cause.began_ms or at)
            if other.kind in (*ROUTE, "instant", "tamper") and not itself:
                word = "during_alarm" if other.kind == "entry_exit" else other.kind
                became.told.append(Happening(opening, _kind(other), other.area, other.id, word))
    return ends_ms if ends_ms <= until_ms else None


def _kind(zone: Zone) -> str:
    return {"tamper": TAMPER, "fire": FIRE, "hold_up": HOLD_UP}.get(zone.kind, INTRUSION)


# whatever the mode --------------------------------------------------------------------------------


def _around_the_clock(rules: Rules, spells: Sequence[tuple[str, Span]]) -> Iterator[Happening]:
    """Fire and hold-up always; a tamper of an area nobody watches (one that is watched raises its alarm)."""
    for zone in rules.zones:
        watched = [span for area, span in spells if area == zone.area]
        for at in zone.opened:
            told_by_watch = zone.kind == "tamper" and any(span.start_ms <= at < span.end_ms for span in watched)
            if zone.kind in ALWAYS and not told_by_watch:
                yield Happening(at, _kind(zone), zone.area, zone.id, zone.kind)


def _silenced(rules: Rules, acts: Sequence[Act]) -> Iterator[Happening]:
    """A code silences fire: every detector still open, once until the next one opens."""
    fires = [zone for zone in rules.zones if zone.kind == "fire"]
    heard_ms = 0
    for pin in (act for act in acts if isinstance(act, Pin)):
        ringing = [zone for zone in fires if zone.is_open(pin.at_ms)]
        if ringing and any(zone.between(heard_ms, pin.at_ms) for zone in fires):
            heard_ms = pin.at_ms
            yield from (Happening(pin.at_ms, "alarm.silenced", zone.area, zone.id, "silenced_by_user") for zone in ringing)


def _restores(rules: Rules, told: Iterable[Happening]) -> Iterator[Happening]:
    """One restore for each alarm of a zone: at once when it is closed again already, else when it closes."""
    by_id = {zone.id: zone for zone in rules.zones}
    over = {
        (_restored_ms(by_id[one.zone], one.at_ms), one.kind, one.area, one.zone) for one in told if one.kind in ALARMS
    }
    for at, kind, area, zone in sorted(over):
        yield Happening(at, kind.replace("alarm.", "restore."), area, zone)


def _restored_ms(zone: Zone, alarm_ms: int) -> int:
    index = bisect_left(zone.opened, alarm_ms + 1) - 1
    return max(alarm_ms, zone.closed[index])
