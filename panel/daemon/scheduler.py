"""Hands programmes to the core when their instants come, each once.

It keeps no count of its own: what has been dealt with stands in the core's state, in the same transaction as what came
of it. The clock is looked at every second at least, so a clock that is set is noticed; between, there is nothing to do
until the next instant. While the clock is not believed nothing comes due; what was missed meanwhile is late.
"""

from collections.abc import Callable
from typing import Protocol

import msgspec

from panel.core.events import Event, PeopleChanged, ScheduleDue, TimePassed, TroubleCleared, TroubleRaised
from panel.core.local_time import TimeZone
from panel.core.names import Mode, Trouble
from panel.core.plan import DAY_MS, Plan
from panel.core.schedule import LATE_MS, SET_BACK_MS, Calendar, Done, next_due, to_do
from panel.core.state import State
from panel.core.step import Step
from panel.daemon.parts import Clocks
from panel.daemon.trust import Trust
from panel.store.schedules import fitting


class House(Protocol):
    """What the scheduler needs of the engine."""

    plan: Plan
    clocks: Clocks

    @property
    def live(self) -> State: ...

    def step(
        self,
        event: Event,
        at_ms: int,
        *,
        calendar: Calendar | None = None,
        then: Callable[[], None] | None = None,
    ) -> Step: ...


class Scheduler:
    """One for each engine. ``calendar``: every programme, as last changed; ``wake_ms``: when ``look`` is wanted."""

    def __init__(self, house: House, trust: Trust, calendar: Calendar, zone: TimeZone) -> None:
        self.calendar = calendar
        self.zone = zone
        self.wake_ms: int | None = None
        self._house = house
        self._trust = trust
        self._quiet = (0, 0)  # from and until when, by the wall clock, there is nothing to do
        self._seen: tuple[int, int] | None = None  # both clocks when the one on the wall was last believed

    @property
    def trusted(self) -> bool:
        """Whether the clock is believed; if not, nothing happens by it."""
        return self._trust.holds

    @property
    def running(self) -> Calendar:
        """The calendar as far as the installation still has what it speaks of."""
        return fitting(self.calendar, self._house.plan)

    def look(self, now_ms: int) -> None:
        """Time has come to ``now_ms`` on the monotonic clock: what is due by the wall clock is done."""
        believed = self._trust.look()
        self._tell_doubt(not believed, now_ms)
        if not believed:
            self.wake_ms, self._quiet, self._seen = None, (0, 0), None
            return
        wall_ms = self._house.clocks.wall_ms()
        if not self._quiet[0] <= wall_ms < self._quiet[1]:
            self._work_off(wall_ms, now_ms)
        self._seen = (wall_ms, now_ms)
        self.wake_ms = now_ms + max(1, self._quiet[1] - wall_ms)

    def change(self, calendar: Calendar, change: PeopleChanged, then: Callable[[], None]) -> None:
        """Makes ``calendar`` the one that counts, from this moment on; ``then`` once that is kept.

        What the old one has due by now is done first: the new one says nothing of what was before it.
        """
        now_ms = self._house.clocks.mono_ms()
        self.look(now_ms)
        # By a clock that is not believed nobody can say since when: that is settled when it is.
        self._begin(calendar, self._house.clocks.wall_ms() if self.trusted else 0)
        self._house.step(change, now_ms, calendar=self.calendar, then=then)
        self.look(now_ms)

    def forget(self) -> Calendar:
        """Another owner: no programme of the former one comes any more. The calendar that counts from now on."""
        self._begin(Calendar(), self._house.clocks.wall_ms() if self.trusted else 0)
        return self.calendar

    def _work_off(self, wall_ms: int, now_ms: int) -> None:
        self._settle_beginning(wall_ms, now_ms)
        running = self.running
        leapt = self._leapt(wall_ms, now_ms)
        for one in to_do(running, self.zone, self._done(), wall_ms):
            self._house.step(_told_only(one.event(wall_ms)) if leapt else one.event(wall_ms), now_ms)
        following = next_due(running, self.zone, wall_ms)
        until_ms = wall_ms + DAY_MS
        self._quiet = (wall_ms, until_ms if following is None else min(until_ms, following.due_utc_ms))

    def _leapt(self, wall_ms: int, now_ms: int) -> bool:
        """Whether a clock that was believed has been set forward so far that what it leapt over was missed.

        Then nothing of it disarms, however short a time ago it seems: a server that is wrong by whole years may be
        wrong about today's programme too, which has run already.
        """
        return self._seen is not None and (wall_ms - self._seen[0]) - (now_ms - self._seen[1]) > LATE_MS

    def _settle_beginning(self, wall_ms: int, now_ms: int) -> None:
        """A calendar written by a clock that nobody believed begins when there is one to believe. And when what is
        done lies far ahead, the clock was wrong then: what was due before this moment may have been done before it
        went wrong, and to disarm twice is worse than not to tell of what was missed.
        """
        unsettled = self.calendar.since_utc_ms == 0 and bool(self.calendar.programmes)
        was_ahead = self._done().due_utc_ms > wall_ms + SET_BACK_MS
        noticed = self._quiet != (0, 0) and wall_ms >= self._quiet[0]
        if unsettled or (was_ahead and not noticed):
            self._begin(self.calendar, wall_ms)
            self._house.step(TimePassed(), now_ms, calendar=self.calendar)

    def _begin(self, calendar: Calendar, since_utc_ms: int) -> None:
        self.calendar = msgspec.structs.replace(calendar, since_utc_ms=since_utc_ms)
        self._quiet = (0, 0)

    def _done(self) -> Done:
        state = self._house.live
        return Done(state.schedule_done_ms, max(state.schedule_done, default=""))

    def _tell_doubt(self, doubt: bool, now_ms: int) -> None:
        if doubt != ((Trouble.CLOCK, "") in self._house.live.troubles):
            event: Event = (TroubleRaised if doubt else TroubleCleared)(Trouble.CLOCK, "")
            self._house.step(event, now_ms)


def _told_only(due: ScheduleDue) -> ScheduleDue:
    """The same, too late to be done; arming is done all the same, for it opens nothing."""
    disarms = due.mode is Mode.DISARMED and not due.remind
    return msgspec.structs.replace(due, late_ms=max(due.late_ms, LATE_MS + 1)) if disarms else due
