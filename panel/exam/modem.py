"""Asks a modem, question by question, and leaves it as it was."""

import asyncio
import errno
import time
from collections.abc import Callable

import serial

from comms.at_words import cut, ended
from panel.config.gsm import GsmConfig
from panel.doctor.modem import QUESTIONS, Asked
from panel.exam.lines import Sleep

PATIENCE_S = 3.0  # for an answer; registration and operator may take a second
LOOK_S = 0.05
CHUNK = 4_096
BUSY = frozenset({errno.EBUSY, errno.EAGAIN})


async def ask(gsm: GsmConfig, sleep: Sleep = asyncio.sleep, clock: Callable[[], float] = time.monotonic) -> Asked:
    """What it answers; nothing waits for a modem that says nothing."""
    try:
        line = serial.Serial(gsm.port, gsm.baud, timeout=0, write_timeout=0, exclusive=True)
    except (OSError, serial.SerialException) as error:
        busy = error.errno in BUSY or "exclusively lock" in str(error)
        return Asked(error=str(error), busy=busy)
    try:
        return Asked(answers=await _questions(line, sleep, clock))
    except (OSError, serial.SerialException) as error:
        return Asked(error=str(error))
    finally:
        line.close()


async def _questions(line: serial.Serial, sleep: Sleep, clock: Callable[[], float]) -> dict[str, tuple[str, ...]]:
    answers: dict[str, tuple[str, ...]] = {}
    for question in (QUESTIONS[0], *QUESTIONS):
        answers[question] = await _question(line, question, sleep, clock)
        if not answers[question] and question != QUESTIONS[0]:
            break  # it has fallen silent: what was said so far says enough
    return answers


async def _question(line: serial.Serial, question: str, sleep: Sleep, clock: Callable[[], float]) -> tuple[str, ...]:
    """The lines of the answer, without its echo; none when it does not end in time."""
    line.write(question.encode("ascii") + b"\r")
    held, lines, end_s = b"", [], clock() + PATIENCE_S
    while clock() < end_s:
        held, more = cut(held, line.read(CHUNK))
        lines += [text for text in more if text != question]
        if lines and ended(lines[-1]) is not None:
            return tuple(lines)
        await sleep(LOOK_S)
    return ()
