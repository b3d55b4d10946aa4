"""One question at a time to a bus that may hang: what every device on a bus does, polled by a loop that never waits."""

import errno
from collections.abc import Callable
from typing import Generic, TypeVar

from drivers.bus.errands import Answer, Errand, Errands
from drivers.errors import DriverError

LATE_MS = 2_000  # the slowest of our answers takes 0.1 s; one that takes so long is none
HANGS = "it does not answer, nor does anything else on its bus"

_T = TypeVar("_T")


class Asking(Generic[_T]):
    """One device's questions. ``late_ms``: how long an answer may take."""

    def __init__(self, bus: Errands, late_ms: int = LATE_MS) -> None:
        self._bus = bus
        self._late_ms = late_ms
        self._errand: Errand[_T] | None = None
        self._waits_since_ms = 0
        self._refused = False

    @property
    def idle(self) -> bool:
        """Whether nothing is under way, so that the next question may be asked."""
        return self._errand is None and not self._refused

    def ask(self, work: Callable[[], _T], now_ms: int) -> None:
        """Has that done. One errand at a time: a bus that hangs must not collect them."""
        assert self.idle
        self._waits_since_ms = now_ms
        self._errand = self._bus.ask(work)
        self._refused = self._errand is None

    def answer(self, now_ms: int) -> Answer[_T] | None:
        """What came of it, once; None while nothing has.

        A bus that hangs is an error of ETIMEDOUT, again each time that ``late_ms`` have passed, and what was asked is
        still awaited. The error is one of the bus's (OSError) or of the chip's driver (DriverError): any other is a
        broken invariant of ours, from the other thread, and is raised.
        """
        if self._refused:
            self._refused = False
            return Answer(error=_hangs())
        if self._errand is None:
            return None
        answer = self._errand.answer
        if answer is not None:
            self._errand = None
            if answer.error is not None and not isinstance(answer.error, OSError | DriverError):
                raise answer.error
            return answer
        if now_ms - self._waits_since_ms >= self._late_ms:
            self._waits_since_ms = now_ms
            return Answer(error=_hangs())
        return None


def _hangs() -> OSError:
    return OSError(errno.ETIMEDOUT, HANGS)
