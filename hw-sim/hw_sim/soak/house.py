"""The panel of the soak on virtual time: qualification, core, stored form and outbox as alarmd puts them together.

Left out are wires, files and signatures: they take more than half the time of a replay, and the replay, the kill tests
and the restart bench have them.
"""

import hashlib
from collections.abc import Callable
from random import Random

import msgspec

from hw_sim.model.canonical import rebased
from hw_sim.model.edge import Edge, Invariant
from hw_sim.model.invariants import INVARIANTS, asked_of
from hw_sim.soak.way import Outbox, Station, Way
from panel.api import Path
from panel.config.model import Config
from panel.config.plan import to_plan
from panel.core.deadlines import next_deadline
from panel.core.events import Actor, Booted, Event, TimePassed, TroubleCleared, TroubleRaised
from panel.core.names import ARMED_MODES, Role, Trouble
from panel.core.outputs import outputs
from panel.core.plan import Plan
from panel.core.reports import Report
from panel.core.state import State, initial
from panel.core.step import Step
from panel.core.step import step as core_step
from panel.daemon import snapshot
from panel.daemon.front import Front
from zones.kinds import Level

Core = Callable[[Plan, State, Event, int], Step]
VIOLATIONS_MAX = 20


class House:
    """One panel. ``core``, ``store``: what decides and what keeps, for tests that break them on purpose."""

    def __init__(
        self,
        config: Config,
        random: Random,
        core: Core = core_step,
        store: Callable[[Plan, State], bytes] = snapshot.encode,
        outbox: Outbox | None = None,
    ) -> None:
        self._config = config
        self._core = core
        self._store = store
        self.plan = to_plan(config)
        areas = tuple(area.id for area in self.plan.areas)
        self.resident = Actor(id="resident", role=Role.ADMINISTRATOR, arm=areas, disarm=areas, modes=tuple(ARMED_MODES))
        self.outbox = outbox or Outbox()
        self.station = Station()
        self.way = Way(self.outbox, self.station, random, self._on_path)
        self.levels = {zone.id: Level.SECURE for zone in config.zone}
        self.events = 0
        self.violations: list[str] = []
        self._trace = hashlib.sha256()
        self._asked: dict[tuple[type, frozenset[str]], tuple[Invariant, ...]] = {}
        self._state = initial(self.plan)
        self._due_ms: int | None = None
        self._kept_ms = 0
        self._front = Front(config)
        self._boot(0, 0, powered=True)

    @property
    def trace(self) -> str:
        """Everything that happened and was said, in 64 hexadecimal digits."""
        return self._trace.hexdigest()

    def next_ms(self) -> int:
        """When ``advance`` is wanted next."""
        wanted = (self._front.deadline_ms(), self._due_ms, self.way.next_ms())
        return min(at for at in wanted if at is not None)

    def advance(self, now_ms: int) -> None:
        """Time has come to ``now_ms``."""
        for at_ms, change in self._front.due(now_ms):
            self.step(change, at_ms)
        if self._due_ms is not None and self._due_ms <= now_ms:
            self.step(TimePassed(), now_ms)
        if self.way.next_ms() <= now_ms:
            self.way.advance(now_ms)

    def moves(self, zone: int, is_open: bool, now_ms: int) -> None:
        """A contact moves."""
        self.events += 1
        level = Level.OPEN if is_open else Level.SECURE
        self.levels[zone] = level
        for at_ms, change in self._front.seen(zone, level, now_ms):
            self.step(change, at_ms)

    def act(self, event: Event, now_ms: int) -> None:
        """Somebody does something."""
        self.events += 1
        self.step(event, now_ms)

    def step(self, event: Event, now_ms: int) -> None:
        """One step of the core, kept with its reports as one."""
        before = self._state
        outcome = self._core(self.plan, before, event, now_ms)
        if outcome.reports or not isinstance(event, TimePassed):
            self._judge(before, event, now_ms)
        self._state = outcome.state
        self._due_ms = next_deadline(self.plan, self._state)
        self._kept_ms = now_ms
        self._trace.update(msgspec.json.encode((now_ms, event, outcome.reports, outcome.answers)))
        told = [report for report in outcome.reports if not report.local]
        for report in told:
            self._keep(report)
        if told:
            self.way.grown()

    def _keep(self, report: Report) -> None:
        alarm = report.reporting_class.value == "alarm"
        self.outbox.add(alarm, msgspec.json.encode(report).decode())

    def _on_path(self, path: Path, now_ms: int) -> None:
        self.step((TroubleCleared if path.up else TroubleRaised)(Trouble.STATION_PATH, path.name), now_ms)

    # what fails ---------------------------------------------------------------------------------------

    def is_at_rest(self, from_ms: int, to_ms: int) -> bool:
        """Is nothing due in the stretch?"""
        due = (self._front.deadline_ms(), self._due_ms)
        return not any(at is not None and from_ms <= at <= to_ms for at in due)

    def is_idle_of_timers(self) -> bool:
        """Is nothing due at all, whenever?"""
        return self._front.deadline_ms() is None and self._due_ms is None

    def restart(self, now_ms: int, *, powered: bool) -> None:
        """The process was gone and is back: from what is stored, with what the wires say now."""
        before = self._state
        self._state = snapshot.decode(self.plan, self._store(self.plan, before))
        if [area.mode for area in self._state.areas] != [area.mode for area in before.areas]:
            self._complain("a restart changed what is armed")
        self._front = Front(self._config)
        self._boot(self._kept_ms, now_ms, powered=powered)
        self.way.restarted()

    def _boot(self, kept_ms: int, now_ms: int, *, powered: bool) -> None:
        for zone, level in self.levels.items():
            self._front.begin(zone, level, now_ms)
        down_ms = now_ms - kept_ms if powered else None
        levels = tuple(self.levels.items())
        self.step(Booted(was_ms=kept_ms, down_ms=down_ms, powered=powered, levels=levels, cause="start"), now_ms)

    # rules --------------------------------------------------------------------------------------------

    def _judge(self, before: State, event: Event, now_ms: int) -> None:
        """The walk's rules on a step of the year: the same step, its instant moved to nought as the rules want it."""
        if isinstance(event, Booted):
            return  # its own clock is part of the event; the walk judges boots
        was = rebased(before, now_ms)
        outcome = self._core(self.plan, was, event, 0)
        edge = Edge(self.plan, was, event, 0, outcome, outputs(self.plan, was, 0))
        sort = (type(event), edge.kinds.union(edge.touched))
        if sort not in self._asked:
            self._asked[sort] = asked_of(INVARIANTS, *sort)
        for rule in self._asked[sort]:
            what = rule.check(edge)
            if what is not None:
                self._complain(f"{rule.name}: {what}")

    def _complain(self, what: str) -> None:
        if len(self.violations) < VIOLATIONS_MAX:
            self.violations.append(what)
