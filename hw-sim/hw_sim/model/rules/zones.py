"""Rules about zones: who trips is heard, whatever the phase; who is well again is told."""

# ruff: noqa: SIM102 - first the situation, then what is wrong with it: two questions, two ifs

from msgspec.structs import replace

from hw_sim.model.edge import (
    AREAS,
    BREAK_INS,
    BY_MODE,
    HELD,
    INPUTS,
    MEMORY,
    OWN_ALARM,
    RESTORES,
    TRIPPING,
    TRIPS,
    ZONE_ALARMS,
    ZONES,
    Edge,
    Rules,
    Trip,
    is_armed,
    is_left_out,
    levels_after,
    manner_of,
    watched,
)
from panel.core.events import (
    Booted,
    DisarmRequested,
    HelpCalled,
    TagPresented,
    TimePassed,
    ZoneChanged,
)
from panel.core.names import Phase, ReportKind
from panel.core.outputs import Tone, outputs
from panel.core.plan import ZonePlan
from panel.core.reports import Report
from panel.core.state import AreaState
from zones.kinds import Kind, Level

RULES = Rules()


@RULES.after(ZoneChanged, Booted, about=(TRIPS,))
def a_live_instant_zone_alarms_at_once(edge: Edge) -> str | None:
    """In exit, armed, entry or alarm: an intrusion report for that very zone in that step, and siren."""
    for trip in edge.trips:
        area = edge.before.areas[trip.area]
        out = is_left_out(edge.before.zones[trip.zone]) or edge.after.zones[trip.zone].warm_until_ms is not None
        if out or _is_unverified(edge, trip):
            continue  # each has rules of its own
        if trip.plan.kind is Kind.INSTANT and is_armed(area) and watched(trip.plan, area) and trip.manner is Level.OPEN:
            held = [one for one in edge.fresh_held(trip.area) if one.zone == trip.plan.id]
            alarms = [one for one in held if one.kind is ReportKind.INTRUSION]
            if len(edge.told(ReportKind.INTRUSION, zone=trip.zone)) + len(alarms) != 1:
                return f"zone {trip.plan.id} tripped in {area.phase} and was not reported once"
            if edge.after.areas[trip.area].phase is not Phase.ALARM:
                return f"zone {trip.plan.id} tripped in {area.phase} and the area is not in alarm"
            later = edge.plan.siren_delay_ms > 0 or edge.after.areas[trip.area].quiet
            if edge.outputs_after.siren not in (Tone.STEADY, Tone.FIRE) and not later:
                return f"zone {trip.plan.id} tripped in {area.phase} and the siren is {edge.outputs_after.siren}"
    return None


@RULES.after(ZoneChanged, Booted, about=(TRIPS,))
def a_tamper_is_reported_in_every_phase(edge: Edge) -> str | None:
    """A tamper contact, or the wires of any zone: exactly one tamper report, disarmed and exit included."""
    for trip in edge.trips:
        out = is_left_out(edge.before.zones[trip.zone])
        if trip.manner is Level.TAMPER and len(edge.told(ReportKind.TAMPER, zone=trip.zone)) != 1 and not out:
            return f"tamper of zone {trip.plan.id} in {edge.before.areas[trip.area].phase} was not reported once"
    return None


@RULES.after(ZoneChanged, Booted, about=(TRIPS,))
def a_tamper_sounds_as_its_area_and_the_others_stand(edge: Edge) -> str | None:
    """Own area armed: phase alarm. Only another armed: siren, as a latch. All disarmed: the sounder."""
    for trip in edge.trips:
        if trip.manner is not Level.TAMPER or is_left_out(edge.before.zones[trip.zone]) or edge.before.trial:
            continue
        area, shown = edge.after.areas[trip.area], edge.outputs_after
        if is_armed(edge.before.areas[trip.area]):
            if area.phase is not Phase.ALARM:
                return f"tamper in an armed area left it in {area.phase}"
        elif not area.tamper:
            return "tamper in a disarmed area is not latched"
        late = is_armed(edge.before.areas[trip.area]) and edge.plan.siren_delay_ms > 0  # as an intrusion's
        rung = bool(edge.plan.siren_limit) and edge.before.zones[trip.zone].rings >= edge.plan.siren_limit
        spent = area.quiet or rung
        if any(is_armed(now) for now in edge.before.areas) and shown.siren is Tone.OFF and not (spent or late):
            return "tamper while something is armed, and the siren is off"
        if shown.sounder is Tone.OFF and not spent:
            return "tamper, and the sounder is off"
    return None


