"""What a zone's input means: trips, restores, faults, readings that stay away, and silence that lasts too long."""

from msgspec.structs import replace

from panel.core.actions import fire
from panel.core.alarms import is_muted, kind_of_alarm
from panel.core.arming import doors, watch_for_silence
from panel.core.names import Bypass, Phase, ReportKind, Trial
from panel.core.readiness import is_left_out, is_live
from panel.core.table import Trigger
from panel.core.turn import Cause, Turn
from zones.kinds import BUILDING, LIFE_SAFETY, TRIPPING, Kind, Level

_TRIGGER_OF = {
    Kind.ENTRY_EXIT: Trigger.ENTRY_ROUTE,
    Kind.FOLLOWER: Trigger.FOLLOWER,
    Kind.INSTANT: Trigger.INSTANT,
    Kind.INTRUDER_24H: Trigger.INTRUDER_24H,
    Kind.TAMPER: Trigger.TAMPER,
    Kind.HOLD_UP: Trigger.HOLD_UP,
    Kind.PANIC: Trigger.PANIC,
    Kind.MEDICAL: Trigger.MEDICAL,
    **dict.fromkeys(LIFE_SAFETY, Trigger.LIFE),
    **dict.fromkeys(BUILDING, Trigger.BUILDING),
    Kind.CHIME_ONLY: Trigger.CHIME,
}
# Where one zone of a cross group alone may still be a spider; in an alarm every zone is told.
_CROSSABLE = (
    (Phase.EXIT, Trigger.INSTANT),
    (Phase.ARMED, Trigger.INSTANT),
    (Phase.ENTRY, Trigger.INSTANT),
    (Phase.ARMED, Trigger.FOLLOWER),
    (Phase.EXIT, Trigger.INTRUDER_24H),
    (Phase.ARMED, Trigger.INTRUDER_24H),
    (Phase.ENTRY, Trigger.INTRUDER_24H),
)


def change_level(turn: Turn, zone: int, level: Level) -> None:
    """A zone's input has a new level. The same level again is no news."""
    before = turn.zones[zone].level
    if before is level:
        return
    turn.set_zone(zone, level=level)
    _judge_reading(turn, zone, level)
    _was_seen(turn, zone)
    if level is Level.SECURE:
        _settle(turn, zone)
    elif turn.plan.zones[zone].kind is Kind.KEYSWITCH and level is not Level.TAMPER:
        if before is Level.SECURE and level is Level.OPEN and not is_left_out(turn.zones[zone]):
            turn.switched = zone
    elif level in TRIPPING:
        _trip(turn, zone, _manner(turn.plan.zones[zone].kind, level))


def _settle(turn: Turn, zone: int) -> None:
    """Secure again: it may trip anew, what was told of it is over, and a door of the way out is shut."""
    turn.set_zone(zone, tripped=())
    if turn.zones[zone].alarms:
        fire(turn, turn.area_of(zone), Trigger.RESTORED, Cause(zone=zone))
    if turn.plan.zones[zone].kind is Kind.ENTRY_EXIT and _was_last_open(turn, zone):
        fire(turn, turn.area_of(zone), Trigger.DOOR_SHUT)


def _was_last_open(turn: Turn, zone: int) -> bool:
    out = doors(turn, turn.area_of(zone))
    return zone in out and all(turn.zones[door].level is Level.SECURE for door in out)


def _manner(kind: Kind, level: Level) -> Level:
    """By its wires or by what it watches; to a tamper contact both are one."""
    return Level.TAMPER if Level.TAMPER is level or kind is Kind.TAMPER else Level.OPEN


