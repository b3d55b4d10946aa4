"""Breadth first through every state that a member of the family can reach, judging every step on the way.

It calls the very ``panel.core.step.step`` that alarmd imports. From each state go: every event of the
member at once, and time to each deadline that runs, one millisecond before it, on it and one after. No
other instant can matter: between two deadlines nothing in the state changes, so an event there does what
it does one millisecond before the next of them, up to the offsets between timers, and those offsets are
exactly what moves of -1, 0 and +1 around each deadline produce.
"""

from collections import deque
from collections.abc import Iterator

import msgspec

from hw_sim.model.canonical import canonical
from hw_sim.model.edge import Edge, Invariant, Taken
from hw_sim.model.family import BOOT_MS, Member
from hw_sim.model.invariants import INVARIANTS, asked_of, outputs_are_a_function_of_the_state
from panel.core.deadlines import deadlines, next_deadline
from panel.core.events import Booted, Event, TimePassed, ZoneChanged
from panel.core.names import Phase, ReportKind
from panel.core.outputs import Outputs, outputs
from panel.core.state import State
from panel.core.step import Step, step
from panel.core.table import Trigger
from zones.kinds import Level

Cell = tuple[Phase, Trigger]
Arrow = tuple[Phase, Trigger, Phase]


class Move(msgspec.Struct, frozen=True):
    """An event, and how much later than the state it comes."""

    event: Event
    after_ms: int = 0


class Violation(msgspec.Struct, frozen=True):
    """A rule that a step broke. ``moves``: the shortest way there from the member's start, that step included."""

    member: str
    rule: str
    what: str
    moves: tuple[Move, ...]


class Walk(msgspec.Struct, kw_only=True):
    """What was seen. ``frontier``: states whose steps were not tried; 0 when the walk is complete."""

    member: str
    states: int = 0
    edges: int = 0
    frontier: int = 0
    cells: set[Cell] = msgspec.field(default_factory=set)
    arrows: set[Arrow] = msgspec.field(default_factory=set)
    violations: list[Violation] = msgspec.field(default_factory=list)