@RULES.after(ZoneChanged, about=(TRIPS,))
def a_tamper_in_a_disarmed_house_starts_no_siren(edge: Edge) -> str | None:
    """With everything disarmed a tamper is for those at home, not for the street."""
    quiet = not any(is_armed(area) for area in edge.before.areas)
    if quiet and any(trip.manner is Level.TAMPER for trip in edge.trips):
        if edge.outputs_after.siren is not edge.outputs_before.siren:
            return f"the siren went from {edge.outputs_before.siren} to {edge.outputs_after.siren}"
    return None


@RULES.after(ZoneChanged, Booted, about=(TRIPS,))
def fire_and_hold_up_are_reported_in_every_phase(edge: Edge) -> str | None:
    """They are never asleep, and each is reported once as what it is."""
    for trip in edge.trips:
        kind = OWN_ALARM.get(trip.plan.kind)
        if is_left_out(edge.before.zones[trip.zone]):
            continue
        if kind is not None and trip.manner is Level.OPEN and len(edge.told(kind, zone=trip.zone)) != 1:
            return f"{kind} of zone {trip.plan.id} in {edge.before.areas[trip.area].phase} was not reported once"
    return None


@RULES.after(ZoneChanged, Booted, about=(TRIPS,))
def a_fire_rings_fire(edge: Edge) -> str | None:
    """Above every other pattern, and again after an earlier one was silenced."""
    fire = any(
        trip.plan.kind is Kind.FIRE and trip.manner is Level.OPEN and not is_left_out(edge.before.zones[trip.zone])
        for trip in edge.trips
    )
    if edge.before.trial is not None and ReportKind.FIRE in edge.before.trial.named:
        return None
    return "a fire, and the siren does not ring fire" if fire and edge.outputs_after.siren is not Tone.FIRE else None


@RULES.after(ZoneChanged, about=(TRIPS,))
def fire_and_hold_up_touch_no_mode_phase_or_timer(edge: Edge) -> str | None:
    """The phase speaks of intrusion only."""
    for trip in edge.trips:
        if trip.plan.kind in OWN_ALARM and trip.manner is Level.OPEN and edge.after.areas != edge.before.areas:
            return f"{trip.plan.kind} changed an area"
    return None


@RULES.after(ZoneChanged, about=(TRIPS,))
def a_hold_up_shows_nowhere(edge: Edge) -> str | None:
    """Whoever stands beside the victim sees and hears what he would had the device been at rest."""
    for trip in edge.trips:
        if trip.plan.kind is Kind.HOLD_UP and trip.manner is Level.OPEN:
            rest = edge.instead(ZoneChanged(trip.plan.id, Level.SECURE), edge.now_ms).state
            if outputs(edge.plan, rest, edge.now_ms) != edge.outputs_after:
                return f"{outputs(edge.plan, rest, edge.now_ms)} at rest, {edge.outputs_after} with the hold-up"
            if rest.areas != edge.after.areas or rest.tag != edge.after.tag:
                return "the hold-up changed an area or a tag"
    return None


@RULES.after(ZoneChanged, Booted, about=(TRIPS,))
def every_live_zone_that_trips_in_an_alarm_is_reported(edge: Edge) -> str | None:
    """Not the first one only: where a burglar goes is what the police asks."""
    for trip in edge.trips:
        area = edge.before.areas[trip.area]
        if area.phase is Phase.ALARM and edge.after.areas[trip.area].phase is Phase.ALARM:
            held = any(one.zone == trip.plan.id for one in edge.after.areas[trip.area].held)
            speaks = trip.plan.kind not in (Kind.KEYSWITCH, Kind.CHIME_ONLY) or trip.manner is Level.TAMPER
            now_out = edge.after.zones[trip.zone].warm_until_ms is not None
            speaks = speaks and not is_left_out(edge.before.zones[trip.zone]) and not held and not now_out
            if speaks and watched(trip.plan, area) and not edge.told(*ZONE_ALARMS, zone=trip.zone):
                return f"zone {trip.plan.id} tripped during the alarm and nobody was told"
    return None