def _trip(turn: Turn, zone: int, manner: Level) -> None:
    """An open zone alarms again only after it has closed; but wires cut on an open door are news, and so
    is a smoke detector that rings after its wires were touched."""
    tripped = turn.zones[zone].tripped
    if manner in tripped:
        return
    turn.set_zone(zone, tripped=(*tripped, manner))
    trigger = _trigger(turn, zone)
    if trigger is not Trigger.LEFT_OUT:
        _note(turn, zone)
    if _is_first_of_group(turn, zone, trigger):
        trigger = Trigger.CROSSED
    firsts = _partners(turn, zone) if trigger in (Trigger.INSTANT, Trigger.FOLLOWER, Trigger.INTRUDER_24H) else []
    fire(turn, turn.area_of(zone), trigger, Cause(zone=zone))
    for first in firsts:
        _make_true(turn, first)


def _trigger(turn: Turn, zone: int) -> Trigger:
    plan, area = turn.plan.zones[zone], turn.areas[turn.area_of(zone)]
    if is_left_out(turn.zones[zone]):
        return Trigger.LEFT_OUT
    tampered = turn.zones[zone].level is Level.TAMPER
    if (tampered or plan.kind in _TRIED) and is_muted(turn, kind_of_alarm(turn, zone)[0]):
        return Trigger.TRIED
    if tampered:
        return Trigger.TAMPER
    if plan.kind is not Kind.CHIME_ONLY and area.phase is not Phase.IDLE and not is_live(plan, area):
        return Trigger.ASLEEP
    if plan.kind is Kind.FOLLOWER and area.phase is Phase.ARMED and _is_followed(turn, plan.area):
        return Trigger.FOLLOWED
    return _TRIGGER_OF[plan.kind]


# Those that would sound though nothing is armed, and make no noise of a test's own.
_TRIED = (Kind.INTRUDER_24H, Kind.TAMPER)


def _is_followed(turn: Turn, area: str) -> bool:
    """Does an entry run that leads through this area, though its door is in another?"""
    running = {state.entry_zone for state in turn.areas if state.entry_zone}
    return any(zone.id in running and area in zone.entry_areas for zone in turn.plan.zones)


def _note(turn: Turn, zone: int) -> None:
    """A walk test ticks the zone off, with a beep; a door may chime for those at home."""
    plan, trial = turn.plan.zones[zone], turn.rest.trial
    walked = trial is not None and trial.trial is Trial.WALK
    chimes = plan.chime or plan.kind is Kind.CHIME_ONLY
    at_home = turn.areas[turn.area_of(zone)].phase is Phase.IDLE
    if walked or (turn.rest.chime and chimes and at_home and not turn.booting):
        turn.set(chime_until_ms=turn.now + turn.plan.chime_ms)
    if trial is not None and walked and plan.id not in trial.seen:
        turn.set(trial=replace(trial, seen=tuple(sorted((*trial.seen, plan.id)))))


# cross groups -------------------------------------------------------------------------------------


def _is_first_of_group(turn: Turn, zone: int, trigger: Trigger) -> bool:
    """One of two or more live members, and no other of them waits for a second."""
    area = turn.areas[turn.area_of(zone)]
    if (area.phase, trigger) not in _CROSSABLE or not turn.plan.zones[zone].cross_group:
        return False
    return len(_live_members(turn, zone)) > 1 and not _partners(turn, zone)


def _live_members(turn: Turn, zone: int) -> list[int]:
    group = turn.plan.zones[zone].cross_group
    return [
        i
        for i, plan in enumerate(turn.plan.zones)
        if plan.cross_group == group and is_live(plan, turn.areas[turn.area_of(i)]) and not is_left_out(turn.zones[i])
    ]


def _partners(turn: Turn, zone: int) -> list[int]:
    """The places of the zones of its group that have tripped and wait for a second one."""
    group, own = turn.plan.zones[zone].cross_group, turn.plan.zones[zone].id
    waiting = {crossed.zone for crossed in turn.rest.crossed if crossed.zone != own}
    return [i for i, plan in enumerate(turn.plan.zones) if group and plan.cross_group == group and plan.id in waiting]


def _make_true(turn: Turn, zone: int) -> None:
    """The second zone has tripped: the first was an alarm as well, and is told as one."""
    number, area = turn.plan.zones[zone].id, turn.area_of(zone)
    turn.set(crossed=tuple(one for one in turn.rest.crossed if one.zone != number))
    if turn.areas[area].phase is not Phase.IDLE:
        fire(turn, area, Trigger.INSTANT, Cause(zone=zone))


