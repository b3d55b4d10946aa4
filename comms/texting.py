"""Decides what goes to the station as a text message, and when: the second path, beside the first and not after it.

Pure. An alarm that the station has not acknowledged within five seconds goes by text as well, and at once when the
network is known to be dead; everything else that is worth a message waits a minute. Each try is written down by alarmd
before the modem hears of it, and alarmd says no when there were enough: neither a loop of ours nor a restart at every
message may empty a card. What the network refused for certain is taken back. A text that the station acknowledged is
done with here; its whole report stays in the outbox until the network is back.
"""

from enum import Enum

import msgspec
from msgspec.structs import replace

from comms.at_facts import CardFails, Dead, Fact, NotSent, PowerFails, Ready, Registered, Sent
from comms.at_words import Advice
from panel.api import (
    Acked,
    Attempt,
    AttemptWanted,
    Path,
    Probe,
    ProbeWanted,
    StartOver,
    TakeBack,
    Text,
    Texted,
    Texts,
    TextsWanted,
)

HELD_MAX = 8
PROBE = 0  # the place of the message that asks whether the path works; reports begin at 1

WAIT_MS = {True: 5_000, False: 60_000}  # by "is an alarm": how long the first path is given
DEAD_MS = 1_000  # without a connection for that long: it is not only being made anew
ANSWER_MS = 120_000  # for a message and its answer, half a minute each on a busy network; doubles with each try
ANSWER_MS_MAX = 3_600_000
AGAIN_MS, AGAIN_MS_MAX = 10_000, 300_000  # after a refusal, doubling
CARD_MS = 300_000  # a card that is empty or locked: somebody must come
REFUSED_MS = 3_600_000  # when there were enough tries: the day's count may have become smaller
LOST_MS = 60_000  # with the half minute in which nobody asked: a path is known to be lost after 90 s
FAILURES_MAX = 3  # refusals in a row that make the path a broken one
PROBE_MS = 5 * 3_600_000
PROBE_FIRST_MS = 60_000
PROBE_AGAIN_MS = 1_800_000
PROBE_ANSWER_MS = 600_000


class Linked(msgspec.Struct, frozen=True):
    """alarmd is there, perhaps another one than before, or gone."""

    on: bool


class Primary(msgspec.Struct, frozen=True):
    """The network's path: ``works`` as far as is known now."""

    works: bool


class PortGone(msgspec.Struct, frozen=True):
    """The modem's port cannot be opened, or was pulled out."""

    detail: str


class TimePassed(msgspec.Struct, frozen=True):
    """Nothing but time."""


Event = Linked | Primary | PortGone | TimePassed | Texts | Texted | Acked | Attempt | Probe | StartOver | Fact


class SendText(msgspec.Struct, frozen=True):
    """For the modem: one part, to the station. ``n``: its place, by which ``Sent`` and ``NotSent`` name it."""

    n: int
    body: str


Action = SendText | TextsWanted | AttemptWanted | TakeBack | ProbeWanted | Path


class Stage(Enum):
    """How far a text has come."""

    WAITS = "waits"
    ASKED = "asked"  # whether it may go
    GOES = "goes"  # it is the modem's
    WENT = "went"  # the network has it; the station has not answered
    SPENT = "spent"  # it may not go again


class Held(msgspec.Struct, frozen=True):
    """A text on its way. ``over``: the station has it, while the modem is not done with it yet."""

    text: Text
    due_ms: int
    stage: Stage = Stage.WAITS
    tries: int = 0
    over: bool = False


