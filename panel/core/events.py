"""Everything that can happen to the core, in the past tense."""

import msgspec

from panel.core.names import (
    Action,
    Bypass,
    Help,
    Hours,
    Mode,
    PeopleChange,
    Reason,
    ReportKind,
    RequestKind,
    Role,
    Source,
    Status,
    TagStanding,
    Trial,
    Trouble,
)
from zones.kinds import Level


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks, with the rights the store gives them at this moment (area ids).

    ``granted``: what the administrator allows beyond the role; ``hours``: where a limited user's day stands.
    """

    id: str
    role: Role
    arm: tuple[str, ...] = ()
    disarm: tuple[str, ...] = ()
    modes: tuple[Mode, ...] = ()
    granted: tuple[Action, ...] = ()
    hours: Hours = Hours.IN


# zones --------------------------------------------------------------------------------------------


class ZoneChanged(msgspec.Struct, frozen=True, tag="zone_changed"):
    """A zone's input held a new level for its qualification time."""

    zone: int
    level: Level


class BypassRequested(msgspec.Struct, frozen=True, kw_only=True, tag="bypass"):
    """Somebody wants a zone left out, or (``NONE``) taken back in."""

    actor: Actor
    source: Source
    zone: int
    bypass: Bypass
    request: str = ""


class ChimeSet(msgspec.Struct, frozen=True, tag="chime_set"):
    """The chime of doors was switched on or off."""

    on: bool


# arming and disarming -----------------------------------------------------------------------------


class ArmRequested(msgspec.Struct, frozen=True, kw_only=True, tag="arm"):
    """Somebody wants to arm. ``areas`` empty: every area the actor may arm that has the mode.

    ``force``: the token of an earlier refusal, to arm over exactly what it named. ``offer``: what a new
    token shall be, should this be refused (random, from the shell); empty: none is wanted.
    ``duress``: the code typed was the one for use under threat.
    """

    actor: Actor
    source: Source
    mode: Mode
    areas: tuple[str, ...] = ()
    no_exit: bool = False
    silent: bool = False
    force: str = ""
    offer: str = ""
    duress: bool = False
    request: str = ""  # echoed in the Answer, so that the shell can tell whose it is


class DisarmRequested(msgspec.Struct, frozen=True, kw_only=True, tag="disarm"):
    """Somebody wants to disarm. ``areas`` empty: every area the actor may disarm."""

    actor: Actor
    source: Source
    areas: tuple[str, ...] = ()
    duress: bool = False
    request: str = ""


class TagPresented(msgspec.Struct, frozen=True, kw_only=True, tag="tag"):
    """A known tag was held to a reader. ``uid_only``: it proves nothing but a cloneable number."""

    actor: Actor
    uid_only: bool = True
    standing: TagStanding = TagStanding.GOOD
    reader: str = ""


class UnknownTag(msgspec.Struct, frozen=True, tag="unknown_tag"):
    """A tag that belongs to nobody."""

    reader: str


class WrongCode(msgspec.Struct, frozen=True, tag="wrong_code"):
    """A code that belongs to nobody. ``request``: the name of what brought it from afar; at the keypad it has none."""

    source: Source
    request: str = ""


class CodeTyped(msgspec.Struct, frozen=True, kw_only=True, tag="code_typed"):
    """A right code, for what is decided beside the core: people, bypasses, tests, programmes.

    Answered before anything else is asked for with it: heard, or locked out. ``duress``: it was the one for use under
    threat, which is told whatever it was typed for. ``forgives``: what was mistyped before counts no longer; not so
    for whoever chooses a code, who could else try others' codes without end, one's own between them.
    """

    actor: Actor
    source: Source
    duress: bool = False
    forgives: bool = True
    request: str = ""


class HelpCalled(msgspec.Struct, frozen=True, kw_only=True, tag="help"):
    """Somebody called for help with keys or on the page: no code is asked for."""

    help: Help
    source: Source
    actor: str = ""


# schedules ----------------------------------------------------------------------------------------


