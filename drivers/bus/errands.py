"""A bus that nobody waits for: one fenced thread for each bus, errands in, answers fetched when they are there.

A chip may hold the bus's clock low for ever, and a USB adapter hang, and then the kernel's driver waits, a second here,
minutes there. That thread may wait; whoever asked looks for the answer now and then and knows by his own clock when it
has become none.
"""

import queue
import threading
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

import msgspec

ERRANDS_MAX = 16  # that wait; whoever asks has one under way, and no bus has more chips of ours

_T = TypeVar("_T")
_K = TypeVar("_K")


class Answer(msgspec.Struct, Generic[_T], frozen=True):
    """What an errand brought, or why it brought nothing."""

    value: _T | None = None
    error: Exception | None = None


class Errand(Generic[_T]):
    """One piece of work on a bus; ``answer`` is None until it is done."""

    def __init__(self, work: Callable[[], _T]) -> None:
        self._work = work
        self.answer: Answer[_T] | None = None

    def run(self) -> None:
        """Does it; to be called once, wherever the bus lives."""
        try:
            self.answer = Answer(value=self._work())
        except Exception as error:  # noqa: BLE001 - another thread's: it is told to whoever asked, who knows which
            self.answer = Answer(error=error)


class Errands(Protocol):
    """Somebody who runs errands on one bus."""

    def ask(self, work: Callable[[], _T]) -> Errand[_T] | None:
        """Has that done, after what was asked before; None when too much waits already."""
        ...

    def close(self) -> None:
        """Does no more."""
        ...


_E = TypeVar("_E", bound=Errands)


class EachOnce(Generic[_K, _E]):
    """The buses of one board, each opened once, by whoever of its chips comes first."""

    def __init__(self, open_one: Callable[[_K], _E]) -> None:
        self._open_one = open_one
        self._opened: dict[_K, _E] = {}

    def __call__(self, key: _K) -> _E:
        """The bus of that number, or name."""
        if key not in self._opened:
            self._opened[key] = self._open_one(key)
        return self._opened[key]

    def close(self) -> None:
        """Does no more on any of them."""
        for bus in self._opened.values():
            bus.close()
        self._opened.clear()


class ThreadedErrands:
    """Runs errands one after the other in a thread of its own, which dies with the process. ``close``: called in that
    thread, after the last of them."""

    def __init__(self, name: str, close: Callable[[], None] = lambda: None) -> None:
        self._close = close
        self._errands: queue.Queue[Errand[object] | None] = queue.Queue(ERRANDS_MAX)
        threading.Thread(target=self._run, name=name, daemon=True).start()

    def ask(self, work: Callable[[], _T]) -> Errand[_T] | None:
        """Has that done, after what was asked before; None when too much waits already."""
        errand: Errand[_T] = Errand(work)
        try:
            self._errands.put_nowait(errand)  # type: ignore[arg-type] # the thread runs it and looks at nothing else
        except queue.Full:
            return None
        return errand

    def close(self) -> None:
        """Does no more after what is under way; waits for nothing, for that may never end."""
        while True:
            try:
                self._errands.put_nowait(None)
            except queue.Full:
                self._errands.get_nowait()
            else:
                return

    def _run(self) -> None:
        while (errand := self._errands.get()) is not None:
            errand.run()
        self._close()