class State(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is remembered between two steps. Start with ``start``.

    ``dead_ms``: since when the first path does not work; None while it does. ``lost_ms``: since when the modem can send
    nothing. ``busy``: the place of what is asked for or sent now; ``sending``: of what the modem has.
    ``block_ms``: nothing goes before.
    """

    link: bool = False
    dead_ms: int | None
    ready: bool = False
    registered: bool = False
    lost_ms: int | None
    why: str = "it has not answered yet"
    failures: int = 0
    up: bool | None = None
    held: tuple[Held, ...] = ()
    cursors: tuple[int, int] = (0, 0)
    asked: bool = False
    busy: int | None = None
    sending: int | None = None
    block_ms: int = 0
    probe_ms: int
    answer_ms: int | None = None  # by then the station should have answered the probe
    deaf: bool = False  # it did not


def start(now: int) -> State:
    """Nothing known, nothing held."""
    return State(dead_ms=now, lost_ms=now, probe_ms=now + PROBE_FIRST_MS)


def step(state: State, event: Event, now: int) -> tuple[State, tuple[Action, ...]]:
    """What follows from ``event`` at ``now``. Total: no event is wrong in any state."""
    turn = _Turn(state, now)
    turn.take(event)
    turn.settle()
    return turn.state, tuple(turn.actions)


def next_deadline(state: State) -> int | None:
    """When ``TimePassed`` is wanted at the latest, or None when only an event can change anything."""
    found = [state.answer_ms]
    if state.lost_ms is not None and state.up is not False:
        found.append(state.lost_ms + LOST_MS)
    if state.link and state.lost_ms is None and state.busy is None:
        due = [held.due_ms for held in state.held if _may_go(held)]
        # While one is waited for no other goes, however late that one was allowed: to wake for it would never end.
        probe = [state.probe_ms] if state.answer_ms is None else []
        found += [max(at_ms, state.block_ms) for at_ms in (*due, *probe)]
    return min((at_ms for at_ms in found if at_ms is not None), default=None)


def _may_go(held: Held) -> bool:
    return held.stage in (Stage.WAITS, Stage.WENT, Stage.SPENT)


class _Turn:
    """One step at work; mutable inside it only."""

    def __init__(self, state: State, now: int) -> None:
        self.state = state
        self.now = now
        self.actions: list[Action] = []

    def set(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)

    def take(self, event: Event) -> None:
        match event:
            case Linked(on=on):
                self._link(on)
            case StartOver():
                self.set(cursors=(0, 0), asked=False)
            case Primary(works=works):
                self._primary(works)
            case Texts():
                self._hold(event)
            case Acked(ns=ns) | Texted(ns=ns):
                self._done(frozenset(ns), by_text=isinstance(event, Texted))
            case Attempt(n=n, allowed=allowed):
                self._attempt(n, allowed)
            case Probe(body=body):
                self._send_probe(body)
            case _:
                self._modem(event)

    def settle(self) -> None:
        self._judge()
        self._go()
        if self.state.link and not self.state.asked and len(self.state.held) < HELD_MAX:
            self.set(asked=True)
            alarm, other = self.state.cursors
            room = HELD_MAX - len(self.state.held)
            self.actions.append(TextsWanted(after_alarm=alarm, after_other=other, limit=room))

    # alarmd -------------------------------------------------------------------------------------

    def _link(self, on: bool) -> None:
        """What was asked of an alarmd that is gone is asked of the next one."""
        held = tuple(replace(h, stage=Stage.WAITS) if h.stage is Stage.ASKED else h for h in self.state.held)
        self.set(link=on, asked=False, cursors=(0, 0), held=held, busy=self.state.sending)
        if on and self.state.up is not None:
            self.actions.append(self._path())

    def _hold(self, texts: Texts) -> None:
        self.set(asked=False, cursors=(texts.after_alarm, texts.after_other))
        known = {held.text.n for held in self.state.held}
        fresh = tuple(Held(text, self._due_ms(text)) for text in texts.texts if text.n not in known)
        self.set(held=(*self.state.held, *fresh))

    def _due_ms(self, text: Text) -> int:
        patience_ms = self.now + WAIT_MS[text.alarm]
        return patience_ms if self.state.dead_ms is None else min(patience_ms, self.state.dead_ms + DEAD_MS)

    def _done(self, ns: frozenset[int], *, by_text: bool) -> None:
        left = (h for h in self.state.held if h.text.n not in ns or h.stage is Stage.GOES)
        self.set(held=tuple(replace(h, over=True) if h.text.n in ns else h for h in left))
        if by_text:
            self.set(deaf=False, answer_ms=None, probe_ms=self.now + PROBE_MS)

    def _attempt(self, n: int, allowed: bool) -> None:
        held = self._of(n)
        if held is None or held.stage is not Stage.ASKED:
            if self.state.busy == n and held is None:
                self.set(busy=None)  # acknowledged while alarmd was asked
                if allowed:
                    self.actions.append(TakeBack(n=n))
        elif allowed:
            self._change(held, stage=Stage.GOES)
            self.set(sending=n)
            self.actions.append(SendText(n, held.text.body))
        else:
            self._change(held, stage=Stage.SPENT, due_ms=self.now + REFUSED_MS)
            self.set(busy=None)

    def _send_probe(self, body: str) -> None:
        if self.state.busy != PROBE:
            return
        if body:
            self.set(answer_ms=self.now + PROBE_ANSWER_MS, sending=PROBE)
            self.actions.append(SendText(PROBE, body))
        else:
            self.set(busy=None, probe_ms=self.now + PROBE_MS)  # there is no station to ask

    # the first path -----------------------------------------------------------------------------

    def _primary(self, works: bool) -> None:
        if works:
            self.set(dead_ms=None)
        elif self.state.dead_ms is None:
            self.set(dead_ms=self.now)
            first = self.now + DEAD_MS
            sooner = (replace(h, due_ms=min(h.due_ms, first)) if not h.tries else h for h in self.state.held)
            self.set(held=tuple(sooner))

    # the modem ----------------------------------------------------------------------------------

    def _modem(self, event: PortGone | TimePassed | Fact) -> None:
        match event:
            case Ready():
                self._can_send(ready=True)
            case Registered(registered=registered):
                self._can_send(registered=registered, why="" if registered else "no network takes it in")
            case CardFails(detail=detail):
                self._can_send(ready=False, why=f"its card: {detail}")
            case PortGone(detail=detail):
                self._can_send(ready=False, registered=False, why=detail)
            case Dead():
                self._can_send(ready=False, registered=False, why="it does not answer")
            case PowerFails(detail=detail):
                self.set(why=detail)
            case Sent(id=id):
                self._sent(int(id))
            case NotSent():
                self._not_sent(event)
            case _:
                pass  # signal, other people's messages and what became of ours decide nothing here

    def _can_send(self, *, ready: bool | None = None, registered: bool | None = None, why: str = "") -> None:
        ready = self.state.ready if ready is None else ready
        registered = self.state.registered if registered is None else registered
        able = ready and registered
        lost_ms = None if able else self.now if self.state.lost_ms is None else self.state.lost_ms
        self.set(ready=ready, registered=registered, lost_ms=lost_ms, why=why or self.state.why)

    def _sent(self, n: int) -> None:
        self.set(busy=None, sending=None, failures=0)
        held = self._no_longer_going(n)
        if held is not None:
            waits_ms = min(ANSWER_MS << min(held.tries, 10), ANSWER_MS_MAX)
            self._change(held, stage=Stage.WENT, tries=held.tries + 1, due_ms=self.now + waits_ms)

    def _not_sent(self, failed: NotSent) -> None:
        n = int(failed.id)
        self.set(busy=None, sending=None, failures=self.state.failures + 1)
        if n == PROBE:
            self.set(answer_ms=None, probe_ms=self.now + PROBE_AGAIN_MS)
        elif not failed.unknown:
            self.actions.append(TakeBack(n=n))
        self._block(failed)
        held = self._no_longer_going(n)
        if held is not None:
            never = failed.advice is Advice.NEVER
            self._change(held, stage=Stage.SPENT if never else Stage.WAITS, due_ms=self.now + never * REFUSED_MS)

    def _no_longer_going(self, n: int) -> Held | None:
        """The text that the modem is done with; None if the station has had it meanwhile."""
        self.set(held=tuple(held for held in self.state.held if held.text.n != n or not held.over))
        return self._of(n)

    def _block(self, failed: NotSent) -> None:
        """Of a refusal that is about the very message nobody else suffers."""
        error = "no answer" if failed.error < 0 else f"error {failed.error}"
        if failed.advice is Advice.CARD:
            self.set(block_ms=self.now + CARD_MS, failures=FAILURES_MAX, why=f"its card refuses messages ({error})")
        elif failed.advice is Advice.AGAIN:
            wait_ms = min(AGAIN_MS << min(self.state.failures - 1, 10), AGAIN_MS_MAX)
            self.set(block_ms=self.now + wait_ms, why=f"the network refuses messages ({error}); is the card empty?")

    # what goes ----------------------------------------------------------------------------------

    def _go(self) -> None:
        state = self.state
        if not state.link or state.lost_ms is not None or state.busy is not None or self.now < state.block_ms:
            return
        due = [held for held in state.held if _may_go(held) and held.due_ms <= self.now]
        first = min(due, key=lambda held: (not held.text.alarm, held.tries, held.text.n), default=None)
        if first is not None:
            self._change(first, stage=Stage.ASKED)
            self.set(busy=first.text.n)
            self.actions.append(AttemptWanted(n=first.text.n))
        elif state.probe_ms <= self.now and state.answer_ms is None:
            self.set(busy=PROBE, probe_ms=self.now + PROBE_AGAIN_MS)
            self.actions.append(ProbeWanted())

    def _of(self, n: int) -> Held | None:
        return next((held for held in self.state.held if held.text.n == n), None)

    def _change(self, held: Held, **changes: object) -> None:
        changed = replace(held, **changes)
        self.set(held=tuple(changed if other is held else other for other in self.state.held))

    # whether it works ---------------------------------------------------------------------------

    def _judge(self) -> None:
        if self.state.answer_ms is not None and self.now >= self.state.answer_ms:
            self.set(answer_ms=None, deaf=True, probe_ms=min(self.state.probe_ms, self.now + PROBE_AGAIN_MS))
        up = self._is_up()
        if up is not None and up is not self.state.up:
            self.set(up=up)
            if self.state.link:
                self.actions.append(self._path())

    def _is_up(self) -> bool | None:
        """None: it stays what it was."""
        if self.state.deaf or self.state.failures >= FAILURES_MAX:
            return False
        if self.state.lost_ms is None:
            return True
        return False if self.now - self.state.lost_ms >= LOST_MS else None

    def _path(self) -> Path:
        if self.state.up:
            return Path(name="gsm", up=True)
        detail = "the station does not answer text messages" if self.state.deaf else self.state.why
        return Path(name="gsm", up=False, detail=detail)
