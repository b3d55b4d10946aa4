"""What is said to a PN532 and when, and what its answers come to. Pure: bytes and times in, errands and findings out.

It is set up, then asked again and again who is in its field. An answer that arrives damaged is asked for once more,
then its command is; a chip that does not answer is woken and set up anew, as after its reset. One that browned out
needs no watching for: as it comes from its reset it looks for a tag for ever, and so answers nothing.
"""

from dataclasses import dataclass, field

from drivers.errors import ReaderError
from drivers.tags import pn532
from drivers.tags.listings import Listed, Lost
from drivers.tags.misread import Misread
from drivers.tags.pn532 import Command, Response, Sign

RETRIES = 1  # it looks twice before it says that nobody is there: a tag in a state of its own may miss the first
CYCLE_MS = 140  # from one listing to the next
FIRST_LOOK_MS = 40  # two looks for a tag take some 30 ms, one that finds it is no longer
AGAIN_MS = 40
ANSWER_MS = 600  # two looks of 150 ms each, as some have been seen to take, and as much again
LOST_MS = 250  # until it is set up anew
TRIES = 3  # of a command whose answers arrive damaged

SET_UP = (
    (Command.SAM_CONFIGURATION, pn532.sam_normal()),
    (Command.GET_FIRMWARE_VERSION, pn532.frame(Command.GET_FIRMWARE_VERSION)),
    (Command.RF_CONFIGURATION, pn532.passive_retries(RETRIES)),
)
LIST = (Command.IN_LIST_PASSIVE_TARGET, pn532.list_targets(2))
# After a tag was found. Whatever state it is in, and whichever of the two requests the firmware sends, it starts anew.
FIELD_OFF = (Command.RF_CONFIGURATION, pn532.field_off())


@dataclass(frozen=True, slots=True)
class Begin:
    """Send a command; rouse the chip before it if it may sleep."""

    frame: bytes
    wake: bool


@dataclass(frozen=True, slots=True)
class Look:
    """Fetch what it says; ``again``: ask for its last answer once more; ``taken``: its first frame was fetched."""

    again: bool
    taken: bool


@dataclass(slots=True)
class _Exchange:
    """A command under way."""

    step: tuple[Command, bytes]
    sent_ms: int
    looks: int = 0
    acknowledged: bool = False
    taken: bool = False
    damaged: bool = False  # its answer, which is to be asked for again
    spoilt: bool = False  # something arrived damaged: it is there, and the line is bad
    asked_again: bool = False
    answer: bytes | None = None
    detail: str = "it does not answer"


@dataclass(slots=True)
class _Plan:
    """What is to be said next. ``tries``: how often the first of the steps came to nothing."""

    steps: list[tuple[Command, bytes]] = field(default_factory=lambda: list(SET_UP))
    wake: bool = True
    listed_ms: int = -CYCLE_MS
    tries: int = 0


