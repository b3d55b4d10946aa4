"""Rules about what is left out, counted and muted: bypasses, swingers, warm-up, silence, sounds beside the phases."""

# ruff: noqa: SIM102 - first the situation, then what is wrong with it: two questions, two ifs

from hw_sim.model.edge import (
    BREAK_INS,
    BY_MODE,
    MODES,
    NEW,
    OWN_ALARM,
    PHASES,
    SOUNDS,
    TRIPPING,
    TRIPS,
    ZONE_ALARMS,
    ZONES,
    Edge,
    Rules,
    is_armed,
    is_left_out,
    watched,
)
from panel.core.events import (
    ArmRequested,
    Booted,
    BypassRequested,
    DisarmRequested,
    HelpCalled,
    TimePassed,
    ZoneChanged,
)
from panel.core.names import Bypass, Help, Phase, ReportKind, Role, Status
from panel.core.outputs import Tone
from panel.core.state import Sound
from zones.kinds import Kind, Level

RULES = Rules()
CALLS_FOR_HELP = (Kind.FIRE, Kind.GAS, Kind.CARBON_MONOXIDE, Kind.HOLD_UP, Kind.PANIC, Kind.MEDICAL)
SOUND_OF = {
    Kind.FIRE: Sound.FIRE,
    Kind.GAS: Sound.GAS,
    Kind.CARBON_MONOXIDE: Sound.CARBON_MONOXIDE,
    Kind.PANIC: Sound.PANIC,
    Kind.MEDICAL: Sound.MEDICAL,
    **dict.fromkeys((Kind.WATER, Kind.FREEZE, Kind.HEAT, Kind.HUMIDITY, Kind.TECHNICAL), Sound.TECHNICAL),
}


# bypass -------------------------------------------------------------------------------------------


@RULES.after(ZoneChanged, about=(TRIPS,))
def what_is_left_out_makes_no_alarm(edge: Edge) -> str | None:
    """Bypassed, muted, or warming up: it is known to be, it was told, and it alarms nobody."""
    for trip in edge.trips:
        out = is_left_out(edge.before.zones[trip.zone]) and is_left_out(edge.after.zones[trip.zone])
        if out and edge.told(*ZONE_ALARMS, zone=trip.zone):
            return f"zone {trip.plan.id} is left out and alarmed"
    return None


@RULES.about(ZONES)
def a_zone_is_left_out_only_by_somebody_entitled_or_by_its_own_chatter(edge: Edge) -> str | None:
    """By a request, by forcing, by a programme over what it may; told each time with the zone."""
    for index, (was, now) in enumerate(zip(edge.before.zones, edge.after.zones, strict=True)):
        if now.bypass is was.bypass or now.bypass is Bypass.NONE:
            continue
        plan = edge.plan.zones[index]
        kind = ReportKind.SWINGER if now.bypass is Bypass.SWINGER else ReportKind.BYPASSED
        if not plan.bypassable or plan.kind is Kind.HOLD_UP:
            return f"zone {plan.id} must never be left out and is {now.bypass}"
        if len(edge.told(kind, zone=index)) != 1:
            return f"zone {plan.id} is {now.bypass} and nobody was told"
        forced = isinstance(edge.event, ArmRequested) and bool(edge.event.force)
        asked = isinstance(edge.event, BypassRequested) and edge.event.zone == plan.id
        by_programme = edge.before.countdown is not None and plan.auto_force
        if now.bypass is not Bypass.SWINGER and not (forced or asked or by_programme):
            return f"zone {plan.id} is {now.bypass} by {type(edge.event).__name__}"
    return None


