"""Decides what is handed to the broker, and when: one small window, alarms first, nothing forgotten.

Pure: the shell tells what happened and when (monotonic milliseconds), and does what comes back. A
report stays here, and in alarmd's outbox, until alarmd says that the station acknowledged it; the
broker's PUBACK only frees a place in the window. The transport is trusted with that window alone,
because paho resends everything it was ever handed, at once, after a reconnect (paho 2.2.0 against a
Receive Maximum of 3: 100 in flight), and because a broker may lose what it has confirmed.
"""

from typing import TypeVar

import msgspec

from comms.supervision import Supervision, heard, judge, next_judgement
from panel.api import PLACE_MAX, Acked, LinkClosed, LinkOpened, Path, Publish, Pull, Row, Rows, StartOver

WINDOW_MAX = 8  # messages in the transport without a PUBACK
RESERVED_FOR_ALARMS = 2  # of the window: a backlog of ordinary reports never makes an alarm wait for a round trip
HELD_MAX = 8  # reports of one class held here until the station acknowledges them
RESULTS_MAX = 16  # older ones are dropped: alarmd keeps each for 24 h and gives it again when asked again
RETRY_MS = {True: 5_000, False: 60_000}  # by "is an alarm": how long the station may take to acknowledge
RETRY_MS_MAX = {True: 60_000, False: 300_000}  # the wait doubles with each try, up to this

# A report that the station refuses for good (it keeps another one under the same identity) must not
# silence the panel by filling the places held. After this many tries it makes room, and is taken up
# again from alarmd's outbox with the next sweep.
TRIES_MAX = 5
SWEEP_MS = 300_000

BEYOND = PLACE_MAX  # a cursor after every row: asks for none of that class


class Connected(msgspec.Struct, frozen=True):
    """The broker took us. ``receive_maximum``: how many it wants in flight at once."""

    receive_maximum: int


class Disconnected(msgspec.Struct, frozen=True):
    """The connection to the broker is gone, or could not be made."""

    detail: str


class Answered(msgspec.Struct, frozen=True):
    """The broker's PUBACK for what was sent under ``token``: taken, or refused."""

    token: int
    accepted: bool


class TimePassed(msgspec.Struct, frozen=True):
    """Nothing but time."""


Event = LinkOpened | LinkClosed | Rows | Acked | StartOver | Publish | Connected | Disconnected | Answered | TimePassed


class Send(msgspec.Struct, frozen=True):
    """Hand this to the transport, QoS 1; ``topic`` is the last level of the panel's tree."""

    token: int
    topic: str
    body: str
    retain: bool = False


class Rebuild(msgspec.Struct, frozen=True):
    """Throw the transport away, its thread included, and make a new one."""

    detail: str


Action = Send | Rebuild | Pull | Path  # the last two go to alarmd


class Held(msgspec.Struct, frozen=True):
    """A report on its way. ``token`` is 0 unless it lies in the transport."""

    row: Row
    due_ms: int
    token: int = 0
    tries: int = 0
    first_ms: int = 0


class Paper(msgspec.Struct, frozen=True):
    """A document to put out: done when the broker has it. ``done`` only for a state that may be needed again."""

    publish: Publish
    due_ms: int
    token: int = 0
    tries: int = 0
    done: bool = False


class State(msgspec.Struct, frozen=True):
    """Everything that is remembered between two steps. Start with ``start``."""

    supervision: Supervision
    link: bool = False
    window: int = 0  # 0: not connected
    token: int = 0
    flights: tuple[int, ...] = ()
    held: tuple[Held, ...] = ()
    before: tuple[Held, ...] = ()  # held when alarmd was lost; those that it gives again keep their tries
    results: tuple[Paper, ...] = ()
    state: Paper | None = None  # the newest; retained by the broker
    cursors: tuple[int, int] = (0, 0)  # alarm, other: the highest n taken
    asked: tuple[int, int] | None = None  # the cursors of the Pull that waits at alarmd
    sweep_ms: int | None = None


def start(now: int, heartbeat_ms: int) -> State:
    """Nothing known, nothing held. ``heartbeat_ms``: how often the broker must be heard."""
    return State(supervision=Supervision(heartbeat_ms=heartbeat_ms, heard_ms=now))


def step(state: State, event: Event, now: int) -> tuple[State, tuple[Action, ...]]:
    """What follows from ``event`` at ``now``. Total: no event is wrong in any state."""
    turn = _Turn(state, now)
    turn.take(event)
    turn.settle()
    return turn.state, tuple(turn.actions)


