"""Of programmes by the clock, at a shell: changes of them, and the timetable."""

from datetime import date

import msgspec

from panel.api.base import Message
from panel.core.names import Mode
from panel.core.schedule import Dated, Day, Holiday, Programme


class ScheduleWanted(Message, tag="schedule", frozen=True, kw_only=True):
    """Answered by a ``Timetable`` in ``data``."""


class AddProgramme(Message, tag="add_programme", frozen=True, kw_only=True):
    """``mode`` disarmed: it disarms; ``remind``: it only looks whether somebody forgot to arm. ``areas`` empty: all."""

    pin: str
    name: str
    mode: Mode
    days: tuple[Day, ...]
    at_min: int
    areas: tuple[str, ...] = ()
    remind: bool = False


class RemoveProgramme(Message, tag="remove_programme", frozen=True, kw_only=True):
    pin: str
    programme: str


class SwitchProgramme(Message, tag="switch_programme", frozen=True, kw_only=True):
    """A programme that is off stays in the list and does not run."""

    pin: str
    programme: str
    on: bool


class PutException(Message, tag="put_exception", frozen=True, kw_only=True):
    """On one date the programme runs at another time, or (``at_min`` None) not at all."""

    pin: str
    programme: str
    on: date
    at_min: int | None = None


class LiftException(Message, tag="lift_exception", frozen=True, kw_only=True):
    pin: str
    programme: str
    on: date


class AddHoliday(Message, tag="add_holiday", frozen=True, kw_only=True):
    pin: str
    name: str
    first: date
    last: date
    yearly: bool = False


class RemoveHoliday(Message, tag="remove_holiday", frozen=True, kw_only=True):
    pin: str
    name: str


class AutoDisarm(Message, tag="auto_disarm", frozen=True, kw_only=True):
    """Whether programmes may disarm at all."""

    pin: str
    on: bool


class Coming(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that will happen. ``at``: what the clock on the wall will show; ``exception``: of that date alone."""

    at: str
    utc_ms: int
    programme: str
    name: str
    mode: Mode
    areas: tuple[str, ...]
    remind: bool = False
    exception: bool = False


class Announced(msgspec.Struct, frozen=True, kw_only=True):
    """The arming that the house hears of now."""

    name: str
    mode: Mode
    areas: tuple[str, ...]
    remaining_ms: int


class Timetable(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that happens by the clock, and what comes next.

    ``now``: what the clock on the wall shows, ``trusted`` whether the panel believes it; ``areas``: their names;
    ``coming``: the next seven days; ``in_the_way``: what would keep the next arming from happening as things stand.
    """

    panel: str
    timezone: str
    now: str
    now_utc_ms: int
    trusted: bool
    auto_disarm: bool
    warning_s: int
    areas: dict[str, str]
    programmes: tuple[Programme, ...] = ()
    exceptions: tuple[Dated, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    coming: tuple[Coming, ...] = ()
    next: Coming | None = None
    countdown: Announced | None = None
    in_the_way: tuple[str, ...] = ()


ScheduleChange = (
    AddProgramme
    | RemoveProgramme
    | SwitchProgramme
    | PutException
    | LiftException
    | AddHoliday
    | RemoveHoliday
    | AutoDisarm
)
