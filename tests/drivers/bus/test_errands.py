"""Nobody waits for a bus: errands run in its own thread, and a bus that hangs holds up only itself."""

import threading
from collections.abc import Callable
from typing import TypeVar

from drivers.bus.errands import ERRANDS_MAX, Answer, Errand, ThreadedErrands

PATIENCE_S = 10
T = TypeVar("T")


def finished(bus: ThreadedErrands) -> None:
    """Returns when everything asked before is done."""
    over = threading.Event()
    while bus.ask(over.set) is None:
        pass
    assert over.wait(PATIENCE_S)


def asked(bus: ThreadedErrands, work: Callable[[], T]) -> Errand[T]:
    errand = bus.ask(work)
    assert errand is not None
    return errand


def test_an_errand_is_done_in_the_bus_s_thread_and_brings_what_it_found_or_why_nothing() -> None:
    bus = ThreadedErrands("bus-7")

    def fails() -> str:
        raise OSError("nobody there")

    there, nobody = asked(bus, lambda: threading.current_thread().name), asked(bus, fails)
    finished(bus)
    assert there.answer == Answer(value="bus-7")
    assert nobody.answer is not None and isinstance(nobody.answer.error, OSError)
    bus.close()


def test_a_bus_that_hangs_takes_a_handful_of_errands_and_then_says_no() -> None:
    bus, begun, released = ThreadedErrands("test"), threading.Event(), threading.Event()

    def hangs() -> int:
        begun.set()
        return int(released.wait(PATIENCE_S))

    stuck = asked(bus, hangs)
    assert begun.wait(PATIENCE_S)
    waiting = [bus.ask(lambda: 1) for _ in range(ERRANDS_MAX)]
    assert None not in waiting and bus.ask(lambda: 1) is None
    assert stuck.answer is None
    released.set()
    finished(bus)
    assert [errand.answer.value for errand in (stuck, *waiting) if errand and errand.answer] == [1] * (ERRANDS_MAX + 1)
    bus.close()


def test_closing_does_not_wait_for_what_hangs_and_closes_the_bus_once_that_is_over() -> None:
    closed, begun, released = threading.Event(), threading.Event(), threading.Event()
    bus = ThreadedErrands("test", closed.set)

    def hangs() -> bool:
        begun.set()
        return released.wait(PATIENCE_S)

    bus.ask(hangs)
    assert begun.wait(PATIENCE_S)
    for _ in range(ERRANDS_MAX):
        bus.ask(lambda: True)
    bus.close()
    assert not closed.is_set()
    released.set()
    assert closed.wait(PATIENCE_S)
