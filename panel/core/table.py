"""The transition table: one cell for every phase of an area and everything that can happen to it.

Rule: what an area does is decided here and nowhere else. ``step`` finds out *what* happened (the
trigger), looks the cell up and runs its action; an action never asks for the phase again. A missing
cell is a failing test, and every cell says why, also those that do nothing: "ignored" without a reason
is how other panels came to be deaf to a smoke detector during the exit delay.

The state diagram in docs/states.md is generated from this file, and the exhaustive walk requires that
every possible cell is used and leads only to the phases named here.
"""

from enum import StrEnum

import msgspec

from panel.core.names import Phase


class Trigger(StrEnum):
    """What can happen to one area."""

    ARM = "arm"  # somebody entitled asks for an armed mode
    DISARM = "disarm"  # somebody entitled disarms
    ENTRY_ROUTE = "entry_route"  # an entry/exit zone trips
    FOLLOWER = "follower"
    FOLLOWED = "followed"  # a follower, while an entry that leads through its area runs in another
    INSTANT = "instant"
    CROSSED = "crossed"  # the first zone of a cross group, whose second has yet to trip
    INTRUDER_24H = "intruder_24h"
    ASLEEP = "asleep"  # a zone trips that the present mode does not watch
    LEFT_OUT = "left_out"  # a zone trips that is bypassed, or whose sensor only warms up
    TRIED = "tried"  # a zone trips in a test or a service that does not take it for real
    CHIME = "chime"  # a zone trips that never alarms
    TAMPER = "tamper"
    LIFE = "life"  # fire, gas, carbon monoxide
    PANIC = "panic"
    MEDICAL = "medical"
    HOLD_UP = "hold_up"
    BUILDING = "building"  # water, freeze, heat, humidity, technical
    RESTORED = "restored"  # a zone whose alarm was reported is secure again
    DOOR_SHUT = "door_shut"  # the last open door of the way out closes
    FAULTED = "faulted"  # a zone's wires or reading failed, or are well again
    TIME_UP = "time_up"  # the phase's own time ended
    LATCH_UP = "latch_up"  # the siren of a 24-hour alarm has sounded long enough
    HELD_UP = "held_up"  # reports that were held back have waited long enough
    BOOTED = "booted"


class Do(StrEnum):
    """What the panel does about it; panel.core.actions has one function for each."""

    IGNORE = "ignore"
    BEGIN_EXIT = "begin exit"
    REFUSE = "refuse"
    DISARM = "disarm"
    ACKNOWLEDGE = "acknowledge"
    LEAVE = "note that somebody leaves"
    SHUT_DOOR = "note that the door is shut"
    BEGIN_ENTRY = "begin entry"
    SHORTEN_ENTRY = "shorten entry"
    FOLLOW = "alarm, or entry without an entry zone"
    ALARM = "alarm"
    ALARM_IN_EXIT = "armed at once, and alarm"
    ADD_ALARM = "report another zone"
    TELL_UNVERIFIED = "tell an unverified alarm"
    LATCH_TAMPER = "latch tamper"
    LATCH_INTRUDER = "latch intruder"
    SOUND = "sound its own alarm"
    TELL_TRIED = "tell it as a test"
    TELL_SILENTLY = "tell the station silently"
    RESTORE = "report restore"
    TELL_FAULT = "report fault"
    END_EXIT = "end exit"
    ENTRY_EXPIRED = "alarm: entry expired"
    END_SIREN = "end siren"
    END_LATCH = "end latch"
    RELEASE = "tell what was held back"
    RESUME = "resume"
    RESUME_ENTRY = "resume entry, or alarm"
    IMPOSSIBLE = "impossible"


class Cell(msgspec.Struct, frozen=True):
    """``to``: the phases it may lead to. ``why``: the reason, for people."""

    do: Do
    to: tuple[Phase, ...]
    why: str


IDLE, EXIT, ARMED, ENTRY, ALARM = Phase
_ANY = tuple(Phase)


def _never(why: str) -> Cell:
    return Cell(Do.IMPOSSIBLE, (), why)


