"""A modem: what it is asked, and what its answers mean.

A dialogue of its own, and not that of ``comms.at``: that one collects the messages that came and deletes them, and an
examination leaves everything as it was.
"""

from collections.abc import Iterator, Mapping

import msgspec

from comms.at_words import is_registered, registration, signal_dbm
from panel.config.gsm import GsmConfig
from panel.doctor.findings import Finding, Section, Teller

# In this order. The first wakes it: twice, because a modem that finds the speed by itself takes the first for that.
QUESTIONS = ("AT", "ATE0", "AT+CMEE=1", "ATI", "AT+CPIN?", "AT+CREG?", "AT+CSQ", "AT+COPS?")
WEAK_DBM = -95  # below that texts begin to fail; 3GPP 27.007 counts from -113 to -51
# 3GPP 27.007, 7.2, +CREG: what is not 1 (home) or 5 (roaming).
ROAMING = 5
REGISTRATION = {0: "not searching", 2: "searching", 3: "denied by the network", 4: "not known"}


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What it said. ``error``: why its port could not be opened; ``busy``: because another program has it.
    ``answers``: the lines to each question, the last of them the result; none where it fell silent."""

    error: str = ""
    busy: bool = False
    answers: Mapping[str, tuple[str, ...]] = {}


def findings(gsm: GsmConfig, asked: Asked) -> Iterator[Finding]:
    """Port, modem, card, network, signal."""
    tell = Teller(Section.MODEM)
    if asked.busy:
        todo = "to examine the modem itself, stop commsd first: sudo systemctl stop sereno-commsd"
        yield tell.note(gsm.port, "another program has it", "commsd has it, while it runs", todo)
        return
    if asked.error:
        todo = "`ls -l /dev/serial/by-id` shows what there is; a modem on USB takes its port with it when it is off"
        yield tell.wrong(gsm.port, asked.error, "a port that opens", todo)
        return
    if not asked.answers.get("AT"):
        found = f"silent at {gsm.baud} baud"
        todo = "is it on (its power key), are RXD and TXD crossed, is the speed right? A SIM800 needs 4.0 V and 2 A"
        yield tell.wrong(gsm.port, found, "OK to AT", todo)
        return
    yield tell.ok(gsm.port, f"answers at {gsm.baud} baud: {_name(asked)}")
    yield _card(tell, asked)
    yield _network(tell, asked)
    yield _signal(tell, asked)


def _lines(asked: Asked, question: str) -> tuple[str, ...]:
    return asked.answers.get(question, ())


def _name(asked: Asked) -> str:
    return " ".join(_lines(asked, "ATI")[:-1])[:60] or "it does not say what it is"


def _card(tell: Teller, asked: Asked) -> Finding:
    lines = _lines(asked, "AT+CPIN?")
    if "+CPIN: READY" in lines:
        return tell.ok("card", "ready, without PIN")
    found = lines[0].removeprefix("+CPIN: ") if lines else "no answer"
    todo = "put the card in, and take its PIN away in a telephone: nobody is there to type it"
    return tell.wrong("card", found, "READY", todo)


def _network(tell: Teller, asked: Asked) -> Finding:
    states = [state for line in _lines(asked, "AT+CREG?") if (state := registration(line)) is not None]
    if states and is_registered(states[0]):
        abroad = "abroad" if states[0] == ROAMING else ""
        return tell.ok("network", " ".join(word for word in ("registered", abroad, _operator(asked)) if word))
    found = REGISTRATION.get(states[0], f"state {states[0]}") if states else "no answer"
    todo = (
        "antenna screwed on? Does the contract run, and does this place have that network (2G is being switched off)?"
    )
    return tell.wrong("network", found, "registered", todo)


def _operator(asked: Asked) -> str:
    """The name in ``+COPS: 0,0,"MEO"``."""
    line = next((line for line in _lines(asked, "AT+COPS?") if line.startswith("+COPS:")), "")
    return line.split('"')[1] if line.count('"') > 1 else ""


def _signal(tell: Teller, asked: Asked) -> Finding:
    dbm = next((found for line in _lines(asked, "AT+CSQ") if (found := signal_dbm(line)) is not None), None)
    if dbm is None:
        return tell.wrong(
            "signal", "none", f"{WEAK_DBM} dBm or better", "antenna screwed on, outside of the metal case?"
        )
    if dbm < WEAK_DBM:
        return tell.note("signal", f"{dbm} dBm: weak", f"{WEAK_DBM} dBm or better", "a better place for the antenna")
    return tell.ok("signal", f"{dbm} dBm")