@RULES.after(ZoneChanged, about=(TRIPS,))
def a_way_in_starts_entry_or_shortens_it(edge: Edge) -> str | None:
    """Armed: entry with this door's delay. In entry: the earlier deadline. In exit and disarmed: nothing."""
    for trip in edge.trips:
        area, after = edge.before.areas[trip.area], edge.after.areas[trip.area]
        if trip.plan.kind is not Kind.ENTRY_EXIT or trip.manner is Level.TAMPER or not watched(trip.plan, area):
            continue
        if is_left_out(edge.before.zones[trip.zone]):
            continue
        mine_ms = edge.now_ms + trip.plan.entry_delay_ms
        if mine_ms == edge.now_ms:  # no delay: the entry begins and runs out in this step, as its own rules say
            continue
        if area.phase is Phase.ARMED and (after.phase, after.until_ms) != (Phase.ENTRY, mine_ms):
            return f"the door of an armed area led to {after.phase} until {after.until_ms}, not entry until {mine_ms}"
        if area.phase is Phase.ENTRY and area.until_ms is not None:
            if (after.phase, after.until_ms) != (Phase.ENTRY, min(mine_ms, area.until_ms)):
                return f"a second door led to {after.phase} until {after.until_ms}"
        if area.phase is Phase.IDLE and after != area:
            return "a door changed an idle area"
        if area.phase is Phase.EXIT and replace(after, until_ms=area.until_ms, exit=area.exit) != area:
            return "a door changed more of an exit than its doors and its end"
    return None


@RULES.after(ZoneChanged, about=(TRIPS,))
def a_follower_follows(edge: Edge) -> str | None:
    """Quiet in exit and entry; armed it alarms, or starts entry where no entry zone is watched."""
    for trip in edge.trips:
        area, after = edge.before.areas[trip.area], edge.after.areas[trip.area]
        if trip.plan.kind is not Kind.FOLLOWER or trip.manner is Level.TAMPER or not watched(trip.plan, area):
            continue
        if _is_unverified(edge, trip) or is_left_out(edge.before.zones[trip.zone]):
            continue
        if area.phase in (Phase.EXIT, Phase.ENTRY, Phase.IDLE) and after != area:
            return f"a follower changed its area in {area.phase}"
        if area.phase is Phase.ARMED and _leads_through(edge, trip.plan.area):
            if after != area:
                return f"a follower on the way from another area's door led to {after.phase}"
            continue
        doors = any(
            z.kind is Kind.ENTRY_EXIT and z.area == trip.plan.area and watched(z, area) and not is_left_out(now)
            for z, now in zip(edge.plan.zones, edge.before.zones, strict=True)
        )
        if area.phase is Phase.ARMED and after.phase is not (Phase.ALARM if doors else Phase.ENTRY):
            return f"a follower in an armed area led to {after.phase}"
    return None


def _is_unverified(edge: Edge, trip: Trip) -> bool:
    """Is it the first of its cross group, told as such or held back?"""
    return any(one.zone == trip.plan.id for one in edge.fresh(trip.area, ReportKind.UNVERIFIED))


def _leads_through(edge: Edge, area: str) -> bool:
    """Does an entry run whose door says that its way leads through this area?"""
    running = [state.entry_zone for _, state, _ in edge.areas if state.phase is Phase.ENTRY]
    return any(zone.id in running and area in zone.entry_areas for zone in edge.plan.zones)


@RULES.after(ZoneChanged, about=(TRIPS,))
def a_zone_that_is_not_watched_changes_no_area(edge: Edge) -> str | None:
    """People are at home and open windows; disarmed they open everything."""
    for trip in edge.trips:
        area = edge.before.areas[trip.area]
        asleep = trip.plan.kind in BY_MODE and (not watched(trip.plan, area) or not is_armed(area))
        if asleep and trip.manner is Level.OPEN and (edge.after.areas != edge.before.areas or edge.told(*ZONE_ALARMS)):
            return f"zone {trip.plan.id} is not watched in {area.mode} and was heard"
    return None


@RULES.about(*ZONE_ALARMS)
def no_alarm_without_its_cause(edge: Edge) -> str | None:
    """A zone's alarm needs its trip, or an entry that ends; nobody's command, tag or trouble makes one."""
    tripped = {trip.plan.id for trip in edge.trips}
    tripped |= {one.zone for one in edge.before.crossed if edge.trips}  # its partner has made it true
    tripped |= {one.zone for _, was, _ in edge.areas for one in was.held}  # it was held back until now
    tripped |= {edge.plan.zones[i].id for i in range(len(edge.plan.zones)) if _in_again(edge, i)}
    for report in edge.told(*ZONE_ALARMS):
        by_hand = isinstance(edge.event, HelpCalled) and not report.zone
        if report.zone not in tripped and not by_hand and not _ends_an_entry(edge, report):
            return f"{report.kind} of zone {report.zone} came of nothing"
    return None


