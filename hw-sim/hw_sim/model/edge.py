"""One step of the walk, laid out for the invariants."""

from collections.abc import Callable
from functools import cached_property
from typing import TypeVar

import msgspec

from panel.core.events import Actor, Booted, DisarmRequested, Event, TagPresented, ZoneChanged
from panel.core.names import Bypass, Hours, Mode, Phase, Profile, ReportKind, Source
from panel.core.outputs import Outputs, outputs
from panel.core.plan import Plan, ZonePlan
from panel.core.reports import Report
from panel.core.state import AreaState, State, ZoneState
from panel.core.step import Step, step
from zones.kinds import Kind, Level

# Said here once more and not taken from the core: what is checked must not be the measure.
BY_MODE = (Kind.ENTRY_EXIT, Kind.FOLLOWER, Kind.INSTANT)
AROUND_THE_CLOCK = tuple(kind for kind in Kind if kind not in (*BY_MODE, Kind.CHIME_ONLY))
BY_CODE = (Source.KEYPAD, Source.WEB, Source.HOME, Source.CONSOLE)  # where a code is typed to disarm
ON_THE_WAY_OUT = (Kind.ENTRY_EXIT, Kind.FOLLOWER)
TRIPPING = (Level.OPEN, Level.MASKED, Level.TAMPER)
BREAK_INS = (ReportKind.INTRUSION, ReportKind.TAMPER)
OWN_ALARM = {
    Kind.HOLD_UP: ReportKind.HOLD_UP,
    Kind.PANIC: ReportKind.PANIC,
    Kind.MEDICAL: ReportKind.MEDICAL,
    Kind.FIRE: ReportKind.FIRE,
    Kind.GAS: ReportKind.GAS,
    Kind.CARBON_MONOXIDE: ReportKind.CARBON_MONOXIDE,
    Kind.WATER: ReportKind.WATER,
    Kind.FREEZE: ReportKind.FREEZE,
    Kind.HEAT: ReportKind.HEAT,
    Kind.HUMIDITY: ReportKind.HUMIDITY,
    Kind.TECHNICAL: ReportKind.TECHNICAL,
}
ZONE_ALARMS = (*BREAK_INS, *OWN_ALARM.values())
RESTORES = {alarm: ReportKind("restore." + alarm.value.removeprefix("alarm.")) for alarm in ZONE_ALARMS}


class Trip(msgspec.Struct, frozen=True):
    """A zone that trips: by what it watches (``OPEN``) or by its wires (``TAMPER``)."""

    zone: int  # index
    plan: ZonePlan
    area: int  # index
    manner: Level


Taken = dict[tuple[Event, int], Step]


