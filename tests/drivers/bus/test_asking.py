"""One question at a time, whatever the bus does."""

import errno
from collections.abc import Callable
from typing import TypeVar

import pytest

from drivers.bus.asking import HANGS, LATE_MS, Asking
from drivers.bus.i2c import Errand
from drivers.bus.wire import Wire
from drivers.errors import GaugeError
from hw_sim.i2c.bus import Bus

_T = TypeVar("_T")


class Slow:
    """A bus that does what was asked when the test says so. ``full``: it takes nothing."""

    wire: Wire = Bus()

    def __init__(self) -> None:
        self.full = False
        self.do: Callable[[], None] = lambda: None

    def ask(self, work: Callable[[], _T]) -> Errand[_T] | None:
        errand = Errand(work)
        self.do = errand.run
        return None if self.full else errand

    def close(self) -> None: ...


def test_an_answer_is_given_once_and_then_the_next_question_may_be_asked() -> None:
    bus = Slow()
    asking: Asking[int] = Asking(bus)
    assert asking.answer(0) is None
    asking.ask(lambda: 7, 0)
    busy = asking.idle
    assert not busy and asking.answer(1) is None
    bus.do()
    answer = asking.answer(2)
    assert answer is not None and (answer.value, answer.error) == (7, None)
    assert asking.idle and asking.answer(3) is None


def test_a_bus_that_hangs_is_told_again_and_again_and_its_late_answer_still_counts() -> None:
    bus = Slow()
    asking: Asking[int] = Asking(bus)
    asking.ask(lambda: 7, 0)
    assert asking.answer(LATE_MS - 1) is None
    for late in (LATE_MS, 2 * LATE_MS):
        answer = asking.answer(late)
        assert answer is not None and isinstance(answer.error, OSError)
        assert (answer.error.errno, answer.error.strerror) == (errno.ETIMEDOUT, HANGS)
        assert not asking.idle and asking.answer(late + 1) is None
    bus.do()
    late_answer = asking.answer(3 * LATE_MS)
    assert late_answer is not None and late_answer.value == 7


def test_a_bus_that_takes_nothing_more_hangs_as_well() -> None:
    bus = Slow()
    bus.full = True
    asking: Asking[int] = Asking(bus)
    asking.ask(lambda: 7, 0)
    answer = asking.answer(0)
    assert answer is not None and isinstance(answer.error, OSError) and answer.error.errno == errno.ETIMEDOUT
    assert asking.idle


@pytest.mark.parametrize("error", [OSError(errno.EREMOTEIO, "nobody"), GaugeError("too much")])
def test_what_the_bus_or_a_chip_says_is_an_answer(error: Exception) -> None:
    bus = Slow()
    asking: Asking[int] = Asking(bus)
    asking.ask(_raising(error), 0)
    bus.do()
    answer = asking.answer(0)
    assert answer is not None and answer.error is error


def test_a_broken_invariant_in_the_other_thread_is_one_here() -> None:
    bus = Slow()
    asking: Asking[int] = Asking(bus)
    asking.ask(_raising(AssertionError("ours")), 0)
    bus.do()
    with pytest.raises(AssertionError, match="ours"):
        asking.answer(0)


def _raising(error: Exception) -> Callable[[], int]:
    def work() -> int:
        raise error

    return work