@RULES.about(ZONES)
def a_bypass_lasts_as_long_as_it_was_meant_to(edge: Edge) -> str | None:
    """Once and muted: until the arming period ends, over restarts and alarms. Isolated: until it is lifted."""
    for index, (was, now) in enumerate(zip(edge.before.zones, edge.after.zones, strict=True)):
        plan = edge.plan.zones[index]
        if was.bypass is Bypass.NONE or now.bypass is was.bypass:
            continue
        asked = isinstance(edge.event, BypassRequested) and edge.event.zone == plan.id
        area = next(i for i, _, _ in edge.areas if edge.name(i) == plan.area)
        ended = is_armed(edge.before.areas[area]) and not is_armed(edge.after.areas[area])
        day_over = was.period_until_ms is not None and was.period_until_ms <= edge.now_ms and plan.kind not in BY_MODE
        rebooted = isinstance(edge.event, Booted) and was.period_until_ms is not None
        ends = (ended or day_over or rebooted) and was.bypass is not Bypass.ISOLATED
        if now.bypass is Bypass.NONE and not asked and not ends:
            return f"zone {plan.id} was {was.bypass} and is in again by {type(edge.event).__name__}"
        if now.bypass is Bypass.NONE and not edge.told(ReportKind.UNBYPASSED, zone=index):
            return f"zone {plan.id} is in again and nobody was told"
    return None


@RULES.after(DisarmRequested, about=(MODES,))
def a_disarm_takes_every_zone_in_again(edge: Edge) -> str | None:
    """What was left out for one arming period is in when it ends."""
    for index, was, now in edge.areas:
        if is_armed(was) and not is_armed(now):
            for zone, state in zip(edge.plan.zones, edge.after.zones, strict=True):
                if zone.area == edge.name(index) and state.bypass in (Bypass.ONCE, Bypass.SWINGER):
                    return f"zone {zone.id} is still {state.bypass} after the disarm"
    return None


@RULES.after(BypassRequested)
def a_bypass_needs_its_right_and_an_idle_area(edge: Edge) -> str | None:
    """Once by whoever was granted it; isolation by the administrator or an installer who was let in; armed, never."""
    assert isinstance(edge.event, BypassRequested)
    asked, answer = edge.event, edge.step.answers[-1]
    zone = next((i for i, plan in enumerate(edge.plan.zones) if plan.id == asked.zone), None)
    if answer.status is not Status.OK:
        kept = edge.after == edge.before and not edge.step.reports
        return None if kept else "a refused bypass changed something"
    assert zone is not None, "a bypass of a zone that is not there was ok"
    area = next(was for i, was, _ in edge.areas if edge.name(i) == edge.plan.zones[zone].area)
    isolates = Bypass.ISOLATED in (asked.bypass, edge.before.zones[zone].bypass)
    entitled = asked.actor.role is Role.ADMINISTRATOR or _may(edge, asked, isolates=isolates)
    if is_armed(area) or not entitled:
        return f"{asked.actor.id} set {asked.bypass} with the area {area.phase}"
    return None if edge.after.zones[zone].bypass is asked.bypass else "ok, and not done"


def _may(edge: Edge, asked: BypassRequested, *, isolates: bool) -> bool:
    if asked.actor.role is Role.INSTALLER:
        trial = edge.before.trial
        let_in = edge.before.consent_until_ms is not None
        return let_in and (isolates or (trial is not None and trial.trial == "service"))
    return not isolates and asked.actor.role is Role.RESIDENT and "bypass" in asked.actor.granted


@RULES.about(ZONES)
def what_never_sleeps_speaks_when_it_is_in_again(edge: Edge) -> str | None:
    """A 24-hour zone that is tripped when its bypass ends alarms then: the fire it was left out over may still burn."""
    for index, (was, now) in enumerate(zip(edge.before.zones, edge.after.zones, strict=True)):
        if was.bypass is Bypass.NONE or now.bypass is not Bypass.NONE or now.warm_until_ms is not None:
            continue  # not in again
        plan = edge.plan.zones[index]
        speaks = plan.kind in (*OWN_ALARM, Kind.TAMPER, Kind.INTRUDER_24H)
        if speaks and now.level in TRIPPING and not edge.told(*ZONE_ALARMS, zone=index):
            return f"zone {plan.id} is in again, {now.level}, and silent"
    return None


