"""Says what must be told, from what happens at the wires and what people do; never from the panel.

A second opinion, so it shares nothing with the first: it imports the standard library and the plain
facts of ``plain.py``, reads the configuration by itself (``oracle_rules.py``), and works otherwise than
the core. The core steps from event to event and keeps a state. Here a whole night lies open like a map:
the openings of every zone are sorted lists, and each question is an interval question ("the first
opening of a live instant zone between the end of the exit delay and the disarm?"). What the two agree
on, neither has from the other.

The rules are those of the guide, in its order: a change counts when it has held for the qualification
time; the exit delay ignores the way out; entry, exit error, alarm and siren time; 24-hour kinds
always; readiness; tags step, codes disarm; the third alarm of a zone in one arming period is its last; a
second zone confirms the first. At one and the same instant time goes first: what is due, is done, then
what happens.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from hw_sim.replay.oracle_rules import FOREVER_MS, ROUTE, Rules, Zone, read_rules
from hw_sim.replay.plain import Act, Active, Happening, Pin, Planted, Sensor, Span

INTRUSION, TAMPER, FIRE, HOLD_UP = "alarm.intrusion", "alarm.tamper", "alarm.fire", "alarm.hold_up"
ALARMS = (INTRUSION, TAMPER, FIRE, HOLD_UP)
STEPS = ("total", "partial", "night")
TAG_STEP_MS = 3_000
DAY_MS = 86_400_000
BEGINNING_MS = -(1 << 62)


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
        self.told.append(Happening(at_ms, _kind(zone), zone.area, zone.id, why, exit_error=exit_error))
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
        self.codes: list[int] = []
        self._rules = rules
        self._watches: dict[str, Watch] = {}
        self._idle_from_ms = dict.fromkeys(rules.areas, BEGINNING_MS)
        self._counts: dict[str, Counter[int]] = {area: Counter() for area in rules.areas}
        self._day_ends_ms: dict[int, int] = {}  # of what a lid has said while nobody watched
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
            self._begin_idle(area, at_ms)
            if cancels and _cancellable(became.raised, at_ms, self._rules.cancel_ms):
                self.told.append(Happening(at_ms, "alarm.cancelled", area=area))

    def leave(self) -> None:
        """Nothing more is done: what is watched stays so for ever."""
        for area in self._rules.areas:
            if area in self._watches:
                self._end(area, FOREVER_MS)
            else:
                self._end_idle(area, FOREVER_MS)

    def _fate(self, area: str, until_ms: int) -> Fate:
        return fate(self._rules, self._watches[area], until_ms, self._counts[area])

    def _end(self, area: str, at_ms: int) -> Fate:
        became = self._fate(area, at_ms)
        self.told += became.told
        self._counts[area] = became.counts
        return became

    def _begin_idle(self, area: str, at_ms: int) -> None:
        """An arming period is over: everything counts again, from nothing."""
        counts, self._counts[area] = self._counts[area], Counter()
        self._idle_from_ms[area] = at_ms
        for zone in self._rules.zones:
            if zone.area != area:
                continue
            self._day_ends_ms.pop(zone.id, None)
            if zone.swinger and counts[zone.id] >= zone.swinger:
                self._take_back(zone, at_ms)

    def _take_back(self, zone: Zone, at_ms: int) -> None:
        """What was left out is in again; a lid that stands open then speaks at once."""
        self.told.append(Happening(at_ms, "zone.unbypassed", zone.area, zone.id))
        if zone.kind == "tamper" and zone.is_open(at_ms):
            self._tell_idle(zone, at_ms)

    def _tell_idle(self, zone: Zone, at_ms: int) -> None:
        became = Fate(counts=self._counts[zone.area])
        became.tell(at_ms, zone, zone.kind)
        self.told += became.told
        self._day_ends_ms.setdefault(zone.id, at_ms + DAY_MS)

    def _end_idle(self, area: str, at_ms: int) -> None:
        """What the lids of an area said that nobody watched, until now; it counts for a day."""
        from_ms, self._idle_from_ms[area] = self._idle_from_ms[area], at_ms
        for zone in (zone for zone in self._rules.zones if zone.area == area and zone.kind == "tamper"):
            for opening in zone.between(from_ms, at_ms):
                self._end_days(zone, opening)
                if self._counts[area][zone.id] < zone.swinger:
                    self._tell_idle(zone, opening)
            self._end_days(zone, at_ms - 1)

    def _end_days(self, zone: Zone, at_ms: int) -> None:
        while (ends_ms := self._day_ends_ms.get(zone.id, FOREVER_MS)) <= at_ms:
            del self._day_ends_ms[zone.id]
            was, self._counts[zone.area][zone.id] = self._counts[zone.area][zone.id], 0
            if was >= zone.swinger:
                self._take_back(zone, ends_ms)

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
        for area in changed:
            if area not in self._watches:
                self._end_idle(area, at_ms)
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
        watched = zone.area in self._watches
        counts = self._fate(zone.area, at_ms).counts if watched else self._counts[zone.area]
        if zone.swinger and counts[zone.id] >= zone.swinger:
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
    told = [*people.told, *_around_the_clock(rules), *_silenced(rules, people.codes)]
    yield from told
    yield from _restores(rules, told)
    yield from _confirmed(rules, people.told)


def _cancellable(raised: Iterable[int], at_ms: int, window_ms: int) -> bool:
    """Is a window open? The first alarm opens one; those inside it neither prolong it nor open another."""
    closes_ms = 0
    for alarm_ms in raised:
        if alarm_ms >= closes_ms:
            closes_ms = alarm_ms + window_ms
    return at_ms < closes_ms


# one watch ----------------------------------------------------------------------------------------


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


def _kind(zone: Zone) -> str:
    return {"tamper": TAMPER, "fire": FIRE, "hold_up": HOLD_UP}.get(zone.kind, INTRUSION)


# whatever the mode --------------------------------------------------------------------------------


def _around_the_clock(rules: Rules) -> Iterator[Happening]:
    """Fire and hold-up, whoever watches and however often."""
    for zone in rules.zones:
        if zone.kind in ("fire", "hold_up"):
            yield from (Happening(at, _kind(zone), zone.area, zone.id, zone.kind) for at in zone.opened)


def _confirmed(rules: Rules, told: Iterable[Happening]) -> Iterator[Happening]:
    """A second, different zone within the window; whoever came in by the door confirms nothing on the way."""
    by_id = {zone.id: zone for zone in rules.zones}
    first: Happening | None = None
    confirmed, watched, entered = False, set[str](), set[str]()
    for one in sorted(told, key=lambda one: one.at_ms):
        if one.kind == "area.armed":
            watched.add(one.area)
        elif one.kind == "alarm.pending":
            entered.add(one.area)
        elif one.kind == "area.disarmed":
            watched.discard(one.area)
            entered.discard(one.area)
            first, confirmed = None, False
        elif one.kind in (INTRUSION, TAMPER) and one.area in watched and not confirmed:
            if first is None or one.at_ms >= first.at_ms + rules.confirm_ms:
                first = one
            elif one.zone != first.zone and not (one.area in entered and by_id[one.zone].kind in ROUTE):
                first, confirmed = None, True
                yield Happening(one.at_ms, "alarm.confirmed", one.area, one.zone)


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