class Walker:
    """One walk through one member. ``edges_max`` ends it early, and then it says that it is not complete."""

    def __init__(
        self, member: Member, rules: tuple[Invariant, ...] = INVARIANTS, edges_max: int = 5_000_000, stop_at: int = 1
    ) -> None:
        self.member, self.plan = member, member.plan
        self.edges_max, self.stop_at = edges_max, stop_at
        self.seen = Walk(member=member.name)
        self.came: dict[State, tuple[State, Move] | None] = {}
        self.shows: dict[State, Outputs] = {}
        self.queue: deque[State] = deque()
        self.rules = rules
        self.taken: Taken = {}
        # Worked out once for each sort of step: there are hundreds of sorts, and a million steps.
        self.asked: dict[tuple[type[Event], tuple[str, ...], frozenset[ReportKind]], tuple[Invariant, ...]] = {}

    def run(self) -> Walk:
        """Walks until there is nothing new, or ``stop_at`` violations were found."""
        self._meet(canonical(self.plan, self.member.start(), 0), None)
        while self.queue and self.seen.edges < self.edges_max and len(self.seen.violations) < self.stop_at:
            state = self.queue.popleft()
            self.taken = {}
            ways, shown = list(moves(self.member, state)), self.shows[state]
            late = self.seen.edges % len(ways)  # any number that differs from state to state, and is the same each time
            for place, move in enumerate(ways):
                self._try(state, shown, move, try_late=place == late)
        self.seen.states, self.seen.frontier = len(self.came), len(self.queue)
        return self.seen

    def _meet(self, state: State, by: tuple[State, Move] | None) -> Outputs:
        """Notes it if it is new; what it shows."""
        shown = self.shows.get(state)
        if shown is None:
            shown = self.shows[state] = outputs(self.plan, state, 0)
            self.came[state] = by
            self.queue.append(state)
        return shown

    def _try(self, state: State, shown: Outputs, move: Move, *, try_late: bool) -> None:
        self.seen.edges += 1
        now_ms = BOOT_MS if isinstance(move.event, Booted) else move.after_ms
        try:
            outcome = self.taken[move.event, now_ms] = step(self.plan, state, move.event, now_ms)
        except AssertionError as error:
            self._broken("the_core_keeps_its_own_asserts", str(error), state, move)
            return
        self.seen.cells.update(outcome.cells)
        after = state if now_ms == 0 and outcome.state is state else canonical(self.plan, outcome.state, now_ms)
        known = len(self.came)
        shown_after = self._meet(after, (state, move))
        new = len(self.came) > known
        edge = Edge(self.plan, state, move.event, now_ms, outcome, shown, try_late=try_late, new=new, taken=self.taken)
        self._judge(edge, shown_after, move)
        self._note_arrows(state, outcome, move.event)

    def _judge(self, edge: Edge, shown: Outputs, move: Move) -> None:
        for rule in self._asked(edge):
            what = rule.check(edge)
            if what is not None:
                self._broken(rule.name, what, edge.before, move)
        what = outputs_are_a_function_of_the_state(edge, shown)
        if what is not None:
            self._broken(outputs_are_a_function_of_the_state.__name__, what, edge.before, move)

    def _asked(self, edge: Edge) -> tuple[Invariant, ...]:
        sort = (type(edge.event), edge.touched, edge.kinds)
        found = self.asked.get(sort)
        if found is None:
            found = self.asked[sort] = asked_of(self.rules, sort[0], edge.kinds.union(edge.touched))
        return found

    def _broken(self, rule: str, what: str, state: State, last: Move) -> None:
        found = Violation(self.member.name, rule, what, (*self.way_to(state), last))
        if len(self.seen.violations) < self.stop_at:
            self.seen.violations.append(found)

    def way_to(self, state: State) -> tuple[Move, ...]:
        """The shortest way from the start, as the walk went breadth first."""
        back: list[Move] = []
        step_back = self.came[state]
        while step_back is not None:
            state, move = step_back
            back.append(move)
            step_back = self.came[state]
        return tuple(reversed(back))

    def _note_arrows(self, state: State, outcome: Step, event: Event) -> None:
        """Which of the phases that a cell allows it really led to, where one step shows it without doubt."""
        if not outcome.cells:
            return
        phases = list(zip((a.phase for a in state.areas), (a.phase for a in outcome.state.areas), strict=True))
        if isinstance(event, Booted) and len(outcome.cells) == len(phases):
            for (before, trigger), (_, now) in zip(outcome.cells, phases, strict=True):
                self.seen.arrows.add((before, trigger, now))
        elif len(outcome.cells) == 1:
            before, trigger = outcome.cells[0]
            moved = [now for was, now in phases if was is not now]
            self.seen.arrows.add((before, trigger, moved[0] if moved else before))


def moves(member: Member, state: State) -> Iterator[Move]:
    """Everything that may happen next."""
    for zone, now, levels in zip(member.plan.zones, state.zones, member.levels, strict=True):
        for level in levels:
            if level is not now.level:
                yield Move(ZoneChanged(zone.id, level))
    for event in member.events:
        yield Move(event)
    ends = deadlines(member.plan, state)
    for after_ms in sorted({end + off for end in ends for off in (-1, 0, 1)}):
        if after_ms > 0:
            yield Move(TimePassed(), after_ms)
    for booted in boots(member, state):  # last: of two ways of equal length the plainer makes the better story
        yield Move(booted)


def boots(member: Member, state: State) -> Iterator[Booted]:
    """Restarts: the gap unknown, none, up to the next deadline, far beyond all; with and without power."""
    due_ms = next_deadline(member.plan, state) or 0
    same = tuple((zone.id, now.level) for zone, now in zip(member.plan.zones, state.zones, strict=True))
    found = [same]
    if member.boots_over_changes:
        found += [_all_at(member, Level.OPEN), _all_at(member, Level.SECURE)]
    for levels in found:
        for gap_ms, powered in dict.fromkeys(((None, False), (0, True), (due_ms, True), (FAR_MS, False))):
            yield Booted(was_ms=0, down_ms=gap_ms, powered=powered, levels=levels, cause="restart")


FAR_MS = 1_000  # beyond every delay of the family


def _all_at(member: Member, level: Level) -> tuple[tuple[int, Level], ...]:
    return tuple((zone.id, level) for zone in member.plan.zones)
