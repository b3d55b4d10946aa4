"""One turn of the core: the pieces of the state, open for change while ``step`` works on them.

The only mutable object in the core. It never leaves ``step``: it is made from one frozen state and
closed into the next. The alternative, threading new states through every helper, made each of them
three times as long and the walk four times as slow.
"""

from typing import TypedDict, Unpack

import msgspec

from panel.core.names import Mode, Phase, ReportKind, Source, Trouble
from panel.core.plan import AreaPlan, Plan, ZonePlan
from panel.core.reports import Answer, Report
from panel.core.state import AreaState, State, TagState, ZoneState
from panel.core.table import Trigger


class ReportFields(TypedDict, total=False):
    """What a report may say besides its kind and instant; see panel.core.reports.Report."""

    area: str
    zone: int
    actor: str
    source: Source | None
    mode: Mode | None
    why: str
    follow_up_ms: int
    closes_pending: bool
    exit_error: bool
    since_alarm_ms: int
    zones: tuple[int, ...]
    trouble: Trouble | None
    detail: str


class Turn:
    """Works on a copy of ``state`` at the instant ``now``."""

    def __init__(self, plan: Plan, state: State, now: int) -> None:
        self.plan = plan
        self.now = now
        self.areas: list[AreaState] = list(state.areas)
        self.zones: list[ZoneState] = list(state.zones)
        self.tag: TagState | None = state.tag
        self.fire_silenced = state.fire_silenced
        self.troubles: tuple[tuple[Trouble, str], ...] = state.troubles
        self.reports: list[Report] = []
        self.answers: list[Answer] = []
        self.cells: list[tuple[Phase, Trigger]] = []

    def close(self) -> State:
        """The next state."""
        return State(
            areas=tuple(self.areas),
            zones=tuple(self.zones),
            tag=self.tag,
            fire_silenced=self.fire_silenced,
            troubles=self.troubles,
        )

    def set_area(self, index: int, **changes: object) -> None:
        """Changes fields of one area."""
        self.areas[index] = msgspec.structs.replace(self.areas[index], **changes)

    def set_zone(self, index: int, **changes: object) -> None:
        """Changes fields of one zone."""
        self.zones[index] = msgspec.structs.replace(self.zones[index], **changes)

    def report(self, kind: ReportKind, **fields: Unpack[ReportFields]) -> None:
        """Says something to the station, stamped with this instant."""
        self.reports.append(Report(kind=kind, at_ms=self.now, **fields))

    def any_armed(self) -> bool:
        """Is any area armed, in whatever phase?"""
        return any(area.phase is not Phase.IDLE for area in self.areas)


class Order(msgspec.Struct, frozen=True):
    """An arming that was checked and may go ahead."""

    mode: Mode
    exit_ms: int
    actor: str
    source: Source


class Cause(msgspec.Struct, frozen=True):
    """What led to a cell: the zone that did it, if one did, the order given, the time lost by a restart."""

    zone: int = -1  # index into plan.zones, -1: none
    order: Order | None = None
    shift_ms: int | None = None  # added to every instant after a restart; None for entry: unknown


def area_plan(turn: Turn, index: int) -> AreaPlan:
    """The plan of the area at ``index``."""
    return turn.plan.areas[index]


def zone_plan(turn: Turn, cause: Cause) -> ZonePlan:
    """The plan of the zone that caused it; there must be one."""
    assert cause.zone >= 0, "a zone's action without a zone"
    return turn.plan.zones[cause.zone]