# swinger and siren limit --------------------------------------------------------------------------


@RULES.about(ZONES, ReportKind.SWINGER)
def a_zone_that_alarms_too_often_is_muted_and_says_so(edge: Edge) -> str | None:
    """At its limit, not before, and never one that calls for help."""
    for index, (was, now) in enumerate(zip(edge.before.zones, edge.after.zones, strict=True)):
        plan, told = edge.plan.zones[index], edge.told(ReportKind.SWINGER, zone=index)
        muted = now.bypass is Bypass.SWINGER and was.bypass is not Bypass.SWINGER
        if bool(told) is not muted and not isinstance(edge.event, DisarmRequested):
            return f"zone {plan.id} went from {was.bypass} to {now.bypass}, told {len(told)}"
        if muted and (now.count < plan.swinger_limit or plan.kind in CALLS_FOR_HELP):
            return f"zone {plan.id} was muted at {now.count} of {plan.swinger_limit}"
        if plan.swinger_limit and now.count >= plan.swinger_limit and now.bypass is Bypass.NONE:
            return f"zone {plan.id} has alarmed {now.count} times and goes on"
    return None


@RULES.about(MODES, ZONES)
def counts_begin_anew_with_an_arming_period(edge: Edge) -> str | None:
    """They grow by alarms alone, and are forgotten when the area goes back to idle."""
    held = [report.zone for i, _, _ in edge.areas for report in edge.fresh_held(i)]
    for index, plan, area, was, now in edge.stirred:
        ended = is_armed(edge.before.areas[area]) and not is_armed(edge.after.areas[area])
        alarms = len(edge.told(*BREAK_INS, zone=index)) + held.count(plan.id)
        if now.count > was.count + alarms or now.rings > was.rings + max(alarms, 1):
            return f"zone {plan.id} counts {now.count} after {was.count} and {alarms} alarms"
        if ended and (now.count or now.rings) and not alarms:
            return f"zone {plan.id} still counts {now.count} after the disarm"
    return None


@RULES.about(PHASES)
def a_zone_starts_so_many_sirens_and_no_more(edge: Edge) -> str | None:
    """After its limit its area alarms quietly: told, remembered, shown, and without noise; another zone sounds."""
    limit = edge.plan.siren_limit
    for index, was, now in edge.areas:
        if not limit or now.phase is not Phase.ALARM or isinstance(edge.event, Booted):
            continue
        began = was.phase is not Phase.ALARM
        alarmed = edge.told(*BREAK_INS, area=index)
        if began and alarmed:
            first = next(i for i, zone in enumerate(edge.plan.zones) if zone.id == alarmed[0].zone)
            spent = edge.before.zones[first].rings >= limit
            others = any(edge.after.zones[i].rings > edge.before.zones[i].rings for i in range(len(edge.plan.zones)))
            if spent and not now.quiet and not others:
                return f"zone {alarmed[0].zone} started a siren after {limit}"
            if not spent and now.quiet:
                return f"zone {alarmed[0].zone} has {edge.before.zones[first].rings} of {limit} and is quiet"
    return None


# warm-up and silence ------------------------------------------------------------------------------


@RULES.about(ZONES, ReportKind.BOOTED)
def a_sensor_warms_up_after_a_power_loss_only(edge: Edge) -> str | None:
    """Where it needs to; and 24-hour zones never wait."""
    for index, (was, now) in enumerate(zip(edge.before.zones, edge.after.zones, strict=True)):
        plan = edge.plan.zones[index]
        began = now.warm_until_ms is not None and was.warm_until_ms is None
        lost = isinstance(edge.event, Booted) and not edge.event.powered and plan.warm_up_ms > 0
        if began and not lost:
            return f"zone {plan.id} warms up after {type(edge.event).__name__}"
        if lost and now.warm_until_ms != edge.now_ms + plan.warm_up_ms:
            return f"zone {plan.id} lost its power and warms up until {now.warm_until_ms}"
    return None