def _in_again(edge: Edge, index: int) -> bool:
    """Was it left out before, and is no longer, be it only until it alarms and is muted anew; or warmed up?"""
    was, now = edge.before.zones[index], edge.after.zones[index]
    warmed = was.warm_until_ms is not None and now.warm_until_ms is None
    lifted = is_left_out(was) and (not is_left_out(now) or bool(edge.told(ReportKind.UNBYPASSED, zone=index)))
    return warmed or lifted


def _ends_an_entry(edge: Edge, report: Report) -> bool:
    """Only time and a restart end an entry with an alarm; the entry may itself be of this step."""
    area = next(i for i in range(len(edge.plan.areas)) if edge.name(i) == report.area)
    began = edge.before.areas[area].phase is Phase.ENTRY or bool(edge.told(ReportKind.PENDING, area=area))
    on_time = isinstance(edge.event, TimePassed | Booted) or edge.now_ms == report.at_ms
    return began and on_time and report.why == "entry_expired"


@RULES.about(ZONES, *ZONE_ALARMS, *RESTORES.values())
def every_alarm_is_restored_once_when_its_zone_is_secure(edge: Edge) -> str | None:
    """What is open with the station is what was reported and not yet restored; secure zones owe nothing."""
    if edge.held_ms:
        return None  # what is held back is not told yet, and its restore neither: rules of their own
    for index, (was, now) in enumerate(zip(edge.before.zones, edge.after.zones, strict=True)):
        told = [report for report in edge.step.reports if report.zone == edge.plan.zones[index].id]
        if was is now and not told:
            continue  # what it owed it owes, and was asked about when it came to be
        owed = list(was.alarms)
        for report in told:
            if report.kind in ZONE_ALARMS and report.kind not in owed:
                owed.append(report.kind)
            for alarm in [kind for kind in owed if RESTORES[kind] is report.kind]:
                owed.remove(alarm)
                break
            else:
                if report.kind in RESTORES.values():
                    return f"{report.kind} of zone {report.zone} without an alarm"
        if sorted(owed) != sorted(now.alarms):
            return f"zone {edge.plan.zones[index].id} owes {owed} and the panel thinks {now.alarms}"
        if now.level is Level.SECURE and owed:
            return f"zone {edge.plan.zones[index].id} is secure and {owed} was not restored"
        if now.level in TRIPPING and edge.told(*(RESTORES[kind] for kind in ZONE_ALARMS), zone=index):
            if not isinstance(edge.event, Booted):
                return f"zone {edge.plan.zones[index].id} is {now.level} and was restored"
    return None


@RULES.about(INPUTS, ZONES)
def a_zone_trips_again_only_after_it_was_secure(edge: Edge) -> str | None:
    """And then always: what is remembered of a trip is cleared by ``secure`` and by nothing else."""
    for index, level in enumerate(levels_after(edge.plan, edge.before, edge.event)):
        was, now = edge.before.zones[index], edge.after.zones[index]
        if was is now and level is was.level:
            continue  # asked about when it came to be
        wanted = set(was.tripped)
        if level is Level.SECURE:
            wanted = set()
        elif not _may_trip(edge.plan.zones[index], level):
            pass
        elif level in TRIPPING and level is not was.level:
            wanted.add(manner_of(edge.plan.zones[index], level))
        elif _in_again(edge, index) and now.tripped and level in TRIPPING:
            wanted = {manner_of(edge.plan.zones[index], level)}  # it counts again, as if it tripped now
        if set(now.tripped) != wanted or now.level is not level:
            return f"zone {edge.plan.zones[index].id} is {now.level}, tripped {now.tripped}, not {sorted(wanted)}"
    return None


def _may_trip(zone: ZonePlan, level: Level) -> bool:
    """A keyswitch is turned, and never trips but by its wires."""
    return zone.kind is not Kind.KEYSWITCH or level is Level.TAMPER


