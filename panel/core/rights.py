"""Who may do what: one table, to be read aloud, and the one function that answers from it.

A code of the home link is checked where its actor is made, as is every code; here it has been right.
"""

from enum import StrEnum
from typing import Literal, assert_never

import msgspec

from panel.core.events import Actor
from panel.core.names import Action, Hours, Role


class Circumstances(msgspec.Struct, frozen=True):
    """What the panel and those around it are doing at this moment, as far as rights hang on it.

    ``consented``: the administrator's consent to the installer lasts; ``service``: service mode runs;
    ``after_alarm``: an alarm has been and nobody has acknowledged it; ``disarmed``: every area is.
    ``reauthenticated``: who asks has just proved once more who they are; ``at_panel``: and stands before it;
    ``together``: administrator and installer have both shown who they are.
    """

    consented: bool = False
    service: bool = False
    after_alarm: bool = False
    disarmed: bool = False
    reauthenticated: bool = False
    at_panel: bool = False
    together: bool = False


class Grant(StrEnum):
    """What stands in a cell."""

    YES = "yes"
    NO = "no"
    GRANTED = "when the administrator grants it"
    IN_HOURS = "when granted, in their hours"
    UNTIL_AFTER_HOURS = "when granted, in their hours and 30 min after"
    CONSENTED = "while the administrator's consent lasts"
    CONSENTED_SERVICE = "in service mode, while the administrator's consent lasts"
    CONSENTED_DISARMED = "disarmed, while the consent lasts"
    CONSENTED_PART = "a part, while the consent lasts"
    CONSENTED_TOGETHER = "with the administrator, while the consent lasts"
    AFTER_ALARM = "after an alarm, or when granted"
    AFTER_ALARM_GRANTED = "after an alarm, and only when granted"
    PART = "a part"
    WITNESSED = "with the installer, or alone at the panel"
    WITNESSED_PART = "a part, with the administrator or at the panel"
    REAUTHENTICATED = "having proved once more who they are"


YES, NO, G, PART = Grant.YES, Grant.NO, Grant.GRANTED, Grant.PART
CONSENTED = Grant.CONSENTED

_AtThisMoment = Literal[
    Grant.CONSENTED,
    Grant.CONSENTED_SERVICE,
    Grant.CONSENTED_DISARMED,
    Grant.CONSENTED_PART,
    Grant.CONSENTED_TOGETHER,
    Grant.WITNESSED,
    Grant.WITNESSED_PART,
    Grant.REAUTHENTICATED,
]

COLUMNS = (Role.ADMINISTRATOR, Role.RESIDENT, Role.LIMITED, Role.INSTALLER, Role.STATION, Role.SERVICE)

# Administrator, resident, limited, installer, station, home link. A "part": limited and station see their own entries
# and reports, the installer faults and own sessions; residents change their own PIN and language, limited users their
# PIN; the station sees the pictures it received; the administrator reads the configuration and the installer backs it
# up; the installer helps at a transfer of the panel and at the recovery of a lost administrator, who can consent to
# nothing. Whoever stands at the keypad may call for help, so nobody is asked for consent or hours there.
TABLE: dict[Action, tuple[Grant, Grant, Grant, Grant, Grant, Grant]] = {
    Action.SEE_STATE: (YES, YES, YES, CONSENTED, YES, YES),
    Action.ARM: (YES, G, Grant.UNTIL_AFTER_HOURS, NO, G, YES),
    Action.FORCE: (YES, G, NO, NO, NO, NO),
    Action.DISARM: (YES, G, Grant.IN_HOURS, NO, NO, G),
    Action.CALL_HELP: (YES, YES, YES, YES, NO, YES),
    Action.BYPASS: (YES, G, NO, Grant.CONSENTED_SERVICE, NO, NO),
    Action.ISOLATE: (YES, NO, NO, CONSENTED, NO, NO),
    Action.TRIAL: (YES, NO, NO, CONSENTED, NO, NO),
    Action.STATION_TEST: (YES, NO, NO, CONSENTED, YES, NO),
    Action.REQUEST_IMAGE: (YES, G, NO, NO, Grant.AFTER_ALARM, G),
    Action.SEE_IMAGES: (YES, G, NO, NO, PART, G),
    Action.SEE_HISTORY: (YES, G, PART, Grant.CONSENTED_PART, PART, NO),
    Action.PEOPLE: (YES, PART, PART, NO, NO, NO),
    Action.SCHEDULES: (YES, G, NO, NO, NO, NO),
    Action.CONFIGURE: (PART, NO, NO, Grant.CONSENTED_DISARMED, NO, NO),
    Action.CONSENT: (YES, NO, NO, NO, NO, NO),
    Action.LISTEN_IN: (G, G, NO, NO, Grant.AFTER_ALARM_GRANTED, NO),
    Action.ENROL: (Grant.WITNESSED, NO, NO, Grant.CONSENTED_TOGETHER, NO, NO),
    Action.BACK_UP: (YES, NO, NO, Grant.CONSENTED_PART, NO, NO),
    Action.HAND_OVER: (Grant.REAUTHENTICATED, NO, NO, Grant.WITNESSED_PART, NO, NO),
}