@RULES.after(TimePassed, about=(ZONES,))
def a_warm_sensor_that_sees_somebody_alarms(edge: Edge) -> str | None:
    """When its time ends and it is live and tripped, that counts as a trip of that moment."""
    for index, (was, now) in enumerate(zip(edge.before.zones, edge.after.zones, strict=True)):
        plan = edge.plan.zones[index]
        area = next(state for i, state, _ in edge.areas if edge.name(i) == plan.area)
        warm = was.warm_until_ms is not None and now.warm_until_ms is None and was.bypass is Bypass.NONE
        if warm and now.level in TRIPPING and plan.kind is Kind.INSTANT and is_armed(area) and watched(plan, area):
            if not edge.told(*BREAK_INS, zone=index):
                return f"zone {plan.id} is warm, sees somebody, and is silent"
    return None


@RULES.about(MODES, ZONES, ReportKind.ZONE_INACTIVE, ReportKind.RESTORE_ZONE_INACTIVE)
def silence_is_suspect_only_while_disarmed(edge: Edge) -> str | None:
    """A supervised zone that shows no change for its time is told once, and once when it lives again."""
    for index, plan, area, was, now in edge.stirred:
        told, well = (len(edge.told(kind, zone=index)) for kind in (ReportKind.ZONE_INACTIVE, LIVES))
        if was.inactive + told - well != now.inactive:
            return f"zone {plan.id} inactive {was.inactive} to {now.inactive}, told {told}, well {well}"
        state = edge.after.areas[area]
        if now.unseen_at_ms is not None and (is_armed(state) or not plan.supervision_ms):
            return f"zone {plan.id} is watched for silence with its area {state.phase}"
        idle_before = not any(is_armed(state) for _, state, _ in edge.areas)
        if plan.supervision_ms and not is_armed(state) and now.unseen_at_ms is None and not now.inactive:
            if idle_before or not isinstance(edge.event, TimePassed):
                return f"zone {plan.id} is supervised, and nobody watches"
    return None


LIVES = ReportKind.RESTORE_ZONE_INACTIVE


# sounds beside the phases -------------------------------------------------------------------------


@RULES.after(ZoneChanged, about=(TRIPS,))
def each_kind_sounds_as_itself(edge: Edge) -> str | None:
    """Fire, gas, CO, panic, medical and the building: each its own sound at once, whatever the phase."""
    for trip in edge.trips:
        sound = SOUND_OF.get(trip.plan.kind)
        if sound is None or trip.manner is not Level.OPEN or is_left_out(edge.before.zones[trip.zone]):
            continue
        muted = edge.before.trial is not None and edge.before.trial.trial == "walk"
        if not muted and sound not in {latch.sound for latch in edge.after.latches}:
            return f"{trip.plan.kind} tripped and {sound} does not sound"
        if edge.outputs_after.sounder is Tone.OFF and not muted:
            return f"{trip.plan.kind} tripped, and the house is silent"
    return None


@RULES.about(NEW)
def water_and_its_like_never_reach_the_street(edge: Edge) -> str | None:
    """No outside siren for a building or a patient: the siren is for fire, gases, panic and intruders."""
    outside = {latch.sound for latch in edge.after.latches} - {Sound.TECHNICAL, Sound.MEDICAL}
    intruder = any(area.phase is Phase.ALARM or area.latch_until_ms is not None for area in edge.after.areas)
    if edge.outputs_after.siren is not Tone.OFF and not outside and not intruder:
        return f"the siren is {edge.outputs_after.siren} for {[latch.sound for latch in edge.after.latches]}"
    return None


