"""One turn of the core: the pieces of the state, open for change while ``step`` works on them.

The only mutable object in the core. It never leaves ``step``: it is made from one frozen state and
closed into the next. The alternative, threading new states through every helper, made each of them
three times as long and the walk four times as slow.
"""

from typing import TypedDict, Unpack

import msgspec

from panel.core.deadlines import running
from panel.core.names import Condition, Mode, Phase, Reason, ReportKind, Source, Status, Trouble
from panel.core.plan import AreaPlan, Plan, ZonePlan
from panel.core.reports import Answer, Report
from panel.core.state import AreaState, State, ZoneState
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
    recent_close: bool
    trial: bool
    since_alarm_ms: int
    zones: tuple[int, ...]
    conditions: tuple[Condition, ...]
    trouble: Trouble | None
    detail: str
    local: bool


class Turn:
    """Works on a copy of ``state`` at the instant ``now``. ``rest``: everything but its areas and zones.

    ``booting``: what the zones say is what they say after a restart, and no edge that anybody saw.
    ``switched``: the place of a keyswitch that was turned in this step.
    """

    def __init__(self, plan: Plan, state: State, now: int) -> None:
        self.plan = plan
        self.now = now
        self.areas: list[AreaState] = list(state.areas)
        self.zones: list[ZoneState] = list(state.zones)
        self.rest = state
        self.booting = False
        self.switched: int | None = None
        self.reports: list[Report] = []
        self.answers: list[Answer] = []
        self.cells: list[tuple[Phase, Trigger]] = []
        self._before = state
        self._due_ms: int | None = None
        self._pieces_set = False
        self._due_known = False  # until something is set: it is asked for several times in a step that changes little

    def close(self) -> State:
        """The next state; the very one before where nothing was set."""
        if self.rest is self._before and not self._pieces_set:
            return self._before
        return msgspec.structs.replace(self.rest, areas=tuple(self.areas), zones=tuple(self.zones))

    def set(self, **changes: object) -> None:
        """Changes fields that belong to no area and no zone."""
        self._due_known = False
        self.rest = msgspec.structs.replace(self.rest, **changes)

    def set_area(self, index: int, **changes: object) -> None:
        """Changes fields of one area; the very one before stays where that changes nothing."""
        after = msgspec.structs.replace(self.areas[index], **changes)
        if after != self.areas[index]:
            self._due_known, self._pieces_set = False, True
            self.areas[index] = after

    def set_zone(self, index: int, **changes: object) -> None:
        """Changes fields of one zone; the very one before stays where that changes nothing."""
        after = msgspec.structs.replace(self.zones[index], **changes)
        if after != self.zones[index]:
            self._due_known, self._pieces_set = False, True
            self.zones[index] = after

    def report(self, kind: ReportKind, **fields: Unpack[ReportFields]) -> None:
        """Says something to the station, stamped with this instant."""
        self.reports.append(Report(kind=kind, at_ms=self.now, **fields))

    def answer(self, request: str, reason: Reason | None = None) -> None:
        """Ends a request: well, or in an error for this reason."""
        status = Status.OK if reason is None else Status.ERROR
        self.answers.append(Answer(request=request, status=status, reason=reason))

    def next_deadline(self) -> int | None:
        """The earliest instant at which something falls due."""
        if not self._due_known:
            self._due_ms = min(running(self.plan, self.areas, self.zones, self.rest), default=None)
            self._due_known = True
        return self._due_ms

    def any_armed(self) -> bool:
        """Is any area armed, in whatever phase?"""
        return any(area.phase is not Phase.IDLE for area in self.areas)

    def area_index(self, name: str) -> int:
        """The place of an area in the plan."""
        for index, area in enumerate(self.plan.areas):
            if area.id == name:
                return index
        raise AssertionError(f"no area {name!r}: whoever asks has it from the plan")

    def area_of(self, zone: int) -> int:
        """The place of a zone's area."""
        return self.area_index(self.plan.zones[zone].area)

    def zone_index(self, number: int) -> int:
        """The place of a zone in the plan."""
        return next(i for i, zone in enumerate(self.plan.zones) if zone.id == number)

    def zones_of(self, area: int) -> list[int]:
        """The places of the zones of an area."""
        name = self.plan.areas[area].id
        return [i for i, zone in enumerate(self.plan.zones) if zone.area == name]


class Order(msgspec.Struct, frozen=True):
    """An arming that was checked and may go ahead."""

    mode: Mode
    exit_ms: int
    actor: str
    source: Source
    silent: bool = False
    overrode: tuple[Condition, ...] = ()


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