class ScheduleDue(msgspec.Struct, frozen=True, kw_only=True, tag="schedule_due"):
    """A programme's instant has come. ``due_utc_ms``: that instant on the wall clock, its name for ever;
    ``late_ms``: how long ago it was, more than none only when nobody could say so in time.
    ``mode`` DISARMED: it disarms; ``remind``: it only looks whether somebody forgot to arm.
    """

    programme: str
    due_utc_ms: int
    areas: tuple[str, ...]
    mode: Mode
    late_ms: int = 0
    remind: bool = False


class PostponeRequested(msgspec.Struct, frozen=True, kw_only=True, tag="postpone"):
    """Somebody is still in, and wants the arming that is announced to wait."""

    actor: Actor
    source: Source
    for_ms: int
    request: str = ""


# trials, consent, requests from afar --------------------------------------------------------------


class TrialRequested(msgspec.Struct, frozen=True, kw_only=True, tag="trial"):
    """A walk test, a station test or service begins (``trial`` None: whichever runs ends).

    ``named``: kinds of alarm that are to be flagged as well though lives may hang on them. ``for_ms`` 0: as usual.
    """

    actor: Actor
    source: Source
    trial: Trial | None
    named: tuple[ReportKind, ...] = ()
    for_ms: int = 0
    request: str = ""


class ConsentRequested(msgspec.Struct, frozen=True, kw_only=True, tag="consent"):
    """The administrator lets the installer in for so long; 0: no longer."""

    actor: Actor
    source: Source
    for_ms: int
    request: str = ""


class RequestMade(msgspec.Struct, frozen=True, kw_only=True, tag="request"):
    """Somebody far away asks for what takes a while: a picture, a clip, a test of the paths, to listen.

    ``camera``: whose picture, by its name in the plan.
    """

    actor: Actor
    source: Source
    kind: RequestKind
    id: str
    camera: str = ""
    for_ms: int = 150_000  # P-48: a picture of a detector takes up to 2.5 minutes


class RequestEnded(msgspec.Struct, frozen=True, kw_only=True, tag="request_ended"):
    """Whoever does what was asked for says how it ended; a clip and listening in end once they run."""

    id: str
    status: Status
    reason: Reason | None = None


class PeopleChanged(msgspec.Struct, frozen=True, kw_only=True, tag="people"):
    """The people, their codes or rights were changed by somebody who may."""

    change: PeopleChange
    actor: str
    source: Source
    whom: str = ""


# the panel itself ---------------------------------------------------------------------------------


class Booted(msgspec.Struct, frozen=True, kw_only=True, tag="booted"):
    """The process started over a saved state.

    ``was_ms``: the clock when that state was saved; ``down_ms``: the time since then, or None when
    nobody can know (another boot, no trusted clock); ``powered``: the board had power throughout;
    ``levels``: what every zone's input says now, (zone id, level).
    """

    was_ms: int
    down_ms: int | None
    powered: bool
    levels: tuple[tuple[int, Level], ...] = ()
    cause: str = ""


class TroubleRaised(msgspec.Struct, frozen=True, tag="trouble_raised"):
    """An adapter met a hardware, storage or network failure. ``tell``: the station too, or only those at the panel, for
    now: a dip of the mains is nobody's business, and whoever raises it says so again once it is."""

    trouble: Trouble
    detail: str = ""
    tell: bool = True


class TroubleCleared(msgspec.Struct, frozen=True, tag="trouble_cleared"):
    """It works again."""

    trouble: Trouble
    detail: str = ""


class TimePassed(msgspec.Struct, frozen=True, tag="time_passed"):
    """Nothing but time: wakes the core at a deadline."""


Event = (
    ZoneChanged
    | BypassRequested
    | ChimeSet
    | ArmRequested
    | DisarmRequested
    | TagPresented
    | UnknownTag
    | WrongCode
    | CodeTyped
    | HelpCalled
    | ScheduleDue
    | PostponeRequested
    | TrialRequested
    | ConsentRequested
    | RequestMade
    | RequestEnded
    | PeopleChanged
    | Booted
    | TroubleRaised
    | TroubleCleared
    | TimePassed
)
