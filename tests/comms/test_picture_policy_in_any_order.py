"""Whatever the line does, each picture arrives whole, once, and reports are never in its way."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from comms.picture_documents import CHUNK_BYTES, ranges
from comms.picture_policy import (
    ANSWER_MS_MAX,
    WINDOW_MAX,
    Answered,
    Event,
    Fetch,
    Forget,
    Lost,
    Opened,
    Quiet,
    Read,
    SendChunk,
    SendDocument,
    State,
    TimePassed,
    next_deadline,
    step,
)
from panel.api import Carried, Carry, Lacking

Message = tuple[str, int]  # a picture's piece, or its document: -1


class Line(RuleBasedStateMachine):
    """alarmd with a list, a broker that loses, doubles and reorders, a station that says what it lacks."""

    @initialize()
    def begin(self) -> None:
        self.state, self.now = State(), 1_000
        self.rows: list[Carried] = []
        self.made = 0
        self.bytes: set[str] = set()
        self.reading: list[str] = []
        self.flying: dict[int, Message] = {}
        self.queue: list[Message] = []
        self.pieces: dict[str, set[int]] = {}
        self.whole: list[str] = []
        self.words: list[Lacking] = []
        self.may_send = False
        self.counts: dict[str, int] = {}

    def tell(self, event: Event) -> None:
        self.state, actions = step(self.state, event, self.now)
        for action in actions:
            match action:
                case Fetch(row=row):
                    self.reading.append(row.picture)
                case Forget(picture=picture):
                    self.bytes.discard(picture)
                case SendDocument(token=token, jws=picture):
                    self._send(token, (picture, -1))
                case SendChunk(token=token, picture=picture, index=index):
                    assert picture in self.bytes, "a piece of what was not read"
                    self._send(token, (picture, index))

    def _send(self, token: int, message: Message) -> None:
        assert self.may_send, "a picture went before a report"
        self.flying[token] = message

    @rule(pieces=st.integers(1, 5), first=st.booleans())
    def picture(self, pieces: int, first: bool) -> None:
        self.made += 1
        name = f"p{self.made}"
        row = Carried(picture=name, jws=name, file="f", size=pieces * CHUNK_BYTES - 7, sha256="A" * 43)
        self.rows.insert(0 if first else len(self.rows), row)
        self._list()

    def _list(self) -> None:
        self.tell(Carry(pictures=tuple(self.rows[:8])))

    @rule()
    def files_are_read(self) -> None:
        while self.reading:
            name = self.reading.pop(0)
            self.bytes.add(name)
            self.tell(Read(name))

    @rule(on=st.booleans())
    def reports(self, on: bool) -> None:
        self.may_send = on
        self.tell(Quiet(on))

    @rule(choice=st.integers(0, 10), lost=st.sampled_from((False, False, False, True)), refused=st.booleans())
    def broker(self, choice: int, lost: bool, refused: bool) -> None:
        """Takes one of those in flight, or refuses it; what it took it may lose all the same."""
        if self.flying:
            token = sorted(self.flying)[choice % len(self.flying)]
            message = self.flying.pop(token)
            if not lost and not refused:
                self.queue.append(message)
            self.tell(Answered(token, not refused))

    @rule(again=st.booleans(), window=st.integers(0, 4))
    def cut(self, again: bool, window: int) -> None:
        """What flew arrived, or did not."""
        self.queue += list(self.flying.values()) if again else []
        self.flying.clear()
        self.tell(Lost())
        self.tell(Opened(window))

    @rule(choice=st.integers(0, 10), twice=st.booleans())
    def station(self, choice: int, twice: bool) -> None:
        if self.queue:
            at = choice % len(self.queue)
            message = self.queue[at] if twice else self.queue.pop(at)
            self._arrive(*message)

    def _arrive(self, name: str, index: int) -> None:
        count = self._count(name)
        if name in self.whole:
            return self._settle(name)
        if index < 0 and name not in self.pieces:
            self.pieces[name] = set()
        elif index < 0:
            missing = tuple(at for at in range(count) if at not in self.pieces[name])
            self.words.append(Lacking(picture=name, missing=ranges(missing)))
        elif name in self.pieces:  # a piece of what was never told of is refused
            self.pieces[name].add(index)
        if len(self.pieces.get(name, ())) == count:
            assert name not in self.whole, "twice"
            self.whole.append(name)
            self._settle(name)
        return None

    def _count(self, name: str) -> int:
        if name not in self.counts:
            self.counts[name] = next(-(-row.size // CHUNK_BYTES) for row in self.rows if row.picture == name)
        return self.counts[name]

    def _settle(self, name: str) -> None:
        self.rows = [row for row in self.rows if row.picture != name]
        self._list()

    @rule(lost=st.booleans())
    def words_arrive(self, lost: bool) -> None:
        words, self.words = self.words, []
        for word in words:
            if not lost:
                self.tell(word)

    @rule(ms=st.sampled_from([1, 1_000, 5_000, 60_000, 400_000]))
    def time_passes(self, ms: int) -> None:
        end = self.now + ms
        while (due := next_deadline(self.state)) is not None and due <= end:
            self.now = max(self.now, due)
            self.tell(TimePassed())
        self.now = end

    @rule()
    def alarmd_restarts(self) -> None:
        self._list()

    @invariant()
    def bounded(self) -> None:
        assert len(self.state.flights) <= min(max(self.state.window, 0), WINDOW_MAX)

    @invariant()
    def no_deadline_stays_in_the_past(self) -> None:
        due = next_deadline(self.state)
        if due is not None and due <= self.now:
            self.tell(TimePassed())
            after = next_deadline(self.state)
            assert after is None or after > self.now

    def teardown(self) -> None:
        """A line that works brings everything, each once."""
        self.reports(True)
        for row in self.rows:
            self._count(row.picture)
        self.cut(again=False, window=2)
        for _ in range(400):
            if not self.rows:
                break
            self.files_are_read()
            self.words_arrive(lost=False)
            if self.flying:
                self.broker(0, lost=False, refused=False)
            elif not self.queue:
                self.time_passes(ANSWER_MS_MAX)
            while self.queue:
                self._arrive(*self.queue.pop(0))
        assert self.rows == []
        assert len(self.whole) == len(set(self.whole)) == self.made


Line.TestCase.settings = settings(max_examples=100, stateful_step_count=50, deadline=None)
TestLine = Line.TestCase
