"""Who may do what: one table, to be read aloud.

``YES`` and ``NO`` need no more words. ``GRANTED``: when the administrator has said so, for this very person.
The other grants name their condition. A surface asks ``allowed`` and nothing else, so that every surface
gives the same answer (tests/panel/core/test_rights.py tries every cell).
"""

from enum import StrEnum
from typing import assert_never

import msgspec

from panel.core.events import Actor
from panel.core.names import Action, Hours, Role


class Grant(StrEnum):
    """When somebody of a role may do something."""

    YES = "yes"
    NO = "no"
    GRANTED = "granted"
    IN_HOURS = "granted, in their hours"
    IN_HOURS_OR_AFTER = "granted, in their hours and for a while after"
    CONSENTED = "while the administrator's consent lasts"
    IN_SERVICE = "in service mode, while the administrator's consent lasts"
    AFTER_ALARM = "after an alarm; granted, at any time"


class Circumstances(msgspec.Struct, frozen=True):
    """What of the house the table asks for. ``consented``: the administrator has let the installer in; ``service``:
    service mode runs; ``after_alarm``: something alarmed that nobody has acknowledged yet."""

    consented: bool = False
    service: bool = False
    after_alarm: bool = False


_COLUMNS = (Role.RESIDENT, Role.LIMITED, Role.INSTALLER, Role.STATION, Role.SERVICE)
_Y, _N, _G = Grant.YES, Grant.NO, Grant.GRANTED
_C, _S, _A = Grant.CONSENTED, Grant.IN_SERVICE, Grant.AFTER_ALARM

# The administrator may do everything, but not configure: zones, timings and wiring are the installer's to change.
_ROWS: dict[Action, tuple[Grant, Grant, Grant, Grant, Grant]] = {
    #                      resident  limited                  installer  station  home link
    Action.SEE_STATE: (_Y, _Y, _C, _Y, _Y),
    Action.ARM: (_G, Grant.IN_HOURS_OR_AFTER, _N, _G, _Y),
    Action.FORCE: (_G, _N, _N, _N, _N),
    Action.DISARM: (_G, Grant.IN_HOURS, _N, _N, _G),
    Action.CALL_HELP: (_Y, _Y, _Y, _N, _Y),
    Action.BYPASS: (_G, _N, _S, _N, _N),
    Action.ISOLATE: (_N, _N, _C, _N, _N),
    Action.TRIAL: (_N, _N, _C, _N, _N),
    Action.STATION_TEST: (_N, _N, _C, _Y, _N),
    Action.REQUEST_IMAGE: (_G, _N, _N, _A, _G),
    Action.SEE_IMAGES: (_G, _N, _N, _A, _G),
    Action.SEE_HISTORY: (_G, _Y, _C, _Y, _N),
    Action.PEOPLE: (_N, _N, _N, _N, _N),
    Action.SCHEDULES: (_G, _N, _N, _N, _N),
    Action.CONFIGURE: (_N, _N, _C, _N, _N),
    Action.CONSENT: (_N, _N, _N, _N, _N),
    Action.LISTEN_IN: (_G, _N, _N, _A, _N),
    Action.ENROL: (_N, _N, _N, _N, _N),
    Action.BACK_UP: (_N, _N, _C, _N, _N),
    Action.HAND_OVER: (_N, _N, _N, _N, _N),
}
_NOT_THE_ADMINISTRATORS = (Action.CONFIGURE,)


def grant(role: Role, action: Action) -> Grant:
    """The cell of the table."""
    if role is Role.ADMINISTRATOR:
        return Grant.NO if action in _NOT_THE_ADMINISTRATORS else Grant.YES
    return _ROWS[action][_COLUMNS.index(role)]


def allowed(actor: Actor, action: Action, at: Circumstances) -> bool:
    """May this actor do this, as things stand?"""
    cell = grant(actor.role, action)
    match cell:
        case Grant.YES:
            return True
        case Grant.NO:
            return False
        case Grant.GRANTED:
            return _is_granted(actor, action)
        case Grant.IN_HOURS:
            return _is_granted(actor, action) and actor.hours is Hours.IN
        case Grant.IN_HOURS_OR_AFTER:
            return _is_granted(actor, action) and actor.hours is not Hours.OUT
        case Grant.CONSENTED:
            return at.consented
        case Grant.IN_SERVICE:
            return at.consented and at.service
        case Grant.AFTER_ALARM:
            return at.after_alarm or _is_granted(actor, action)
        case _:
            assert_never(cell)


def _is_granted(actor: Actor, action: Action) -> bool:
    """Arming and disarming are granted area by area; everything else by name."""
    if action is Action.ARM:
        return bool(actor.arm) and bool(actor.modes)
    if action is Action.DISARM:
        return bool(actor.disarm)
    return action in actor.granted