class Edge:
    """What was, what happened, what came of it.

    ``before`` is canonical: its present instant is 0. ``areas``: (index, before, after) of each area.
    ``try_late``: this event is the one of its state that is also tried after the next deadline.
    ``touched``: what rules can be about; ``kinds``: of the reports told.
    ``taken``: steps from the same state that are known already.
    """

    def __init__(
        self,
        plan: Plan,
        before: State,
        event: Event,
        now_ms: int,
        outcome: Step,
        shown: Outputs,
        *,
        try_late: bool = False,
        new: bool = True,
        taken: Taken | None = None,
    ) -> None:
        self.plan = plan
        self.before = before
        self.event = event
        self.now_ms = now_ms
        self.step = outcome
        self.after = outcome.state
        self.outputs_before = shown
        self.quiet = not outcome.reports and (outcome.state is before or outcome.state == before)
        self.outputs_after = shown if self.quiet and now_ms == 0 else outputs(plan, outcome.state, now_ms)
        self.trips = _trips(plan, before, event)
        self.try_late = try_late
        self._taken: Taken = {} if taken is None else taken
        self.kinds = frozenset([report.kind for report in outcome.reports])
        self.areas: list[tuple[int, AreaState, AreaState]] = [
            (index, was, self.after.areas[index]) for index, was in enumerate(before.areas)
        ]
        self.touched = self._touched(new=new)

    def _touched(self, *, new: bool) -> tuple[str, ...]:
        """What rules can be about, of what this step moved or told; see ``AREAS`` and its like."""
        found = [NEW] if new else []
        if isinstance(self.event, ZoneChanged | Booted):
            found.append(INPUTS)
        if self.trips:
            found.append(TRIPS)
        if self.outputs_after is not self.outputs_before and self.outputs_after != self.outputs_before:
            found.append(OUTPUTS)
        if self.step.answers:
            found.append(ANSWERED)
        if self.quiet:
            return tuple(found)
        if self.kinds:
            found.append(TOLD)
        before, after = self.before, self.after
        found += [piece for piece in PIECES if getattr(after, piece) != getattr(before, piece)]
        for _, was, now in self.areas:
            if was is not now:
                found += [one for one in ASPECTS if getattr(was, one) != getattr(now, one)]
        return (*found, CHANGE)

    def instead(self, event: Event, now_ms: int) -> Step:
        """What another event, or another instant, would have made of the same state."""
        found = self._taken.get((event, now_ms))
        if found is None:
            found = self._taken[event, now_ms] = step(self.plan, self.before, event, now_ms)
        return found

    @cached_property
    def stirred(self) -> list[tuple[int, ZonePlan, int, ZoneState, ZoneState]]:
        """Each zone that moved or whose area was armed or disarmed: place, plan, its area's place, before, after."""
        areas = {area.id: index for index, area in enumerate(self.plan.areas)}
        moved = [was.mode is not now.mode for _, was, now in self.areas]
        places = [areas[zone.area] for zone in self.plan.zones]
        both = zip(self.plan.zones, places, self.before.zones, self.after.zones, strict=True)
        return [(i, *each) for i, each in enumerate(both) if moved[each[1]] or each[2] != each[3]]

    @property
    def held_ms(self) -> int:
        """How long the profile may hold an alarm's report back."""
        return 0 if self.plan.profile is Profile.DIRECT else self.plan.hold_ms

    def told(self, *kinds: ReportKind, area: int | None = None, zone: int | None = None) -> list[Report]:
        """The reports of these kinds, of one area or zone if an index is given."""
        if self.kinds.isdisjoint(kinds):
            return []
        found = [report for report in self.step.reports if report.kind in kinds]
        if area is not None:
            found = [report for report in found if report.area == self.plan.areas[area].id]
        if zone is not None:
            found = [report for report in found if report.zone == self.plan.zones[zone].id]
        return found

    def fresh_held(self, area: int) -> list[Report]:
        """What is held back in an area from this step on; of the same zone it may be the second."""
        was, now = self.before.areas[area].held, self.after.areas[area].held
        if not now:
            return []
        return list(now[len(was) if was and self._holds_on(area) else 0 :])

    def fresh(self, area: int, *kinds: ReportKind) -> list[Report]:
        """What happened in an area now, of these kinds: told, and not only because it was held back, or held back."""
        told = self.told(*kinds, area=area)
        before = self.before.areas[area].held
        if not before and not self.after.areas[area].held:
            return told
        if before and not self._holds_on(area):
            for was_held in before:
                same = (one for one in told if (one.kind, one.zone) == (was_held.kind, was_held.zone))
                released = next(same, None)
                told = [one for one in told if one is not released]
        return told + [one for one in self.fresh_held(area) if one.kind in kinds]

    def _holds_on(self, area: int) -> bool:
        """Is what was held back before this step held back still? It is only ever added to, or ended as a whole."""
        was, now = self.before.areas[area], self.after.areas[area]
        known = [(one.kind, one.zone) for one in was.held]
        same = isinstance(self.event, Booted) or now.hold_until_ms == was.hold_until_ms
        return same and [(one.kind, one.zone) for one in now.held[: len(known)]] == known

    def name(self, area: int) -> str:
        """The area's id."""
        return self.plan.areas[area].id


def levels_after(plan: Plan, before: State, event: Event) -> list[Level]:
    """What each zone's input says after the event."""
    levels = [zone.level for zone in before.zones]
    if isinstance(event, ZoneChanged):
        return [event.level if zone.id == event.zone else now for zone, now in zip(plan.zones, levels, strict=True)]
    if isinstance(event, Booted):
        found = dict(event.levels)
        return [found.get(zone.id, Level.UNKNOWN) for zone in plan.zones]
    return levels


def manner_of(zone: ZonePlan, level: Level) -> Level:
    """By its wires or by what it watches."""
    return Level.TAMPER if zone.kind is Kind.TAMPER or level is Level.TAMPER else Level.OPEN


def _trips(plan: Plan, before: State, event: Event) -> tuple[Trip, ...]:
    if not isinstance(event, ZoneChanged | Booted):
        return ()
    found = []
    for index, (was, level) in enumerate(zip(before.zones, levels_after(plan, before, event), strict=True)):
        if level is was.level or level not in TRIPPING:
            continue
        zone = plan.zones[index]
        if zone.kind is Kind.KEYSWITCH and level is not Level.TAMPER:
            continue  # it is turned, not tripped
        if manner_of(zone, level) not in was.tripped:
            area = next(place for place, one in enumerate(plan.areas) if one.id == zone.area)
            found.append(Trip(index, zone, area, manner_of(zone, level)))
    return tuple(found)