@RULES.about(INPUTS, ZONES, ReportKind.ZONE_FAULT, ReportKind.RESTORE_ZONE_FAULT)
def a_zone_that_cannot_speak_is_told_once_and_makes_no_siren(edge: Edge) -> str | None:
    """A fault, or no reading for its time: alarm-class report and sounder. And once more when it is well."""
    spoken = not edge.kinds.isdisjoint((ReportKind.ZONE_FAULT, ReportKind.RESTORE_ZONE_FAULT))
    for index, (was, now) in enumerate(zip(edge.before.zones, edge.after.zones, strict=True)):
        if was is now and not spoken:
            continue  # asked about when it came to be
        told = len(edge.told(ReportKind.ZONE_FAULT, zone=index))
        well = len(edge.told(ReportKind.RESTORE_ZONE_FAULT, zone=index))
        if was.fault + told - well != now.fault:
            return f"zone {edge.plan.zones[index].id} has fault {now.fault}, told {told} times, well {well} times"
        if now.level is Level.FAULT and not now.fault:
            return f"zone {edge.plan.zones[index].id} reads fault and is taken for well"
        if now.level not in (Level.FAULT, Level.UNKNOWN) and now.fault:
            return f"zone {edge.plan.zones[index].id} reads {now.level} and is taken for faulty"
        if now.level is Level.UNKNOWN and not now.fault and now.unknown_at_ms is None and was.level is not now.level:
            return f"zone {edge.plan.zones[index].id} has no reading and no time by which it must have one"
        if told and not is_left_out(now) and edge.outputs_after.sounder is Tone.OFF:
            return "a fault, and the sounder is off"
    faulted = isinstance(edge.event, ZoneChanged) and edge.event.level in (Level.FAULT, Level.UNKNOWN)
    return (
        "a fault changed the siren" if faulted and edge.outputs_after.siren is not edge.outputs_before.siren else None
    )


@RULES.after(ZoneChanged, about=(AREAS,))
def what_happens_in_one_area_changes_no_other(edge: Edge) -> str | None:
    """Areas are armed on their own, and alarm on their own; a key that is turned works those that it was given."""
    assert isinstance(edge.event, ZoneChanged)
    index = next(i for i, zone in enumerate(edge.plan.zones) if zone.id == edge.event.zone)
    zone, was_level = edge.plan.zones[index], edge.before.zones[index].level
    turned = zone.kind is Kind.KEYSWITCH and was_level is Level.SECURE and edge.event.level is Level.OPEN
    own = (turned and zone.switch_areas) or (zone.area,)
    for index, was, now in edge.areas:
        if edge.name(index) not in own and was != now and not edge.before.crossed:
            return f"zone {edge.event.zone} changed area {edge.name(index)}"
    return None


def _held_zones(area: AreaState) -> set[int]:
    """Zones whose alarm is held back: they are remembered as well, whatever else is."""
    return {one.zone for one in area.held if one.kind in BREAK_INS}


def _is_by_hand(edge: Edge) -> bool:
    """Did somebody who stood at the lamps disarm, by code, tag or key?"""
    if isinstance(edge.event, ZoneChanged):
        kinds = {zone.id: zone.kind for zone in edge.plan.zones}
        return kinds[edge.event.zone] is Kind.KEYSWITCH
    return isinstance(edge.event, DisarmRequested | TagPresented)


@RULES.about(MEMORY, HELD, *BREAK_INS)
def memory_keeps_every_zone_that_alarmed(edge: Edge) -> str | None:
    """Until somebody has seen it: a disarm of an idle area, or the next arming, clears it."""
    muted = edge.before.trial is not None and edge.before.trial.trial != "station"
    for index, was, now in edge.areas:
        if was is now and edge.kinds.isdisjoint(BREAK_INS):
            continue  # asked about when it came to be
        told = edge.fresh(index, *BREAK_INS)
        alarmed = {report.zone for report in told if not (report.trial and muted)}
        acknowledged = _is_by_hand(edge) and not is_armed(was) and not now.memory
        new_period = not is_armed(was) and is_armed(now)
        kept = {one.zone for one in was.memory}
        again = _held_zones(was)
        remembered = {one.zone for one in now.memory} - again
        if not acknowledged and not new_period and remembered != {*kept, *alarmed} - again:
            return f"{edge.name(index)} remembers {now.memory}; it knew {was.memory}, and {alarmed} alarmed"
    return None