def next_deadline(state: State) -> int | None:
    """When ``TimePassed`` is wanted at the latest, or None when only an event can change anything."""
    judgement = next_judgement(state.supervision, _waiting_ms(state), bool(state.flights))
    found = [due for due in (judgement, state.sweep_ms) if due is not None]
    if state.window:
        found += [held.due_ms for held in state.held if not held.token and _room(state, held.row.alarm)]
        found += [paper.due_ms for paper in _papers(state) if not paper.token and _room(state, alarm=False)]
    return min(found, default=None)


def leaves_room(state: State) -> bool:
    """Whether what is no report may be handed over: the path works, and no report waits for it or for the broker."""
    waits = any(held.token or not held.tries for held in state.held)
    return state.window > 0 and bool(state.supervision.up) and not waits


def _room(state: State, alarm: bool) -> bool:
    reserved = RESERVED_FOR_ALARMS if not alarm and state.window > RESERVED_FOR_ALARMS else 0
    return len(state.flights) < state.window - reserved


def _papers(state: State) -> tuple[Paper, ...]:
    newest = (state.state,) if state.state and not state.state.done else ()
    return (*state.results, *newest)


def _waiting_ms(state: State) -> tuple[int, ...]:
    return tuple(held.first_ms for held in state.held if held.tries)


def _wait_ms(alarm: bool, tries: int) -> int:
    doubled: int = RETRY_MS[alarm] << min(tries - 1, 10)
    return min(doubled, RETRY_MS_MAX[alarm])