def watched(zone: ZonePlan, area: AreaState) -> bool:
    """Does the area, as it stands, watch the zone?"""
    if zone.kind in AROUND_THE_CLOCK or area.mode in zone.modes:
        return True
    return area.phase is Phase.EXIT and area.old_mode in zone.modes and zone.kind not in ON_THE_WAY_OUT


def is_left_out(zone: ZoneState) -> bool:
    """Bypassed for whatever reason, or its sensor only warms up."""
    return zone.bypass is not Bypass.NONE or zone.warm_until_ms is not None


def is_armed(area: AreaState) -> bool:
    """In whatever armed mode and phase."""
    return area.mode is not Mode.DISARMED


def typed_a_code(plan: Plan, event: Event) -> bool:
    """Does the event count as a valid code where alarms are cancelled?"""
    if isinstance(event, DisarmRequested):
        return event.source in BY_CODE
    return isinstance(event, TagPresented) and plan.tag_cancels


def wants_disarmed(plan: Plan, event: Event) -> tuple[Actor, tuple[str, ...]] | None:
    """Who, and the areas, if the event is one by which somebody may disarm at all, and at this hour."""
    if isinstance(event, DisarmRequested | TagPresented) and event.actor.hours is not Hours.IN:
        return None
    if isinstance(event, DisarmRequested):
        return event.actor, event.areas or tuple(a.id for a in plan.areas if a.id in event.actor.disarm)
    if isinstance(event, TagPresented) and not (event.uid_only and plan.uid_only_needs_pin):
        return event.actor, tuple(a.id for a in plan.areas if a.id in event.actor.disarm)
    return None


Check = Callable[[Edge], str | None]
C = TypeVar("C", bound=Check)

# What a rule is about, besides the kinds of reports that it names. Asked of every step, most rules would have nothing
# to say to most of them: nothing of theirs has moved, and what stands still was judged when it came to be.
AREAS, ZONES, SOUNDS, SLOT, TRIAL, COUNTDOWN = "areas", "zones", "latches", "slot", "trial", "countdown"
CONSENT = "consent_until_ms"
# and of any area
MODES, PHASES, CANCEL_WINDOW, MEMORY, HELD, HOLD = "mode", "phase", "alarmed_at_ms", "memory", "held", "hold_until_ms"
ASPECTS = (MODES, PHASES, CANCEL_WINDOW, MEMORY, HELD, HOLD)
PIECES = (AREAS, ZONES, SOUNDS, SLOT, TRIAL, COUNTDOWN, CONSENT)  # fields of the state
NEW = "new"  # a state that the walk had not met: for rules that look at nothing but it and its outputs
CHANGE = "change"  # anything at all was changed or told
TOLD = "told"  # any report
ANSWERED = "answered"
OUTPUTS = "outputs"  # anything on the wires
TRIPS = "trips"  # a zone
INPUTS = "inputs"  # a level was read


class Invariant(msgspec.Struct, frozen=True):
    """A rule that no step may break. ``check`` says what is wrong, or None.

    ``events``: after which it is asked; empty: after all. ``about``: asked only of a step that touched one of these,
    or told a report of one of these kinds; empty: of every one.
    """

    check: Check
    events: tuple[type, ...] = ()
    about: tuple[str, ...] = ()

    def is_asked(self, event: type, touched: frozenset[str]) -> bool:
        """Has it anything to say after such an event that touched these things and told these kinds?"""
        if self.events and event not in self.events:
            return False
        return not self.about or not touched.isdisjoint(self.about)

    @property
    def name(self) -> str:
        """The rule, in words."""
        return self.check.__name__


class Rules:
    """The invariants of one module, in the order of their writing."""

    def __init__(self) -> None:
        self.all: list[Invariant] = []

    def after(self, *events: type, about: tuple[str, ...] = ()) -> Callable[[C], C]:
        """Marks a function as an invariant that is asked after these events, where they touched what it is about."""

        def keep(check: C) -> C:
            self.all.append(Invariant(check, events, about))
            return check

        return keep

    def about(self, *what: str) -> Callable[[C], C]:
        """Marks one that is asked after any event that touched one of these."""
        return self.after(about=what)
