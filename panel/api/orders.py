"""Of the house, at a shell: arm, disarm, leave out, try out, let in, postpone."""

from typing import Annotated

from msgspec import Meta

from panel.api.base import Message
from panel.core.names import Bypass, Mode, ReportKind, Trial


class Arm(Message, tag="arm_now", frozen=True, kw_only=True):
    """Arms, with somebody's own PIN. ``force``: the token of an earlier refusal, to arm over what it named."""

    pin: str
    mode: Mode
    areas: tuple[str, ...] = ()  # none given: all that have the mode and that the PIN may arm
    no_exit: bool = False
    silent: bool = False
    force: str = ""


class Disarm(Message, tag="disarm_now", frozen=True, kw_only=True):
    pin: str
    areas: tuple[str, ...] = ()


class LeaveOut(Message, tag="leave_out", frozen=True, kw_only=True):
    """Bypasses a zone once, isolates it, or (``none``) takes it back in."""

    pin: str
    zone: int
    bypass: Bypass


class TryOut(Message, tag="try_out", frozen=True, kw_only=True):
    """Begins a walk test, a station test or service; ``trial`` None ends the one that runs.

    ``named``: kinds of alarm on which lives may hang and that are to be part of the test all the same.
    """

    pin: str
    trial: Trial | None = None
    minutes: Annotated[int, Meta(ge=0, le=1440)] = 0  # 0: as usual
    named: tuple[ReportKind, ...] = ()


class LetIn(Message, tag="let_in", frozen=True, kw_only=True):
    """The administrator's consent to the installer, for so many hours; 0 ends it."""

    pin: str
    hours: Annotated[int, Meta(ge=0, le=8)]


class Chime(Message, tag="chime", frozen=True, kw_only=True):
    """Door chimes on or off; nobody needs a code for it."""

    on: bool


class Postpone(Message, tag="postpone_now", frozen=True, kw_only=True):
    """The arming that is announced waits so much longer, by the PIN of anybody who may arm."""

    pin: str
    minutes: Annotated[int, Meta(ge=1, le=240)]


Order = Arm | Disarm | LeaveOut | TryOut | LetIn | Chime | Postpone