# bypass and arming periods ------------------------------------------------------------------------


def set_bypass(turn: Turn, zone: int, bypass: Bypass) -> None:
    """Leaves a zone out or takes it back in; what never sleeps and is tripped then speaks at once."""
    turn.set_zone(zone, bypass=bypass)
    if bypass is Bypass.NONE:
        reconsider(turn, zone)


def reconsider(turn: Turn, zone: int) -> None:
    """The zone counts again: what it says now is as good as said now."""
    plan, state = turn.plan.zones[zone], turn.zones[zone]
    manner = _manner(plan.kind, state.level)
    turned = plan.kind is Kind.KEYSWITCH and manner is not Level.TAMPER
    if turned or state.level not in TRIPPING or is_left_out(state):
        return
    # Cut wires are news whatever is armed, unless they were told of and are cut still; an open window in a house at
    # peace must not even chime.
    untold = manner is Level.TAMPER and ReportKind.TAMPER not in state.alarms
    if untold or is_live(plan, turn.areas[turn.area_of(zone)]):
        turn.set_zone(zone, tripped=())
        _trip(turn, zone, manner)
    else:
        turn.set_zone(zone, tripped=(manner,))


def end_period(turn: Turn, zone: int) -> None:
    """Its arming period is over: it counts from nothing, and what was left out for the period is in again."""
    plan, state = turn.plan.zones[zone], turn.zones[zone]
    turn.set_zone(zone, count=0, rings=0, period_until_ms=None)
    if state.bypass in (Bypass.ONCE, Bypass.SWINGER):
        turn.report(ReportKind.UNBYPASSED, area=plan.area, zone=plan.id, why="period_ended")
        set_bypass(turn, zone, Bypass.NONE)


# readings -----------------------------------------------------------------------------------------


def _judge_reading(turn: Turn, zone: int, level: Level) -> None:
    """A fault is told at once, a missing reading when it has stayed away for its time."""
    unknown_at_ms = turn.now + turn.plan.unknown_ms if level is Level.UNKNOWN else None
    turn.set_zone(zone, unknown_at_ms=unknown_at_ms)
    if level is not Level.UNKNOWN:
        set_fault(turn, zone, level is Level.FAULT)


def await_reading(turn: Turn, zone: int) -> None:
    """A zone without a reading gets its whole time for one: while the panel was gone nobody could read it."""
    if turn.zones[zone].level is Level.UNKNOWN and not turn.zones[zone].fault:
        turn.set_zone(zone, unknown_at_ms=turn.now + turn.plan.unknown_ms)


def set_fault(turn: Turn, zone: int, fault: bool) -> None:
    """Marks a zone as unable to speak, or as well again, and says so once."""
    if turn.zones[zone].fault is not fault:
        turn.set_zone(zone, fault=fault)
        fire(turn, turn.area_of(zone), Trigger.FAULTED, Cause(zone=zone))


# silence ------------------------------------------------------------------------------------------


def _was_seen(turn: Turn, zone: int) -> None:
    """It lives: whoever was suspected is cleared, and the time for the next sign begins."""
    plan, state = turn.plan.zones[zone], turn.zones[zone]
    if state.inactive:
        turn.set_zone(zone, inactive=False)
        turn.report(ReportKind.RESTORE_ZONE_INACTIVE, area=plan.area, zone=plan.id)
    if turn.areas[turn.area_of(zone)].phase is Phase.IDLE:
        watch_for_silence(turn, zone)


def suspect(turn: Turn, zone: int) -> None:
    """Nobody has passed it for a suspiciously long time: the detector may be covered, or dead."""
    plan = turn.plan.zones[zone]
    turn.set_zone(zone, unseen_at_ms=None, inactive=True)
    turn.report(ReportKind.ZONE_INACTIVE, area=plan.area, zone=plan.id)
