"""The core on a stage: people act, doors open, time passes and the clock on the wall is set."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from msgspec.structs import replace

from panel.core.deadlines import next_deadline
from panel.core.events import Actor, Booted, Event, TimePassed
from panel.core.local_time import local_ms
from panel.core.names import Bypass, Mode
from panel.core.outputs import is_refusal, next_change_ms, outputs
from panel.core.readiness import conditions_in_the_way, in_the_way
from panel.core.schedule import Done, next_due, to_do
from panel.core.state import State, all_armed, initial
from panel.core.step import Step, step
from tests.support.stories import words
from tests.support.stories.form import StoryError, clock
from tests.support.stories.houses import CAST, LISBON, Setting
from zones.kinds import Level


class CoreStage:
    """One panel's core from its first start, everything shut. Time is the story's own, from 0."""

    def __init__(self, setting: Setting, verbs: "Verbs", wall: str = "2026-06-01 12:00") -> None:
        self._verbs = verbs
        self.plan, self.calendar = setting.plan, setting.calendar
        self.cast: dict[str, Actor] = dict(CAST)
        self.now_ms = 0
        self.state: State = initial(self.plan)
        self.levels = {zone.id: Level.SECURE for zone in self.plan.zones}
        self.shown = ""
        self.tokens = 0
        self.stopped_ms: int | None = None
        self.powered = True
        self.wall_ms = 0  # of the story's instant 0, UTC
        self.sets_clock(wall)
        self.calendar = replace(self.calendar, since_utc_ms=self.wall_ms)
        self._boots(None, powered=True)

    # the stage of a played story ------------------------------------------------------------------

    def next_ms(self) -> int | None:
        """The next instant at which time alone may do something."""
        if self.stopped_ms is not None:
            return None
        wanted = [next_deadline(self.plan, self.state), next_change_ms(self.plan, self.state, self.now_ms)]
        programme = next_due(self.calendar, LISBON, self.now_ms + self.wall_ms)
        wanted += [programme.due_utc_ms - self.wall_ms] if programme is not None else []
        return min((at for at in wanted if at is not None), default=None)

    def passes(self, at_ms: int) -> list[str]:
        """Time comes to ``at_ms``; nothing happens to a panel that does not run."""
        self.now_ms = at_ms
        if self.stopped_ms is not None:
            return []
        return self.happens(TimePassed()) + self._programmes()

    def does(self, deed: str) -> list[str]:
        """Looks the deed up among the verbs."""
        for pattern, act in self._verbs:
            if found := re.fullmatch(pattern, deed):
                return act(self, found)
        raise StoryError(f"nobody knows how to do {deed!r}; the verbs are in tests/support/stories/verbs.py")

    # what the verbs use ---------------------------------------------------------------------------

    def happens(self, event: Event) -> list[str]:
        """One event at the core, and all that comes of it."""
        self._running()
        before, outcome = self.state, step(self.plan, self.state, event, self.now_ms)
        self.state = outcome.state
        return self._told(before, outcome)

    def stops(self, *, powered: bool) -> list[str]:
        """The panel no longer runs; its state is what was kept last."""
        self._running()
        self.stopped_ms, self.powered = self.now_ms, powered
        return []

    def starts(self, *, known: bool) -> list[str]:
        """It runs again. ``known``: somebody kept time meanwhile."""
        if self.stopped_ms is None:
            raise StoryError("the panel runs already")
        down_ms = self.now_ms - self.stopped_ms if known else None
        said = self._boots(down_ms, powered=self.powered)
        return said + self._programmes()

    def loses_memory(self) -> list[str]:
        """What is stored can no longer be read."""
        if self.stopped_ms is None:
            raise StoryError("a store is found damaged at the start: the panel stops first")
        self.state = all_armed(self.plan)
        return []

    def reads(self, zone: int, level: Level, event: Event) -> list[str]:
        """An input has a new level; while nobody looks only the wire knows."""
        self.levels[zone] = level
        return [] if self.stopped_ms is not None else self.happens(event)

    def sets_clock(self, local: str) -> None:
        """The clock on the wall says ``local`` from now on (the earlier one where it says so twice)."""
        wanted_ms = round(datetime.strptime(local, "%Y-%m-%d %H:%M").replace(tzinfo=UTC).timestamp() * 1_000)
        utc_ms = next((at for at in (wanted_ms - 3_600_000, wanted_ms) if local_ms(LISBON, at) == wanted_ms), None)
        if utc_ms is None:
            raise StoryError(f"no clock in Lisbon ever says {local}")
        self.wall_ms = utc_ms - self.now_ms

    def way(self, area: str, mode: str) -> list[str]:
        """What is in the way of arming, as the panel publishes it."""
        zones = in_the_way(self.plan, self.state, area, Mode(mode), exit_follows=self.plan.exit_delay_ms > 0)
        found = [words.zone_name(self.plan, zone) for zone in zones]
        found += list(conditions_in_the_way(self.plan, self.state))
        return [f"in the way: {' + '.join(found) or 'nothing'}"]

    def memory(self, area: str) -> list[str]:
        """The zones that alarmed and when first, until somebody has seen it."""
        now = next(now for plan, now in zip(self.plan.areas, self.state.areas, strict=True) if plan.id == area)
        return [
            f"memory: {words.zone_name(self.plan, one.zone)}, {one.kind}, at {clock(one.at_ms)}" for one in now.memory
        ] or ["memory: nothing"]

    def left_out(self) -> list[str]:
        """The zones that are left out, and why."""
        zones = zip(self.plan.zones, self.state.zones, strict=True)
        return [f"left out: {zone.name}, {now.bypass}" for zone, now in zones if now.bypass is not Bypass.NONE] or [
            "left out: nothing"
        ]

    # inside ---------------------------------------------------------------------------------------

    def _running(self) -> None:
        if self.stopped_ms is not None:
            raise StoryError("the panel does not run")

    def _boots(self, down_ms: int | None, *, powered: bool) -> list[str]:
        was_ms = self.now_ms if self.stopped_ms is None else self.stopped_ms
        self.stopped_ms = None
        levels = tuple(self.levels.items())
        return self.happens(Booted(was_ms=was_ms, down_ms=down_ms, powered=powered, levels=levels, cause="start"))

    def _programmes(self) -> list[str]:
        said: list[str] = []
        now_utc_ms = self.now_ms + self.wall_ms
        done = Done(self.state.schedule_done_ms, max(self.state.schedule_done, default=""))
        for due in to_do(self.calendar, LISBON, done, now_utc_ms):
            said += self.happens(due.event(now_utc_ms))
        return said

    def _told(self, before: State, outcome: Step) -> list[str]:
        said = [words.report(self.plan, report, self.now_ms) for report in outcome.reports]
        for plan, was, now in zip(self.plan.areas, before.areas, self.state.areas, strict=True):
            if words.area(was) != words.area(now):
                said.append(f"{plan.id}: {words.area(now)}")
        shows = words.shows(outputs(self.plan, self.state, self.now_ms))
        if shows != self.shown:
            self.shown = shows
            said.append(f"shows {shows}")
        said += [words.answer(self.plan, answer) for answer in outcome.answers]
        return said + (["beeps refused"] if is_refusal(outcome.reports, outcome.answers) else [])


Verbs = tuple[tuple[str, Callable[[CoreStage, re.Match[str]], list[str]]], ...]
