"""Any order of things: the window holds, alarms are never shut out, nothing is lost or forgotten early."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from comms.policy import (
    HELD_MAX,
    RETRY_MS_MAX,
    SWEEP_MS,
    TRIES_MAX,
    Action,
    Answered,
    Connected,
    Disconnected,
    Send,
    TimePassed,
    next_deadline,
)
from panel.api import Acked, LinkClosed, LinkOpened, Publish, Row, Rows
from tests.comms.story import Story


class Way(RuleBasedStateMachine):
    """One run: a panel, a broker and a station that do whatever they like."""

    @initialize(receive_maximum=st.integers(0, 12))
    def begin(self, receive_maximum: int) -> None:
        self.story = Story()
        self.last_n = 0
        self.waiting: dict[int, Row] = {}  # alarmd's outbox
        self.first_sent: dict[bool, int] = {True: 0, False: 0}
        self._heed(self.story.tell(LinkOpened()))
        self._heed(self.story.tell(Connected(receive_maximum)))

    @rule(is_alarm=st.booleans())
    def report(self, is_alarm: bool) -> None:
        self.last_n += 1
        self.waiting[self.last_n] = Row(n=self.last_n, alarm=is_alarm, jws=f"{self.last_n}")

    @rule()
    def give_rows(self) -> None:
        asked = self.story.state.asked
        if asked is not None:
            rows = [r for r in self.waiting.values() if r.n > asked[0 if r.alarm else 1]]
            rows.sort(key=lambda r: (not r.alarm, r.n))
            if rows:
                self._heed(self.story.tell(Rows(rows=tuple(rows[:HELD_MAX]))))

    @rule(choice=st.integers(0, 100), accepted=st.booleans())
    def puback(self, choice: int, accepted: bool) -> None:
        flights = self.story.state.flights
        if flights:
            self._heed(self.story.tell(Answered(flights[choice % len(flights)], accepted)))

    @rule(choice=st.integers(0, 100))
    def station_acknowledges(self, choice: int) -> None:
        held = self.story.state.held
        if held:
            n = held[choice % len(held)].row.n
            self.waiting.pop(n, None)
            self._heed(self.story.tell(Acked(ns=(n,))))

    @rule(ms=st.sampled_from([1, 1_000, 5_000, 60_000, 100_000]))
    def time_passes(self, ms: int) -> None:
        self._heed(self.story.wait(ms))

    @rule(receive_maximum=st.integers(0, 12))
    def reconnect(self, receive_maximum: int) -> None:
        self._heed(self.story.tell(Disconnected("cut")))
        self._heed(self.story.tell(Connected(receive_maximum)))

    @rule()
    def alarmd_restarts(self) -> None:
        self._heed(self.story.tell(LinkClosed()))
        self._heed(self.story.tell(LinkOpened()))

    @rule(topic=st.sampled_from(["state", "result"]))
    def document(self, topic: str) -> None:
        self._heed(self.story.tell(Publish(topic=topic, jws="document", retain=topic == "state")))

    def _heed(self, actions: tuple[Action, ...]) -> None:
        for action in actions:
            if isinstance(action, Send) and action.topic == "report":
                row = self.waiting.get(int(action.body)) or Row(n=0, alarm=True, jws="")
                if row.n > self.first_sent[row.alarm]:
                    earlier = [r.n for r in self.waiting.values() if r.alarm == row.alarm and r.n < row.n]
                    assert all(n <= self.first_sent[row.alarm] for n in earlier), "overtaken on its first sending"
                    self.first_sent[row.alarm] = row.n

    @invariant()
    def bounded(self) -> None:
        state = self.story.state
        assert len(state.flights) <= max(state.window, 0)
        assert sum(held.row.alarm for held in state.held) <= HELD_MAX
        assert sum(not held.row.alarm for held in state.held) <= HELD_MAX

    @invariant()
    def no_deadline_stays_in_the_past(self) -> None:
        """Waking at a deadline must move it, or the shell would spin."""
        due = next_deadline(self.story.state)
        if due is not None and due <= self.story.now:
            self._heed(self.story.tell(TimePassed()))
            after = next_deadline(self.story.state)
            assert after is None or after > self.story.now

    def teardown(self) -> None:
        """In the end a station that acknowledges gets everything."""
        for _ in range(len(self.waiting) * 2 + TRIES_MAX):
            self.reconnect(20)
            self.give_rows()
            for held in self.story.state.held:
                self.waiting.pop(held.row.n, None)
                self.story.tell(Acked(ns=(held.row.n,)))
            self.story.wait(RETRY_MS_MAX[False] + SWEEP_MS)
        assert self.waiting == {}


Way.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestWay = Way.TestCase
