"""The dialogue with a modem: one command at a time, news at any time, and always a way back. Pure.

Bytes in, bytes and facts out. It begins with a modem that may be off, asleep, in the middle of something or in another
mode, and brings it to where messages go and come. Whatever it is asked to send ends in exactly one ``Sent`` or
``NotSent``. A modem that does not answer three times in a row is ``Dead``: whoever holds its power key then switches it
off and on and begins anew.
"""

from itertools import pairwise
from typing import assert_never

import msgspec
from msgspec.structs import replace

from comms.at_facts import (
    Came,
    CardFails,
    Command,
    Dead,
    Fact,
    Fated,
    Message,
    NotSent,
    PowerFails,
    Ready,
    Registered,
    Sent,
    Signal,
    Step,
    Write,
)
from comms.at_words import (
    BEGINS,
    BEGUN,
    PROMPT,
    Advice,
    Ended,
    advice,
    announces_pdu,
    cut,
    ended,
    is_power_news,
    is_registered,
    number_after,
    place_of_news,
    place_stored,
    registration,
    signal_dbm,
    switches_off,
)
from comms.errors import PduError
from comms.pdu import Deliver, received

PROMPT_MS = 10_000
NETWORK_MS = 60_000  # for the network to take a message (27.005 names no limit; SIM800: up to 60 s)
POLL_MS = 30_000  # registration and signal; a lost network is known within 90 s
CARD_RETRY_MS = 10_000  # a card that is not ready may still be starting
SILENCES_MAX = 3
SAID_MAX = 200  # lines of one answer: a card keeps some fifty messages


START = (
    Command(Step.WAKE, "AT"),
    Command(Step.ECHO, "ATE0"),
    Command(Step.ERRORS, "AT+CMEE=1"),
    Command(Step.CARD, "AT+CPIN?"),
    Command(Step.PDU_MODE, "AT+CMGF=0"),
    # Messages that came are kept on the card and announced; what became of ours is told at once.
    Command(Step.NEWS, "AT+CNMI=2,1,0,1,0"),
)
POLL = (Command(Step.REGISTRATION, "AT+CREG?"), Command(Step.SIGNAL, "AT+CSQ"))


