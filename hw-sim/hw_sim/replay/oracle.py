"""Says what must be told, from what happens at the wires and what people do; never from the panel.

A second opinion, so it shares nothing with the first: it imports the standard library and the plain
facts of ``plain.py``, reads the configuration by itself (``oracle_rules.py``), and works otherwise than
the core. The core steps from event to event and keeps a state. Here a whole night lies open like a map:
the openings of every zone are sorted lists, and each question is an interval question ("the first
opening of a live instant zone between the end of the exit delay and the disarm?"). What the two agree
on, neither has from the other.

The rules are those of the guide, in its order: a change counts when it has held for the qualification
time; the exit delay ignores the way out; entry, exit error, alarm and siren time; 24-hour kinds
always; readiness; tags step, codes disarm. At one and the same instant time goes first: what is due,
is done, then what happens.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hw_sim.replay.oracle_rules import ALWAYS, FOREVER_MS, ROUTE, Rules, Zone, read_rules
from hw_sim.replay.plain import Act, Active, Happening, Pin, Planted, Sensor, Span

INTRUSION, TAMPER, FIRE, HOLD_UP = "alarm.intrusion", "alarm.tamper", "alarm.fire", "alarm.hold_up"
ALARMS = (INTRUSION, TAMPER, FIRE, HOLD_UP)
STEPS = ("total", "partial", "night")
TAG_STEP_MS = 3_000


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
        if one.sensor in zone_of:
            zone = zone_of[one.sensor]
            late = late_ms.get(zone, 0)
            spans.setdefault(zone, []).append(Span(one.span.start_ms + late, one.span.end_ms + late))
    for each in planted:
        spans.setdefault(each.zone, []).append(each.span)
    return tuple(sorted(_all(read_rules(configuration, spans), acts), key=lambda one: one.at_ms))


# people -------------------------------------------------------------------------------------------


class _People:
    """Follows tags and codes from watch to watch. ``codes``: when one was typed."""

    def __init__(self, rules: Rules) -> None:
        self.told: list[Happening] = []
        self.spells: list[tuple[str, Span]] = []
        self.codes: list[int] = []
        self._rules = rules
        self._watches: dict[str, Watch] = {}
        self._steps_until_ms = 0

    def present(self, at_ms: int) -> None:
        """A tag: arms total, steps the mode while it may, else disarms (with its PIN, if it needs one)."""
        steps = at_ms < self._steps_until_ms
        self._steps_until_ms = 0
        if not self._watches:
            self._arm("total", at_ms)
        elif steps and not any(self._fate(area, at_ms).phase in ("entry", "alarm") for area in self._watches):
            self._arm(self._next_mode(), at_ms)
        elif not self._rules.needs_pin:
            self._disarm(at_ms, cancels=self._rules.tag_cancels)

    def type_pin(self, at_ms: int) -> None:
        """A code: disarms everything, whatever it is at, and silences a fire."""
        self.codes.append(at_ms)
        self._disarm(at_ms, cancels=True)

    def _disarm(self, at_ms: int, *, cancels: bool) -> None:
        self._steps_until_ms = 0
        for area in list(self._watches):
            became = self._end(area, at_ms)
            self.told.append(Happening(at_ms, "area.disarmed", area=area, mode=self._watches.pop(area).mode))
            if cancels and _cancellable(became.raised, at_ms, self._rules.cancel_ms):
                self.told.append(Happening(at_ms, "alarm.cancelled", area=area))

    def leave(self) -> None:
        """Nothing more is done: what is watched stays so for ever."""
        for area in self._watches:
            self._end(area, FOREVER_MS)

    def _fate(self, area: str, until_ms: int) -> Fate:
        return fate(self._rules, self._watches[area], until_ms)

    def _end(self, area: str, at_ms: int) -> Fate:
        became = self._fate(area, at_ms)
        self.told += became.told
        self.spells.append((area, Span(self._watches[area].from_ms, at_ms)))
        return became

    def _next_mode(self) -> str:
        """The next mode that any of the armed areas offers; the first of them says what it steps on from."""
        armed = [area for area in self._rules.areas if area in self._watches]
        place = STEPS.index(self._watches[armed[0]].mode) + 1
        return next(
            step for step in (*STEPS[place:], *STEPS[:place]) if any(step in self._rules.areas[area] for area in armed)
        )

    def _arm(self, mode: str, at_ms: int) -> None:
        chosen = [area for area, modes in self._rules.areas.items() if mode in modes]
        changed = [area for area in chosen if area not in self._watches or self._watches[area].mode != mode]
        in_the_way = [zone for zone in self._rules.zones if zone.area in changed and self._blocks(zone, mode, at_ms)]
        if not chosen or in_the_way:
            self.told.append(Happening(at_ms, "area.arm_refused", area=chosen[0] if chosen else "", mode=mode))
            return
        for area in changed:
            old = ""
            if area in self._watches:
                before = self._watches[area]
                old = before.mode if self._end(area, at_ms).phase == "armed" else before.old
            self._watches[area] = Watch(area, mode, at_ms, at_ms + self._rules.exit_ms, old)
        self._steps_until_ms = at_ms + TAG_STEP_MS

    def _blocks(self, zone: Zone, mode: str, at_ms: int) -> bool:
        if not zone.is_open(at_ms) or not zone.is_live(mode) or zone.kind == "hold_up":
            return False
        return zone.kind not in ROUTE or self._rules.exit_ms == 0


def _all(rules: Rules, acts: Sequence[Act]) -> Iterator[Happening]:
    """What the people bring about, and what is told whatever the mode."""
    people = _People(rules)
    for act in acts:
        if isinstance(act, Pin):
            people.type_pin(act.at_ms)
        else:
            people.present(act.at_ms)
    people.leave()
    told = [*people.told, *_around_the_clock(rules, people.spells), *_silenced(rules, people.codes)]
    yield from told
    yield from _restores(rules, told)


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


def _silenced(rules: Rules, codes: Sequence[int]) -> Iterator[Happening]:
    """A code silences fire: every detector still open, once until the next one opens."""
    fires = [zone for zone in rules.zones if zone.kind == "fire"]
    heard_ms = 0
    for at in codes:
        ringing = [zone for zone in fires if zone.is_open(at)]
        if ringing and any(zone.between(heard_ms, at) for zone in fires):
            heard_ms = at
            yield from (Happening(at, "alarm.silenced", zone.area, zone.id, "silenced_by_user") for zone in ringing)


def _restores(rules: Rules, told: Iterable[Happening]) -> Iterator[Happening]:
    """One restore for each alarm of a zone: at once when it is closed again already, else when it closes."""
    by_id = {zone.id: zone for zone in rules.zones}
    over = {(_restored_ms(by_id[one.zone], one), one.kind, one.area, one.zone) for one in told if one.kind in ALARMS}
    for at, kind, area, zone in sorted(over):
        yield Happening(at, kind.replace("alarm.", "restore."), area, zone)


def _restored_ms(zone: Zone, alarm: Happening) -> int:
    # An alarm by time comes before an opening of the same instant; any other alarm is an opening.
    until_ms = alarm.at_ms if alarm.why == "entry_expired" and zone.entry_ms else alarm.at_ms + 1
    return max(alarm.at_ms, zone.closed[bisect_left(zone.opened, until_ms) - 1])
