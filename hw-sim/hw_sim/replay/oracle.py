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
from pathlib import Path

from hw_sim.replay.oracle_rules import FOREVER_MS, ROUTE, Rules, Zone, read_rules
from hw_sim.replay.oracle_watch import FIRE, HOLD_UP, INTRUSION, TAMPER, Fate, Watch, fate, kind_of
from hw_sim.replay.plain import Act, Active, Happening, Pin, Planted, Sensor, Span

ALARMS = (INTRUSION, TAMPER, FIRE, HOLD_UP)
STEPS = ("total", "partial", "night")
TAG_STEP_MS = 3_000
DAY_MS = 86_400_000
BEGINNING_MS = -(1 << 62)


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


# whatever the mode --------------------------------------------------------------------------------


def _around_the_clock(rules: Rules) -> Iterator[Happening]:
    """Fire and hold-up, whoever watches and however often."""
    for zone in rules.zones:
        if zone.kind in ("fire", "hold_up"):
            yield from (Happening(at, kind_of(zone), zone.area, zone.id, zone.kind) for at in zone.opened)


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