@RULES.about(SOUNDS)
def a_sound_ends_by_a_code_its_end_or_its_time(edge: Edge) -> str | None:
    """Panic alone ends by its time; a call for help by hand and medical only by a code."""
    for latch in edge.before.latches:
        if latch.sound in {one.sound for one in edge.after.latches}:
            continue
        silenced = any(report.detail == latch.sound for report in edge.told(ReportKind.SILENCED))
        in_time = latch.until_ms is not None and (edge.now_ms >= latch.until_ms or isinstance(edge.event, Booted))
        owed = any(
            SOUND_OF.get(zone.kind) is latch.sound and OWN_ALARM[zone.kind] in state.alarms
            for zone, state in zip(edge.plan.zones, edge.after.zones, strict=True)
            if zone.kind in OWN_ALARM
        )
        over = not latch.by_hand and not owed and latch.sound not in (Sound.PANIC, Sound.MEDICAL)
        if not (silenced or in_time or over):
            return f"{latch.sound} stopped by {type(edge.event).__name__}"
    return None


@RULES.after(HelpCalled)
def a_call_for_help_is_heard_at_once_whatever_goes_on(edge: Edge) -> str | None:
    """Told once as what it is, sounding, in every phase; and no mode, phase or timer of an area moves."""
    assert isinstance(edge.event, HelpCalled)
    wanted = {
        Help.SOS: (ReportKind.SOS, Sound.PANIC),
        Help.PANIC: (ReportKind.PANIC, Sound.PANIC),
        Help.FIRE: (ReportKind.FIRE, Sound.FIRE),
        Help.MEDICAL: (ReportKind.MEDICAL, Sound.MEDICAL),
    }[edge.event.help]
    sounds = {latch.sound for latch in edge.after.latches if latch.by_hand}
    if len(edge.told(wanted[0])) != 1 or (wanted[1] not in sounds and edge.before.trial is None):
        return f"{edge.event.help}: told {len(edge.told(wanted[0]))}, sounding {sounds}"
    return "a call for help moved an area" if edge.after.areas != edge.before.areas else None


@RULES.after(ZoneChanged)
def a_chime_is_heard_by_those_at_home_only(edge: Edge) -> str | None:
    """Its area idle and the chime on; or a walk test. Nothing chimes while armed."""
    began = edge.after.chime_until_ms is not None and edge.after.chime_until_ms != edge.before.chime_until_ms
    if not began:
        return None
    walked = edge.before.trial is not None
    for trip in edge.trips:
        at_home = not is_armed(edge.before.areas[trip.area]) and edge.before.chime
        if walked or (at_home and (trip.plan.chime or trip.plan.kind is Kind.CHIME_ONLY)):
            return None
    return f"a chime by {type(edge.event).__name__}"


@RULES.after(ZoneChanged)
def a_keyswitch_works_by_being_turned_and_by_nothing_else(edge: Edge) -> str | None:
    """A fault or a tamper of it never disarms; turned, it disarms what is armed of its own, unless it is left out."""
    assert isinstance(edge.event, ZoneChanged)
    index = next(i for i, zone in enumerate(edge.plan.zones) if zone.id == edge.event.zone)
    plan, was = edge.plan.zones[index], edge.before.zones[index]
    turned = plan.kind is Kind.KEYSWITCH and was.level is Level.SECURE and edge.event.level is Level.OPEN
    turned = turned and was.bypass is Bypass.NONE
    for i, before, after in edge.areas:
        if is_armed(before) is not is_armed(after) and not turned:
            return f"{edge.name(i)} from {before.mode} to {after.mode} by zone {plan.id} {edge.event.level}"
    if turned:
        own = plan.switch_areas or (plan.area,)
        armed = any(is_armed(before) for i, before, _ in edge.areas if edge.name(i) in own)
        if armed and any(is_armed(after) for i, _, after in edge.areas if edge.name(i) in own):
            return "the key was turned and something of its own is still armed"
    return None


@RULES.after(BypassRequested, HelpCalled, about=(MODES, PHASES))
def help_and_bypass_disarm_nothing(edge: Edge) -> str | None:
    """Neither is a way round a code."""
    for index, was, now in edge.areas:
        if now.mode is not was.mode or now.phase is not was.phase:
            return f"{edge.name(index)} went from {was.phase} to {now.phase}"
    return None