class Dialogue:
    """One chip's. ``due_ms``: when ``next`` is wanted."""

    def __init__(self) -> None:
        self.misreads = dict.fromkeys((Misread.DAMAGED, Misread.UNEXPECTED), 0)
        self.due_ms = 0
        self._stream = pn532.Stream()
        self._plan = _Plan()
        self._exchange: _Exchange | None = None

    def next(self, now_ms: int) -> Begin | Look:
        """What is to be done now. Its outcome is for ``heard``, ``busy`` or ``lost``."""
        if self._exchange is None:
            return self._begin(now_ms)
        exchange = self._exchange
        again, exchange.damaged = exchange.damaged, False
        exchange.asked_again |= again
        exchange.looks += 1
        return Look(again, exchange.taken)

    def heard(self, data: bytes, now_ms: int) -> Listed | Lost | None:
        """Bytes came of it, perhaps none."""
        exchange = self._exchange
        if exchange is None:
            return None  # of a command that was given up while its bus hung
        garbage = self._stream.garbage
        exchange.taken |= bool(data)
        frames = self._stream.feed(data)
        for frame in frames:
            self._hear(exchange, frame)
        if exchange.answer is not None:
            return self._done(exchange, exchange.answer, now_ms)
        torn = self._stream.garbage > garbage or (not data and self._stream.pending)
        if torn and Sign.DAMAGED not in frames:
            self._stream.forget()
            self._hear(exchange, Sign.DAMAGED)  # a frame without its beginning, or one that lost a byte and has no end
        return self._wait(exchange, now_ms)

    def busy(self, detail: str, now_ms: int) -> Lost | None:
        """It did not acknowledge its address: it may not have the time just now (6.2.4)."""
        if self._exchange is None:
            return None
        self._exchange.detail = detail
        return self._wait(self._exchange, now_ms)

    def lost(self, detail: str, now_ms: int) -> Lost:
        """Everything from the beginning, after a moment."""
        self._exchange, self._plan = None, _Plan()
        self.due_ms = now_ms + LOST_MS
        return Lost(detail)

    # one command ----------------------------------------------------------------------------------

    def _begin(self, now_ms: int) -> Begin:
        plan = self._plan
        step = plan.steps.pop(0)
        wake, plan.wake = plan.wake, False
        if step is LIST:
            plan.listed_ms = now_ms
        self._stream.forget()
        self._exchange = _Exchange(step, now_ms)
        return Begin(step[1], wake)

    def _hear(self, exchange: _Exchange, heard: pn532.Heard) -> None:
        match heard:
            case Sign.ACK:
                exchange.acknowledged = True
            case Response(command, data) if command == exchange.step[0] and exchange.answer is None:
                exchange.answer = data
            case Sign.DAMAGED:
                self.misreads[Misread.DAMAGED] += 1
                exchange.detail, exchange.spoilt = "what it says is no PN532's", True
                exchange.damaged = exchange.acknowledged  # before that it was the acknowledgement, and an answer comes
            case Sign.ERROR:
                self.misreads[Misread.UNEXPECTED] += 1
                exchange.detail = f"it does not understand {exchange.step[0].name}"
            case _:
                self.misreads[Misread.UNEXPECTED] += 1

    def _wait(self, exchange: _Exchange, now_ms: int) -> Lost | None:
        if exchange.damaged and exchange.asked_again:
            return self._repeat(exchange, now_ms)
        if now_ms - exchange.sent_ms >= ANSWER_MS:
            return self._repeat(exchange, now_ms) if exchange.spoilt else self.lost(exchange.detail, now_ms)
        at_once = exchange.damaged or exchange.looks == 0
        self.due_ms = now_ms if at_once else now_ms + AGAIN_MS
        return None

    def _repeat(self, exchange: _Exchange, now_ms: int) -> Lost | None:
        """It is there and was not understood: the same command once more."""
        self._plan.tries += 1
        if self._plan.tries >= TRIES:
            return self.lost(exchange.detail, now_ms)
        self._exchange = None
        self._plan.steps.insert(0, exchange.step)
        self.due_ms = now_ms
        return None

    def _done(self, exchange: _Exchange, answer: bytes, now_ms: int) -> Listed | Lost | None:
        self._exchange, self._plan.tries = None, 0
        self.due_ms = now_ms
        outcome: Listed | Lost | None = None
        if exchange.step[0] is Command.GET_FIRMWARE_VERSION and not pn532.is_pn532(answer):
            return self.lost(f"it is another chip: it says {answer.hex()}, a PN532 32 and three bytes more", now_ms)
        if exchange.step is LIST:
            outcome = self._listed(answer, now_ms)
        if not self._plan.steps:
            self._plan.steps = [LIST]
            self.due_ms = max(now_ms, self._plan.listed_ms + CYCLE_MS)
        return outcome

    def _listed(self, answer: bytes, now_ms: int) -> Listed | Lost:
        try:
            found = pn532.targets(answer)
        except ReaderError as error:
            self.misreads[Misread.DAMAGED] += 1
            return self.lost(str(error), now_ms)
        if found:
            self._plan.steps = [FIELD_OFF]
        return Listed(tuple(target.nfcid for target in found))
