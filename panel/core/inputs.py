"""What a zone's input means: trips, restores, faults, and readings that stay away."""

from panel.core.actions import fire
from panel.core.names import Phase
from panel.core.readiness import is_live
from panel.core.table import Trigger
from panel.core.turn import Cause, Turn
from zones.kinds import TRIPPING, Kind, Level

_TRIGGER_OF = {
    Kind.ENTRY_EXIT: Trigger.ENTRY_ROUTE,
    Kind.FOLLOWER: Trigger.FOLLOWER,
    Kind.INSTANT: Trigger.INSTANT,
    Kind.TAMPER: Trigger.TAMPER,
    Kind.FIRE: Trigger.FIRE,
    Kind.HOLD_UP: Trigger.HOLD_UP,
}


def change_level(turn: Turn, zone: int, level: Level) -> None:
    """A zone's input has a new level. The same level again is no news."""
    if turn.zones[zone].level is level:
        return
    turn.set_zone(zone, level=level)
    _judge_reading(turn, zone, level)
    if level is Level.SECURE:
        turn.set_zone(zone, tripped=())
        if turn.zones[zone].alarms:
            fire(turn, area_of(turn, zone), Trigger.RESTORED, Cause(zone=zone))
    elif level in TRIPPING:
        _trip(turn, zone, _manner(turn.plan.zones[zone].kind, level))


def _manner(kind: Kind, level: Level) -> Level:
    """By its wires or by what it watches; to a tamper contact both are one."""
    return Level.TAMPER if Level.TAMPER is level or kind is Kind.TAMPER else Level.OPEN


def _trip(turn: Turn, zone: int, manner: Level) -> None:
    """An open zone alarms again only after it has closed; but wires cut on an open door are news, and so
    is a smoke detector that rings after its wires were touched."""
    tripped = turn.zones[zone].tripped
    if manner not in tripped:
        turn.set_zone(zone, tripped=(*tripped, manner))
        fire(turn, area_of(turn, zone), _trigger(turn, zone), Cause(zone=zone))


def _trigger(turn: Turn, zone: int) -> Trigger:
    plan, area = turn.plan.zones[zone], turn.areas[area_of(turn, zone)]
    if turn.zones[zone].level is Level.TAMPER:
        return Trigger.TAMPER
    if area.phase is not Phase.IDLE and not is_live(plan, area):
        return Trigger.ASLEEP
    return _TRIGGER_OF[plan.kind]


def area_of(turn: Turn, zone: int) -> int:
    """The index of a zone's area."""
    name = turn.plan.zones[zone].area
    return next(i for i, area in enumerate(turn.plan.areas) if area.id == name)


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
        fire(turn, area_of(turn, zone), Trigger.FAULTED, Cause(zone=zone))