def _same_everywhere(trigger: Trigger, do: Do, why: str) -> dict[tuple[Phase, Trigger], Cell]:
    return {(phase, trigger): Cell(do, (phase,), why) for phase in _ANY}


TABLE: dict[tuple[Phase, Trigger], Cell] = {
    # arming ---------------------------------------------------------------------------------------
    (IDLE, Trigger.ARM): Cell(Do.BEGIN_EXIT, (EXIT, ARMED), "ready and entitled; with no exit delay, armed at once"),
    (EXIT, Trigger.ARM): Cell(Do.BEGIN_EXIT, (EXIT, ARMED), "another mode in one step, with a fresh exit delay"),
    (ARMED, Trigger.ARM): Cell(Do.BEGIN_EXIT, (EXIT, ARMED), "another mode in one step; the old one stays live"),
    (ENTRY, Trigger.ARM): Cell(Do.REFUSE, (ENTRY,), "somebody is coming in: arming now would hide who"),
    (ALARM, Trigger.ARM): Cell(Do.REFUSE, (ALARM,), "an alarm is disarmed first, by a person who has seen it"),
    # disarming ------------------------------------------------------------------------------------
    (IDLE, Trigger.DISARM): Cell(Do.ACKNOWLEDGE, (IDLE,), "nothing to disarm; acknowledges tamper and alarm memory"),
    (EXIT, Trigger.DISARM): Cell(Do.DISARM, (IDLE,), "disarm is unconditional"),
    (ARMED, Trigger.DISARM): Cell(Do.DISARM, (IDLE,), "disarm is unconditional"),
    (ENTRY, Trigger.DISARM): Cell(Do.DISARM, (IDLE,), "somebody entitled came in; closes the pending"),
    (ALARM, Trigger.DISARM): Cell(Do.DISARM, (IDLE,), "disarm is unconditional; by code and in time it cancels"),
    # the way in and out ---------------------------------------------------------------------------
    (IDLE, Trigger.ENTRY_ROUTE): Cell(Do.IGNORE, (IDLE,), "disarmed"),
    (EXIT, Trigger.ENTRY_ROUTE): Cell(Do.LEAVE, (EXIT,), "the way out; whoever comes back for the keys gets time anew"),
    (ARMED, Trigger.ENTRY_ROUTE): Cell(Do.BEGIN_ENTRY, (ENTRY,), "time to disarm; the station hears of it at once"),
    (ENTRY, Trigger.ENTRY_ROUTE): Cell(Do.SHORTEN_ENTRY, (ENTRY,), "the earliest deadline wins and is never extended"),
    (ALARM, Trigger.ENTRY_ROUTE): Cell(Do.ADD_ALARM, (ALARM,), "every zone that trips during an alarm is reported"),
    (IDLE, Trigger.FOLLOWER): Cell(Do.IGNORE, (IDLE,), "disarmed"),
    (EXIT, Trigger.FOLLOWER): Cell(Do.IGNORE, (EXIT,), "the way out, while somebody leaves by it"),
    (ARMED, Trigger.FOLLOWER): Cell(Do.FOLLOW, (ALARM, ENTRY), "inside without having come by the door"),
    (ENTRY, Trigger.FOLLOWER): Cell(Do.IGNORE, (ENTRY,), "on the way from the door to the keypad"),
    (ALARM, Trigger.FOLLOWER): Cell(Do.ADD_ALARM, (ALARM,), "every zone that trips during an alarm is reported"),
    (IDLE, Trigger.FOLLOWED): _never("a disarmed area has its own answer"),
    (EXIT, Trigger.FOLLOWED): _never("an exit has its own answer"),
    (ARMED, Trigger.FOLLOWED): Cell(Do.IGNORE, (ARMED,), "on the way from another area's door to the keypad"),
    (ENTRY, Trigger.FOLLOWED): _never("an entry of its own has its own answer"),
    (ALARM, Trigger.FOLLOWED): _never("every zone that trips during an alarm is reported"),
    (IDLE, Trigger.DOOR_SHUT): _never("a disarmed area watches no way out"),
    (EXIT, Trigger.DOOR_SHUT): Cell(Do.SHUT_DOOR, (EXIT,), "somebody has left; with final set the exit ends soon"),
    (ARMED, Trigger.DOOR_SHUT): Cell(Do.IGNORE, (ARMED,), "nobody is leaving"),
    (ENTRY, Trigger.DOOR_SHUT): Cell(Do.IGNORE, (ENTRY,), "closing a door undoes no entry, and no exit error"),
    (ALARM, Trigger.DOOR_SHUT): Cell(Do.IGNORE, (ALARM,), "closing a door undoes no alarm"),
    # instant --------------------------------------------------------------------------------------
    (IDLE, Trigger.INSTANT): Cell(Do.IGNORE, (IDLE,), "disarmed"),
    (EXIT, Trigger.INSTANT): Cell(Do.ALARM_IN_EXIT, (ALARM,), "nobody leaves by a window"),
    (ARMED, Trigger.INSTANT): Cell(Do.ALARM, (ALARM,), "live and off the entry route"),
    (ENTRY, Trigger.INSTANT): Cell(Do.ALARM, (ALARM,), "who came in by the door has no business there"),
    (ALARM, Trigger.INSTANT): Cell(Do.ADD_ALARM, (ALARM,), "every zone that trips during an alarm is reported"),
    (IDLE, Trigger.CROSSED): _never("disarmed, a zone of a cross group answers by its kind"),
    (EXIT, Trigger.CROSSED): Cell(Do.TELL_UNVERIFIED, (EXIT,), "one alone may be a spider; the second makes it true"),
    (ARMED, Trigger.CROSSED): Cell(Do.TELL_UNVERIFIED, (ARMED,), "one alone may be a spider; the second makes it true"),
    (ENTRY, Trigger.CROSSED): Cell(Do.TELL_UNVERIFIED, (ENTRY,), "one alone may be a spider; the second makes it true"),
    (ALARM, Trigger.CROSSED): _never("every zone that trips during an alarm is reported"),
    (IDLE, Trigger.INTRUDER_24H): Cell(Do.LATCH_INTRUDER, (IDLE,), "24-hour: with siren though nothing is armed"),
    (EXIT, Trigger.INTRUDER_24H): Cell(Do.ALARM_IN_EXIT, (ALARM,), "24-hour, and its own area is armed"),
    (ARMED, Trigger.INTRUDER_24H): Cell(Do.ALARM, (ALARM,), "24-hour, and its own area is armed"),
    (ENTRY, Trigger.INTRUDER_24H): Cell(Do.ALARM, (ALARM,), "24-hour, and its own area is armed"),
    (ALARM, Trigger.INTRUDER_24H): Cell(Do.ADD_ALARM, (ALARM,), "every zone that trips during an alarm is reported"),
    # not watched in this mode ---------------------------------------------------------------------
    (IDLE, Trigger.ASLEEP): _never("in a disarmed area a zone answers by its kind"),
    (EXIT, Trigger.ASLEEP): Cell(Do.IGNORE, (EXIT,), "neither the coming nor the replaced mode watches it"),
    (ARMED, Trigger.ASLEEP): Cell(Do.IGNORE, (ARMED,), "the mode does not watch it: people are at home"),
    (ENTRY, Trigger.ASLEEP): Cell(Do.IGNORE, (ENTRY,), "the mode does not watch it: people are at home"),
    (ALARM, Trigger.ASLEEP): Cell(Do.IGNORE, (ALARM,), "the mode does not watch it: people are at home"),
    # around the clock -----------------------------------------------------------------------------
    (IDLE, Trigger.TAMPER): Cell(Do.LATCH_TAMPER, (IDLE,), "24-hour: with siren while any other area is armed"),
    (EXIT, Trigger.TAMPER): Cell(Do.ALARM_IN_EXIT, (ALARM,), "24-hour, and its own area is armed"),
    (ARMED, Trigger.TAMPER): Cell(Do.ALARM, (ALARM,), "24-hour, and its own area is armed"),
    (ENTRY, Trigger.TAMPER): Cell(Do.ALARM, (ALARM,), "24-hour, and its own area is armed"),
    (ALARM, Trigger.TAMPER): Cell(Do.ADD_ALARM, (ALARM,), "every zone that trips during an alarm is reported"),
    **_same_everywhere(Trigger.LEFT_OUT, Do.IGNORE, "a person said so and it was told, or the sensor is not ready yet"),
    **_same_everywhere(Trigger.CHIME, Do.IGNORE, "it only chimes"),
    (IDLE, Trigger.TRIED): Cell(Do.TELL_TRIED, (IDLE,), "somebody works on it, the station knows: no siren"),
    (EXIT, Trigger.TRIED): _never("arming ends every test"),
    (ARMED, Trigger.TRIED): _never("arming ends every test"),
    (ENTRY, Trigger.TRIED): _never("arming ends every test"),
    (ALARM, Trigger.TRIED): _never("arming ends every test"),
    **_same_everywhere(Trigger.LIFE, Do.SOUND, "24-hour, and no business of mode or phase"),
    **_same_everywhere(Trigger.PANIC, Do.SOUND, "24-hour, and no business of mode or phase"),
    **_same_everywhere(Trigger.MEDICAL, Do.SOUND, "24-hour, and no business of mode or phase"),
    **_same_everywhere(Trigger.BUILDING, Do.SOUND, "24-hour; for those at home, not for the street"),
    **_same_everywhere(Trigger.HOLD_UP, Do.TELL_SILENTLY, "24-hour; nothing in the house may show it"),
    **_same_everywhere(Trigger.RESTORED, Do.RESTORE, "what was reported is reported over too"),
    **_same_everywhere(Trigger.FAULTED, Do.TELL_FAULT, "a zone that cannot speak is never taken for quiet"),
    # time -----------------------------------------------------------------------------------------
    (IDLE, Trigger.TIME_UP): _never("no time runs in a disarmed area"),
    (EXIT, Trigger.TIME_UP): Cell(Do.END_EXIT, (ARMED, ENTRY), "armed; entry starts when the door still stands open"),
    (ARMED, Trigger.TIME_UP): _never("no time runs while armed"),
    (ENTRY, Trigger.TIME_UP): Cell(Do.ENTRY_EXPIRED, (ALARM,), "nobody disarmed in time"),
    (ALARM, Trigger.TIME_UP): Cell(Do.END_SIREN, (ARMED,), "loud long enough; only a person disarms"),
    **_same_everywhere(Trigger.LATCH_UP, Do.END_LATCH, "loud long enough; it still waits for a person"),
    (IDLE, Trigger.HELD_UP): _never("a disarm tells or withdraws what was held"),
    (EXIT, Trigger.HELD_UP): Cell(Do.RELEASE, (EXIT,), "nobody disarmed in time: it was no mistake"),
    (ARMED, Trigger.HELD_UP): Cell(Do.RELEASE, (ARMED,), "nobody disarmed in time: it was no mistake"),
    (ENTRY, Trigger.HELD_UP): Cell(Do.RELEASE, (ENTRY,), "nobody disarmed in time: it was no mistake"),
    (ALARM, Trigger.HELD_UP): Cell(Do.RELEASE, (ALARM,), "nobody disarmed in time: it was no mistake"),
    # restart --------------------------------------------------------------------------------------
    (IDLE, Trigger.BOOTED): Cell(Do.IGNORE, (IDLE,), "it was disarmed before"),
    (EXIT, Trigger.BOOTED): Cell(Do.RESUME, (EXIT,), "with the time that remains"),
    (ARMED, Trigger.BOOTED): Cell(Do.IGNORE, (ARMED,), "it stays armed; zones found open count as opened"),
    (ENTRY, Trigger.BOOTED): Cell(Do.RESUME_ENTRY, (ENTRY, ALARM), "with the time that remains; unknown: alarm"),
    (ALARM, Trigger.BOOTED): Cell(Do.RESUME, (ALARM,), "the siren sounds on for its powered time"),
}

POSSIBLE = tuple(key for key, cell in TABLE.items() if cell.do is not Do.IMPOSSIBLE)