_BY_GRANT = frozenset({G, Grant.IN_HOURS, Grant.UNTIL_AFTER_HOURS, Grant.AFTER_ALARM, Grant.AFTER_ALARM_GRANTED})

# What the administrator can grant to each role at all: where the table asks for it.
GRANTABLE: dict[Role, frozenset[Action]] = {
    role: frozenset(action for action, cells in TABLE.items() if cells[index] in _BY_GRANT)
    for index, role in enumerate(COLUMNS)
}


def grant(role: Role, action: Action) -> Grant:
    """What stands in the cell."""
    return TABLE[action][COLUMNS.index(role)]


def allowed(actor: Actor, action: Action, at: Circumstances, *, part: bool = False) -> bool:
    """Whether the actor may do this now. In which areas and modes, the actor's own lists say.

    ``part``: what is asked for is no more than the part that the table names beside it; else all of it is,
    and somebody who may only do a part may not.
    """
    cell = grant(actor.role, action)
    match cell:
        case Grant.YES:
            return True
        case Grant.NO:
            return False
        case Grant.PART:
            return part
        case Grant.GRANTED:
            return granted(actor, action)
        case Grant.IN_HOURS:
            return granted(actor, action) and actor.hours is Hours.IN
        case Grant.UNTIL_AFTER_HOURS:
            return granted(actor, action) and actor.hours is not Hours.OUT
        case Grant.AFTER_ALARM:
            return at.after_alarm or granted(actor, action)
        case Grant.AFTER_ALARM_GRANTED:
            return at.after_alarm and granted(actor, action)
        case _:
            return _now(cell, at, part)


def granted(actor: Actor, action: Action) -> bool:
    """Whether the administrator gave them this. To arm and to disarm is given by areas (and modes) alone."""
    if action is Action.ARM:
        return bool(actor.arm and actor.modes)
    if action is Action.DISARM:
        return bool(actor.disarm)
    return action in actor.granted


def _now(cell: _AtThisMoment, at: Circumstances, part: bool) -> bool:
    """Whether what a cell asks for beyond the person is so now."""
    match cell:
        case Grant.CONSENTED:
            return at.consented
        case Grant.CONSENTED_SERVICE:
            return at.consented and at.service
        case Grant.CONSENTED_DISARMED:
            return at.consented and at.disarmed
        case Grant.CONSENTED_PART:
            return at.consented and part
        case Grant.CONSENTED_TOGETHER:
            return at.consented and at.together
        case Grant.WITNESSED:
            return at.together or at.at_panel
        case Grant.WITNESSED_PART:
            return part and (at.together or at.at_panel)
        case Grant.REAUTHENTICATED:
            return at.reauthenticated
        case _:
            assert_never(cell)