class _Turn:
    """One step at work; mutable inside it only."""

    def __init__(self, state: State, now: int) -> None:
        self.state = state
        self.now = now
        self.actions: list[Action] = []

    def take(self, event: Event) -> None:
        match event:
            case LinkOpened() | StartOver():
                self._open_link()
            case LinkClosed():
                self._set(link=False, asked=None)
            case Rows(rows=rows):
                self._hold(rows)
            case Acked(ns=ns):
                self._forget(frozenset(ns))
            case Publish():
                self._put_out(event)
            case Connected(receive_maximum=most):
                self._connect(min(max(most, 1), WINDOW_MAX))
            case Disconnected(detail=detail):
                self._offer_again(window=0)
                self._supervise(msgspec.structs.replace(self.state.supervision, connected=False, detail=detail))
            case Answered(token=token, accepted=accepted):
                self._answer(token, accepted)
            case TimePassed():
                pass

    def settle(self) -> None:
        """Everything that may be due after any event."""
        self._sweep()
        self._make_room()
        self._judge()
        self._send_due()
        self._pull()

    def _set(self, **changes: object) -> None:
        self.state = msgspec.structs.replace(self.state, **changes)

    def _supervise(self, supervision: Supervision) -> None:
        self._set(supervision=supervision)

    # alarmd -------------------------------------------------------------------------------------

    def _open_link(self) -> None:
        """Row numbers may mean other rows now, so nothing old is trusted but what comes again alike."""
        before = self.state.held or self.state.before
        self._set(link=True, before=before, held=(), cursors=(0, 0), asked=None, sweep_ms=None)
        if self.state.supervision.up is not None:
            self.actions.append(self._path())

    def _hold(self, rows: tuple[Row, ...]) -> None:
        self._set(asked=None)
        for row in rows:
            here = any(held.row.n == row.n for held in self.state.held)
            if here or not self._full(row.alarm):
                self._set(cursors=self._cursor_after(row))
            if not here and not self._full(row.alarm):
                known = next((held for held in self.state.before if held.row == row), Held(row, self.now))
                self._set(held=(*self.state.held, known))

    def _cursor_after(self, row: Row) -> tuple[int, int]:
        alarm, other = self.state.cursors
        return (max(alarm, row.n), other) if row.alarm else (alarm, max(other, row.n))

    def _full(self, alarm: bool) -> bool:
        return sum(held.row.alarm == alarm for held in self.state.held) >= HELD_MAX

    def _forget(self, ns: frozenset[int]) -> None:
        self._set(held=tuple(held for held in self.state.held if held.row.n not in ns))
        self._supervise(msgspec.structs.replace(self.state.supervision, acked_ms=self.now))

    def _put_out(self, publish: Publish) -> None:
        paper = Paper(publish, self.now)
        if publish.topic == "state":
            self._set(state=paper)
        else:
            self._set(results=(*self.state.results, paper)[-RESULTS_MAX:])

    def _pull(self) -> None:
        """Asks for what there is room for; a newer Pull replaces the one that waits at alarmd."""
        cursors = self.state.cursors
        wanted = tuple(BEYOND if self._full(alarm) else at for alarm, at in zip((True, False), cursors, strict=True))
        if self.state.link and wanted != (BEYOND, BEYOND) and wanted != self.state.asked:
            self._set(asked=wanted)
            self.actions.append(Pull(after_alarm=wanted[0], after_other=wanted[1], limit=HELD_MAX))

    def _make_room(self) -> None:
        """Sets aside what was tried long enough, but only where it stands in the way of others."""
        for alarm in (True, False):
            tired = next((h for h in self.state.held if h.row.alarm == alarm and h.tries >= TRIES_MAX), None)
            if tired and self._full(alarm):
                self._set(held=tuple(held for held in self.state.held if held is not tired))
                self._set(sweep_ms=self.state.sweep_ms or self.now + SWEEP_MS)

    def _sweep(self) -> None:
        if self.state.sweep_ms is not None and self.now >= self.state.sweep_ms:
            self._set(sweep_ms=None, cursors=(0, 0), asked=None)

    # broker -------------------------------------------------------------------------------------

    def _connect(self, window: int) -> None:
        self._offer_again(window)
        connected = msgspec.structs.replace(self.state.supervision, connected=True, detail="")
        self._supervise(heard(connected, self.now))
        self._beat()

    def _offer_again(self, window: int) -> None:
        """After a loss nobody knows what arrived: everything unacknowledged is due at once, in order."""
        held = tuple(msgspec.structs.replace(held, token=0, due_ms=self.now) for held in self.state.held)
        results = tuple(msgspec.structs.replace(paper, token=0, due_ms=self.now) for paper in self.state.results)
        state = self.state.state and Paper(self.state.state.publish, self.now)
        self._set(window=window, flights=(), held=held, results=results, state=state)

    def _answer(self, token: int, accepted: bool) -> None:
        """A refused report stays due for its retry; so does a document, which otherwise is done."""
        if token not in self.state.flights:
            return  # of a connection that is gone
        self._set(flights=tuple(flight for flight in self.state.flights if flight != token))
        self._supervise(heard(self.state.supervision, self.now))
        self._set(held=tuple(_landed(held, token) for held in self.state.held))
        results = (_landed(paper, token) for paper in self.state.results if not (accepted and paper.token == token))
        self._set(results=tuple(results))
        if self.state.state and self.state.state.token == token:
            self._set(state=msgspec.structs.replace(self.state.state, token=0, done=accepted))

    def _send_due(self) -> None:
        """Alarms first, then answers and the state, then the rest; within a class always in order."""
        for held in sorted(self.state.held, key=lambda held: (not held.row.alarm, held.row.n)):
            if not held.row.alarm:
                self._send_papers()
            if not held.token and held.due_ms <= self.now and _room(self.state, held.row.alarm):
                self._send_row(held)
        self._send_papers()

    def _send_row(self, held: Held) -> None:
        token = self._send("report", held.row.jws)
        tries = held.tries + 1
        due = self.now + _wait_ms(held.row.alarm, tries)
        sent = Held(held.row, due, token, tries, held.first_ms if held.tries else self.now)
        self._set(held=tuple(sent if other is held else other for other in self.state.held))

    def _send_papers(self) -> None:
        for paper in _papers(self.state):
            if not paper.token and paper.due_ms <= self.now and _room(self.state, alarm=False):
                self._send_paper(paper)

    def _send_paper(self, paper: Paper) -> None:
        token = self._send(paper.publish.topic, paper.publish.jws, paper.publish.retain)
        tries = paper.tries + 1
        sent = Paper(paper.publish, self.now + _wait_ms(alarm=True, tries=tries), token, tries)
        self._set(results=tuple(sent if other is paper else other for other in self.state.results))
        if self.state.state is paper:
            self._set(state=sent)

    def _send(self, topic: str, body: str, retain: bool = False) -> int:
        token = self.state.token + 1
        self._set(token=token, flights=(*self.state.flights, token))
        self.actions.append(Send(token, topic, body, retain))
        return token

    # supervision --------------------------------------------------------------------------------

    def _beat(self) -> None:
        self._send("presence", "online", retain=True)

    def _judge(self) -> None:
        before = self.state.supervision
        verdict = judge(before, _waiting_ms(self.state), bool(self.state.flights), self.now)
        self._supervise(verdict.supervision)
        if verdict.supervision.up != before.up and self.state.link:
            self.actions.append(self._path())
        if verdict.rebuild:
            self._offer_again(window=0)
            self.actions.append(Rebuild(verdict.supervision.detail))
        elif verdict.beat:
            self._beat()

    def _path(self) -> Path:
        now = self.state.supervision
        return Path(name="mqtt", up=bool(now.up), detail="" if now.up else now.detail)


_Thing = TypeVar("_Thing", Held, Paper)


def _landed(thing: _Thing, token: int) -> _Thing:
    return msgspec.structs.replace(thing, token=0) if thing.token == token else thing