class Modem(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of it. ``asked``: the command that is being answered, since when until when, and what it said.

    ``todo`` comes before ``outbox``. ``sending``: the message under way, of which ``references`` are taken already.
    """

    open: bool = False
    ready: bool = False
    held: bytes = b""
    asked: Command | None = None
    until_ms: int = 0
    said: tuple[str, ...] = ()
    todo: tuple[Command, ...] = ()
    sending: Message | None = None
    references: tuple[int, ...] = ()
    outbox: tuple[Message, ...] = ()
    poll_ms: int = 0
    silences: int = 0
    pdu_follows: bool = False
    registered: bool | None = None
    dbm: int | None = None


Outcome = tuple[Modem, tuple[Fact, ...]]


class _Turn:
    """One turn of the dialogue: the modem, open for change, and what comes of it."""

    def __init__(self, modem: Modem, now_ms: int) -> None:
        self.modem, self.now_ms = modem, now_ms
        self.facts: list[Fact] = []

    def set(self, **changes: object) -> None:
        self.modem = replace(self.modem, **changes)

    def tell(self, fact: Fact) -> None:
        self.facts.append(fact)

    def close(self) -> Outcome:
        _go_on(self)
        return self.modem, tuple(self.facts)


# what happens -------------------------------------------------------------------------------------


def opened(modem: Modem, now_ms: int) -> Outcome:
    """The line to it is open, or its power came back: everything from the beginning."""
    turn = _Turn(modem, now_ms)
    _begin_anew(turn)
    return turn.close()


def closed(modem: Modem, now_ms: int) -> Outcome:
    """The line is gone. What waits to be sent waits; what was being sent may have been."""
    turn = _Turn(modem, now_ms)
    _give_up(turn, Advice.AGAIN, unknown=True)
    turn.set(open=False, ready=False, asked=None, todo=(), held=b"", registered=None, dbm=None)
    return turn.modem, tuple(turn.facts)


def send(modem: Modem, message: Message, now_ms: int) -> Outcome:
    """One more to be sent, after those that wait."""
    turn = _Turn(modem, now_ms)
    turn.set(outbox=(*modem.outbox, message))
    return turn.close()


def heard(modem: Modem, data: bytes, now_ms: int) -> Outcome:
    """Bytes from the modem, cut anywhere."""
    turn = _Turn(modem, now_ms)
    held, lines = cut(modem.held, data)
    turn.set(held=held)
    for line in lines:
        _hear(turn, line)
    return turn.close()


def passed(modem: Modem, now_ms: int) -> Outcome:
    """Time passed, at ``next_ms`` at the latest."""
    turn = _Turn(modem, now_ms)
    if modem.asked is not None and now_ms >= modem.until_ms:
        _unanswered(turn, modem.asked)
    if modem.open and modem.asked is None and not modem.todo and now_ms >= modem.poll_ms:
        turn.set(todo=POLL if modem.ready else START, poll_ms=now_ms + POLL_MS)
    return turn.close()


def next_ms(modem: Modem) -> int | None:
    """When ``passed`` wants to be called; None while the line is closed."""
    if not modem.open:
        return None
    return modem.until_ms if modem.asked is not None else modem.poll_ms


# one command after the other ----------------------------------------------------------------------


def _begin_anew(turn: _Turn) -> None:
    _give_up(turn, Advice.AGAIN, unknown=True)
    turn.set(
        open=True, ready=False, held=b"", asked=None, said=(), todo=START, poll_ms=turn.now_ms + POLL_MS, silences=0,
        pdu_follows=False, registered=None, dbm=None,
    )  # fmt: skip


def _go_on(turn: _Turn) -> None:
    """The next command, if none is being answered: what is to be done first, then what is to be sent."""
    modem = turn.modem
    if not modem.open or modem.asked is not None:
        return
    if modem.todo:
        turn.set(todo=modem.todo[1:])
        _ask(turn, modem.todo[0])
    elif modem.ready and modem.sending is None and modem.outbox:
        turn.set(sending=modem.outbox[0], outbox=modem.outbox[1:], references=())
        _send_part(turn)


def _ask(turn: _Turn, command: Command) -> None:
    turn.set(asked=command, until_ms=turn.now_ms + command.wait_ms, said=())
    turn.tell(Write(command.text.encode("ascii") + (b"\x1a" if command.step is Step.BODY else b"\r")))


def _send_part(turn: _Turn) -> None:
    message = turn.modem.sending
    assert message is not None, "nothing is being sent"
    part = message.parts[len(turn.modem.references)]
    _ask(turn, Command(Step.SEND, f"AT+CMGS={part.length}", PROMPT_MS))


def _unanswered(turn: _Turn, asked: Command) -> None:
    turn.set(asked=None, silences=turn.modem.silences + 1)
    if asked.step in (Step.SEND, Step.BODY):
        turn.tell(Write(b"\x1b"))  # out of the prompt, should it still come
        _give_up(turn, Advice.AGAIN, unknown=asked.step is Step.BODY)
    if turn.modem.silences >= SILENCES_MAX:
        _give_up(turn, Advice.AGAIN, unknown=True)
        turn.set(open=False, ready=False, todo=())
        turn.tell(Dead())
    elif not turn.modem.ready:
        turn.set(todo=START)


def _give_up(turn: _Turn, why: Advice, *, error: int = -1, unknown: bool = False) -> None:
    message = turn.modem.sending
    if message is not None:
        turn.set(sending=None, references=())
        turn.tell(NotSent(message.id, why, error, unknown))


# line by line -------------------------------------------------------------------------------------


def _hear(turn: _Turn, line: str) -> None:
    if turn.modem.pdu_follows:
        turn.set(pdu_follows=False)
        _take_pdu(turn, line)
    elif not turn.modem.open or _is_news(turn, line) or turn.modem.asked is None:
        return
    elif line == PROMPT:
        _prompted(turn, turn.modem.asked)
    elif (end := ended(line)) is not None:
        _answered(turn, turn.modem.asked, end)
    else:
        turn.set(said=(*turn.modem.said, line)[-SAID_MAX:])


def _is_news(turn: _Turn, line: str) -> bool:
    """What comes unasked; takes it in."""
    if is_power_news(line):
        turn.tell(PowerFails(line))
        if switches_off(line):
            _begin_anew(turn)
    elif line in BEGINS and (turn.modem.ready or turn.modem.sending is not None):
        _begin_anew(turn)
    elif announces_pdu(line):
        turn.set(pdu_follows=True)
    elif (place := place_of_news(line)) is not None:
        turn.set(
            todo=(*turn.modem.todo, Command(Step.READ, f"AT+CMGR={place}"), Command(Step.DELETE, f"AT+CMGD={place}"))
        )
    elif (state := registration(line)) is not None:
        _registered(turn, is_registered(state))
    else:
        return line in BEGUN
    return True


def _delete(place: int) -> Command:
    """A card that is full takes no more messages, and says so to nobody (CMS error 322 on the other side)."""
    return Command(Step.DELETE, f"AT+CMGD={place}")


def _prompted(turn: _Turn, asked: Command) -> None:
    message = turn.modem.sending
    if asked.step is Step.SEND and message is not None:
        part = message.parts[len(turn.modem.references)]
        _ask(turn, Command(Step.BODY, part.hex, NETWORK_MS))


def _answered(turn: _Turn, asked: Command, end: Ended) -> None:
    said = turn.modem.said
    turn.set(asked=None, said=(), silences=0)
    match asked.step:
        case Step.WAKE | Step.ECHO | Step.ERRORS | Step.PDU_MODE | Step.REGISTRATION | Step.DELETE:
            pass
        case Step.CARD:
            _card_answered(turn, said, end)
        case Step.NEWS:
            turn.set(ready=True, todo=(Command(Step.STORED, "AT+CMGL=4"), *POLL))
            turn.tell(Ready())
        case Step.STORED:
            _take_stored(turn, said)
        case Step.SIGNAL:
            _heard_signal(turn, said)
        case Step.SEND | Step.BODY:
            _sent(turn, said, end)
        case Step.READ:
            if said:
                _take_pdu(turn, said[-1])
        case _:
            assert_never(asked.step)


def _take_stored(turn: _Turn, said: tuple[str, ...]) -> None:
    """What came while nobody listened; its announcements are lost."""
    for header, pdu in pairwise(said):
        place = place_stored(header)
        if place is not None:
            _take_pdu(turn, pdu)
            turn.set(todo=(*turn.modem.todo, _delete(place)))


def _card_answered(turn: _Turn, said: tuple[str, ...], end: Ended) -> None:
    """Without a card that is open nothing goes; it is asked again, for it may be starting."""
    if "+CPIN: READY" in said and end.error is None:
        return
    detail = said[-1].removeprefix("+CPIN: ") if said else f"error {end.error}"
    turn.tell(CardFails(detail))
    turn.set(todo=(), poll_ms=turn.now_ms + CARD_RETRY_MS)


def _sent(turn: _Turn, said: tuple[str, ...], end: Ended) -> None:
    message = turn.modem.sending
    if message is None:
        return
    if end.error is not None:
        _give_up(turn, advice(end.error), error=end.error)
        return
    reference = next((number for line in said if (number := number_after("+CMGS", line)) is not None), 0)
    turn.set(references=(*turn.modem.references, reference))
    if len(turn.modem.references) < len(message.parts):
        _send_part(turn)
    else:
        turn.tell(Sent(message.id, turn.modem.references))
        turn.set(sending=None, references=())


def _registered(turn: _Turn, registered: bool) -> None:
    if registered is not turn.modem.registered:
        turn.set(registered=registered)
        turn.tell(Registered(registered))


def _heard_signal(turn: _Turn, said: tuple[str, ...]) -> None:
    dbm = next((found for line in said if (found := signal_dbm(line)) is not None), None)
    if dbm is not None and dbm != turn.modem.dbm:
        turn.set(dbm=dbm)
        turn.tell(Signal(dbm))


def _take_pdu(turn: _Turn, line: str) -> None:
    """What cannot be read is left: a stranger may send anything, and it must stop nobody."""
    try:
        found = received(line)
    except PduError:
        return
    turn.tell(Came(found) if isinstance(found, Deliver) else Fated(found))
