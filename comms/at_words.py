"""What a modem says, word by word: lines cut out of bytes, and what each of them means. Pure.

Modems of the SIM800 and SIM7600 classes speak as 3GPP 27.007 and 27.005 have it, and a little as they like: news comes
between a command and its answer, the same line may be news or an answer, and after a brown-out they begin anew.
"""

import re
from enum import StrEnum

import msgspec

LINE_MAX = 600  # the longest PDU has 2 * 176 digits; more without an end is noise on the line
PROMPT = ">"


def cut(held: bytes, data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The whole lines in ``held + data``, and what is left of the last. A prompt ends no line, and counts as one."""
    *whole, rest = re.split(rb"[\r\n]+", held + data)
    lines = [line.decode("ascii", "replace").strip("\0 ") for line in whole]
    if rest.strip(b"\0") in (b">", b"> "):
        lines, rest = [*lines, PROMPT], b""
    return (b"" if len(rest) > LINE_MAX else rest), tuple(line for line in lines if line and len(line) <= LINE_MAX)


# answers ------------------------------------------------------------------------------------------


class Ended(msgspec.Struct, frozen=True):
    """A command's last line. ``error``: of the network or the card (CMS), of the modem (CME), -1 for a bare ERROR;
    None: it is done."""

    error: int | None = None


def ended(line: str) -> Ended | None:
    """Is this the last line of an answer?"""
    if line == "OK":
        return Ended()
    if line == "ERROR":
        return Ended(-1)
    found = re.fullmatch(r"\+CM[SE] ERROR: ?(\d{1,5})", line)
    return None if found is None else Ended(int(found[1]))


class Advice(StrEnum):
    """What an error while sending means for the next try."""

    AGAIN = "again"  # the network is busy or away
    CARD = "card"  # nothing goes until somebody looks after the card
    NEVER = "never"  # this very message is refused


# 3GPP 27.005, 3.2.5, and the network's causes of 24.011, E: congested, out of order, no resources, time-outs.
_AGAIN = frozenset({17, 22, 27, 38, 41, 42, 47, 300, 314, 331, 332, 500, 512, 515, -1})
_CARD = frozenset({8, 10, 50, *range(310, 319), 330})


def advice(error: int) -> Advice:
    """Of an error to ``AT+CMGS``."""
    if error in _CARD:
        return Advice.CARD
    return Advice.AGAIN if error in _AGAIN else Advice.NEVER


def registration(line: str) -> int | None:
    """The state in ``+CREG`` or ``+CEREG``, as an answer (``+CREG: 2,1``) or as news (``+CREG: 1``)."""
    found = re.fullmatch(r"\+CE?REG: ?(?:\d,)?(\d)(?:,\"[^\"]*\",\"[^\"]*\"(?:,\d+)?)?", line)
    return None if found is None else int(found[1])


def is_registered(state: int) -> bool:
    """At home or roaming."""
    return state in (1, 5)


def signal_dbm(line: str) -> int | None:
    """The strength in ``+CSQ``, 0 to 31 in steps of 2 dB from -113 dBm; None for 99, which is not known, or another
    line."""
    found = re.fullmatch(r"\+CSQ: ?(\d{1,2}),\d{1,2}", line)
    return None if found is None or int(found[1]) > 31 else -113 + 2 * int(found[1])


def number_after(word: str, line: str) -> int | None:
    """The number in ``+CMGS: 12``."""
    found = re.fullmatch(rf"{re.escape(word)}: ?(\d{{1,5}})", line)
    return None if found is None else int(found[1])


# news ---------------------------------------------------------------------------------------------


def place_of_news(line: str) -> int | None:
    """Where a message that came is kept: ``+CMTI: "SM",3``."""
    found = re.fullmatch(r"\+CMTI: ?\"[A-Z]{2}\",(\d{1,4})", line)
    return None if found is None else int(found[1])


def place_stored(line: str) -> int | None:
    """Where a message of a list is kept: ``+CMGL: 3,1,,24``."""
    found = re.match(r"\+CMGL: ?(\d{1,4}),", line)
    return None if found is None else int(found[1])


def announces_pdu(line: str) -> bool:
    """Is the next line a message itself: what became of one of ours, or one that came and is kept nowhere?"""
    return re.match(r"\+CDS: ?\d|\+CMT: ?", line) is not None


BEGUN = frozenset({"RDY", "+CFUN: 1", "Call Ready", "SMS Ready", "PB DONE", "SMS DONE"})
# Those of a modem that has just begun; the others come later in a start, and alone prove nothing.
BEGINS = frozenset({"RDY"})
POWER = re.compile(r"(UNDER|OVER)-VOLTAGE (WARNN?ING|POWER DOWN)|NORMAL POWER DOWN")


def is_power_news(line: str) -> bool:
    """The modem's own supply sags, or it switches itself off."""
    return POWER.fullmatch(line) is not None


def switches_off(line: str) -> bool:
    """After this line the modem is off."""
    return line.endswith("POWER DOWN")
