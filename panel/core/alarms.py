"""How an alarm is told: counted, confirmed, held back if the profile says so, remembered, restored."""

from msgspec.structs import replace

from panel.core.names import Bypass, Phase, Profile, ReportKind, Trial
from panel.core.reports import Report
from panel.core.state import FirstAlarm, Latch, Memory, Sound, ZoneState
from panel.core.turn import Cause, Turn, zone_plan
from zones.kinds import BY_MODE, EXIT_ROUTE, LIFE_SAFETY, NEVER_SWINGS, Kind, Level

ALARM_OF = {
    Kind.ENTRY_EXIT: ReportKind.INTRUSION,
    Kind.FOLLOWER: ReportKind.INTRUSION,
    Kind.INSTANT: ReportKind.INTRUSION,
    Kind.INTRUDER_24H: ReportKind.INTRUSION,
    Kind.TAMPER: ReportKind.TAMPER,
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
RESTORE_OF = {alarm: ReportKind(alarm.value.replace("alarm.", "restore.")) for alarm in ALARM_OF.values()}
SOUND_OF = {
    ReportKind.FIRE: Sound.FIRE,
    ReportKind.GAS: Sound.GAS,
    ReportKind.CARBON_MONOXIDE: Sound.CARBON_MONOXIDE,
    ReportKind.PANIC: Sound.PANIC,
    ReportKind.SOS: Sound.PANIC,
    ReportKind.MEDICAL: Sound.MEDICAL,
    ReportKind.WATER: Sound.TECHNICAL,
    ReportKind.FREEZE: Sound.TECHNICAL,
    ReportKind.HEAT: Sound.TECHNICAL,
    ReportKind.HUMIDITY: Sound.TECHNICAL,
    ReportKind.TECHNICAL: Sound.TECHNICAL,
}
BREAK_INS = frozenset({ReportKind.INTRUSION, ReportKind.TAMPER})

# What a profile holds back: the report of a burglary and what belongs to it. Tampers, fires and calls for help never.
HELD = frozenset({ReportKind.INTRUSION, ReportKind.RESTORE_INTRUSION, ReportKind.CONFIRMED, ReportKind.UNVERIFIED})

# Somebody's life may hang on it: flagged as a test only if whoever tests has named it.
TO_BE_NAMED = frozenset(
    {
        ReportKind.HOLD_UP,
        ReportKind.DURESS,
        ReportKind.SOS,
        ReportKind.PANIC,
        ReportKind.MEDICAL,
        *(ALARM_OF[kind] for kind in LIFE_SAFETY),
    }
)


def kind_of_alarm(turn: Turn, zone: int) -> tuple[ReportKind, str]:
    """The alarm a zone raises and the word for why; wires that were cut or bridged are a tamper."""
    plan = turn.plan.zones[zone]
    if turn.zones[zone].level is Level.TAMPER:
        return ReportKind.TAMPER, Kind.TAMPER.value
    return ALARM_OF[plan.kind], plan.kind.value


# trials -------------------------------------------------------------------------------------------


def is_flagged(turn: Turn, kind: ReportKind) -> bool:
    """Is an alarm of this kind part of the test that runs?"""
    trial = turn.rest.trial
    if trial is None:
        return False
    if trial.trial is Trial.SERVICE:
        return kind is ReportKind.TAMPER
    return kind not in TO_BE_NAMED or kind in trial.named


def is_muted(turn: Turn, kind: ReportKind) -> bool:
    """Flagged, and without its siren: who walks through the house makes no noise; a station test does."""
    trial = turn.rest.trial
    return trial is not None and trial.trial is not Trial.STATION and is_flagged(turn, kind)


# telling ------------------------------------------------------------------------------------------


def tell_alarm(turn: Turn, zone: int, kind: ReportKind, why: str, *, exit_error: bool = False) -> None:
    """Reports a zone's alarm, and its restore at once when it is already secure again."""
    plan, told, area = turn.plan.zones[zone], turn.zones[zone].alarms, turn.area_of(zone)
    turn.set_zone(zone, alarms=told if kind in told else (*told, kind))
    recent = kind is ReportKind.INTRUSION and turn.areas[area].recent_until_ms is not None
    send(
        turn,
        area,
        Report(
            kind=kind,
            at_ms=turn.now,
            area=plan.area,
            zone=plan.id,
            why=why,
            exit_error=exit_error,
            recent_close=recent,
            trial=is_flagged(turn, kind),
        ),
    )
    if kind in BREAK_INS and not is_flagged(turn, kind):
        _confirm(turn, zone)
        _count(turn, zone)
    if turn.zones[zone].level is Level.SECURE:
        tell_restore(turn, zone)


def tell_restore(turn: Turn, zone: int) -> None:
    """Reports that a zone is secure again, once for each alarm it was reported with."""
    plan, told = turn.plan.zones[zone], turn.zones[zone].alarms
    assert told, "a restore without an alarm"
    turn.set_zone(zone, alarms=())
    for kind in told:
        flagged = is_flagged(turn, kind)
        report = Report(kind=RESTORE_OF[kind], at_ms=turn.now, area=plan.area, zone=plan.id, trial=flagged)
        send(turn, turn.area_of(zone), report)
        _unlatch(turn, kind)


def send(turn: Turn, area: int, report: Report) -> None:
    """Tells it, or puts it with what is held back."""
    state = turn.areas[area]
    waits = report.kind in HELD and state.hold_until_ms is not None
    if report.kind is ReportKind.RESTORE_INTRUSION:  # of an alarm that was told before it is owed now
        waits = waits and any(one.zone == report.zone for one in state.held)
    if waits:
        turn.set_area(area, held=(*state.held, report))
    else:
        turn.reports.append(report)


def _confirm(turn: Turn, zone: int) -> None:
    """A second, different zone in alarm while armed: not one who came home and was too slow."""
    plan, area, first = turn.plan.zones[zone], turn.area_of(zone), turn.rest.first_alarm
    if turn.rest.confirmed or turn.areas[area].phase is Phase.IDLE or turn.plan.confirm_ms == 0:
        return
    if first is None:
        turn.set(first_alarm=FirstAlarm(plan.id, turn.now + turn.plan.confirm_ms))
    elif first.zone != plan.id and not (turn.areas[area].entered and plan.kind in EXIT_ROUTE):
        turn.set(first_alarm=None, confirmed=True)
        both = (first.zone, plan.id)
        report = Report(kind=ReportKind.CONFIRMED, at_ms=turn.now, area=plan.area, zone=plan.id, zones=both)
        send(turn, area, report)


def forget_confirmation(turn: Turn) -> None:
    """Somebody disarmed: what alarms next is another story."""
    if turn.rest.first_alarm is not None or turn.rest.confirmed:
        turn.set(first_alarm=None, confirmed=False)


def _count(turn: Turn, zone: int) -> None:
    """Swinger shutdown: a zone that alarms again and again in one arming period is left out for its rest."""
    plan, state = turn.plan.zones[zone], turn.zones[zone]
    if plan.kind in NEVER_SWINGS or plan.swinger_limit == 0 or not plan.bypassable:
        return
    count = min(state.count + 1, plan.swinger_limit)
    turn.set_zone(zone, count=count)
    begin_period(turn, zone)
    if count >= plan.swinger_limit and state.bypass is Bypass.NONE:
        turn.set_zone(zone, bypass=Bypass.SWINGER)
        turn.report(ReportKind.SWINGER, area=plan.area, zone=plan.id)


def begin_period(turn: Turn, zone: int) -> None:
    """A 24-hour zone counts by the day where nobody arms; the others by arming periods."""
    plan, state = turn.plan.zones[zone], turn.zones[zone]
    if plan.kind not in BY_MODE and state.period_until_ms is None:
        turn.set_zone(zone, period_until_ms=turn.now + turn.plan.period_ms)


# holding back -------------------------------------------------------------------------------------


def hold_back(turn: Turn, area: int, kind: ReportKind, entry_until_ms: int | None) -> bool:
    """From now on the area's burglary reports wait, if the profile says so; says whether that is new.

    ``entry_until_ms``: the end of the entry out of which the alarm came, None outside one.
    """
    profile, hold_ms = turn.plan.profile, turn.plan.hold_ms
    if turn.areas[area].hold_until_ms is not None or hold_ms == 0:
        return False
    if profile is Profile.EN and entry_until_ms is not None:
        turn.set_area(area, hold_until_ms=max(turn.now + hold_ms, entry_until_ms))
        return True
    if profile is Profile.CP01 and kind is ReportKind.INTRUSION:
        turn.set_area(area, hold_until_ms=turn.now + hold_ms)
        return True
    return False


def release(turn: Turn, area: int) -> None:
    """Tells what was held back, in its order and with its own instants."""
    held = turn.areas[area].held
    turn.set_area(area, held=(), hold_until_ms=None)
    turn.reports.extend(held)


def withdraw(turn: Turn, area: int) -> tuple[Report, ...]:
    """Forgets what was held back: it was never told, so no restore of it is owed."""
    held = turn.areas[area].held
    turn.set_area(area, held=(), hold_until_ms=None)
    for report in held:
        if report.kind is ReportKind.INTRUSION:
            zone = turn.zone_index(report.zone)
            told = tuple(kind for kind in turn.zones[zone].alarms if kind is not ReportKind.INTRUSION)
            turn.set_zone(zone, alarms=told)
    return held


# memory and sounds --------------------------------------------------------------------------------


def remember(turn: Turn, area: int, zone: int, kind: ReportKind) -> None:
    """Keeps for whoever comes in next what alarmed here, and when first."""
    memory, number = turn.areas[area].memory, turn.plan.zones[zone].id
    if not any(one.zone == number for one in memory):
        turn.set_area(area, memory=(*memory, Memory(number, kind, turn.now)))


def ring(turn: Turn, zone: int) -> bool:
    """May this zone start a siren once more in this arming period? Counts it."""
    state, limit = turn.zones[zone], turn.plan.siren_limit
    if limit == 0:
        return True
    if state.rings >= limit:
        return False
    turn.set_zone(zone, rings=state.rings + 1)
    begin_period(turn, zone)
    return True


def latch(turn: Turn, kind: ReportKind, *, by_hand: bool = False) -> None:
    """Sounds beside the phases. What sounds already is not prolonged; only panic ends by itself."""
    sound = SOUND_OF[kind]
    others = tuple(one for one in turn.rest.latches if one.sound is not sound)
    old = next((one for one in turn.rest.latches if one.sound is sound), None)
    until_ms = turn.now + turn.plan.siren_ms if sound is Sound.PANIC else None
    new = Latch(sound, by_hand, until_ms) if old is None else replace(old, by_hand=old.by_hand or by_hand)
    turn.set(latches=tuple(sorted((*others, new), key=lambda one: one.sound)))


def unlatch(turn: Turn, sound: Sound) -> None:
    """It sounds no longer."""
    turn.set(latches=tuple(one for one in turn.rest.latches if one.sound is not sound))


def sounds_of(zone: ZoneState) -> set[Sound]:
    """The sounds of the alarms that are owed a restore."""
    return {SOUND_OF[kind] for kind in zone.alarms if kind in SOUND_OF}


def _unlatch(turn: Turn, restored: ReportKind) -> None:
    """The last zone of its sound is restored. A call for help goes on: its button springs back at once."""
    sound = SOUND_OF.get(restored)
    if sound in (None, Sound.PANIC, Sound.MEDICAL):
        return
    owed = any(sound in sounds_of(zone) for zone in turn.zones)
    latched = next((one for one in turn.rest.latches if one.sound is sound), None)
    if latched is not None and not owed and not latched.by_hand:
        unlatch(turn, latched.sound)


def sounding_zone(turn: Turn, cause: Cause) -> ReportKind:
    """The alarm of a zone that has a sound of its own."""
    return ALARM_OF[zone_plan(turn, cause).kind]
