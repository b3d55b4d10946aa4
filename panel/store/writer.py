"""The writer: the one thread that waits for the disk, so that nobody else does.

Work is done in the order it was handed in; a question therefore sees every batch before it. Batches
that have queued up meanwhile go into one transaction: under load a sync is shared, without load a
batch never waits for a partner.
"""

import os
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import msgspec

from panel.store.errors import StorageFailed, WriterClosed, WriterOverloaded
from panel.store.journal import Acks, Batch, Journal

QUEUE_MAX = 1024
GROUP_MAX = 64  # batches in a transaction: bounds what one sync carries and how long the first one waits
SILENT_MS_MAX = 5_000

_T = TypeVar("_T")


class CallSoon(Protocol):
    """How an answer gets to the loop's thread, as ``loop.call_soon_threadsafe`` does."""

    def __call__(self, callback: Callable[..., Any], /, *args: Any) -> object: ...


class _Write(msgspec.Struct, frozen=True):
    batch: Batch
    on_done: Callable[[Acks | StorageFailed], None]
    at_ms: int


class _Question(msgspec.Struct, frozen=True):
    ask: Callable[[Journal], Any]
    on_done: Callable[[Any], None]
    at_ms: int


_Job = _Write | _Question


def _now_ms() -> int:
    return time.monotonic_ns() // 1_000_000


def _end_process(error: BaseException) -> None:
    os.abort()


class Writer:
    """Owns ``journal`` from now on. Every callback runs where ``call_soon_threadsafe`` puts it.

    ``on_broken`` gets an exception that is no StorageFailed: an invariant of ours broke. It should mark
    the crash and end the process, and by default does the latter.
    """

    def __init__(
        self,
        journal: Journal,
        call_soon_threadsafe: CallSoon,
        *,
        on_broken: Callable[[BaseException], None] = _end_process,
    ) -> None:
        self._journal = journal
        self._post = call_soon_threadsafe
        self._on_broken = on_broken
        self._jobs: deque[_Job] = deque()
        self._in_hand: tuple[_Job, ...] = ()
        self._changed = threading.Condition()
        self._answered_ms = _now_ms()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="store", daemon=True)
        self._thread.start()

    def submit(self, batch: Batch, on_done: Callable[[Acks | StorageFailed], None]) -> None:
        """Keeps ``batch``; ``on_done`` gets what came of its acknowledgements once all is durable, else why not.

        Never raises and never waits: a full queue and a closed writer are answers too, through ``on_done``.
        """
        self._hand_in(_Write(batch, on_done, _now_ms()))

    def query(self, ask: Callable[[Journal], _T], on_done: Callable[[_T | StorageFailed], None]) -> None:
        """Runs ``ask(journal)`` in the writer's thread; ``on_done`` gets its answer, or why there is none."""
        self._hand_in(_Question(ask, on_done, _now_ms()))

    def silent_ms(self) -> int:
        """How long the writer has owed an answer without giving any; 0 when it owes none."""
        with self._changed:
            oldest = next(iter((*self._in_hand, *self._jobs)), None)
            if oldest is None:
                return 0
            return max(0, _now_ms() - max(self._answered_ms, oldest.at_ms))

    def is_stuck(self) -> bool:
        """Silent for 5 s: the panel then goes on in memory, as with any failed storage."""
        return self.silent_ms() >= SILENT_MS_MAX

    def close(self, timeout_s: float = 10.0) -> bool:
        """Finishes what was handed in, closes the journal; False when the disk did not let it in time."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _hand_in(self, job: _Job) -> None:
        with self._changed:
            refused = self._refusal()
            if refused is None:
                self._jobs.append(job)
                self._changed.notify()
                return
        self._post(job.on_done, refused)

    def _refusal(self) -> StorageFailed | None:
        if self._closing:
            return WriterClosed("the store's writer is closed; nothing is kept any more")
        if len(self._jobs) >= QUEUE_MAX:
            return WriterOverloaded(f"{QUEUE_MAX} writes wait already; the medium is too slow or stuck")
        return None

    def _run(self) -> None:
        try:
            while jobs := self._take():
                self._do(jobs)
                with self._changed:
                    self._in_hand = ()
                    self._answered_ms = _now_ms()
            self._journal.close()
        except BaseException as error:
            self._post(self._on_broken, error)
            raise

    def _take(self) -> tuple[_Job, ...]:
        """Waits for work: as many writes as stand at the head of the queue, or one question; () when closing."""
        with self._changed:
            self._changed.wait_for(lambda: self._jobs or self._closing)
            taken: list[_Job] = []
            while self._jobs and len(taken) < GROUP_MAX and isinstance(self._jobs[0], _Write):
                taken.append(self._jobs.popleft())
            if not taken and self._jobs:
                taken.append(self._jobs.popleft())
            self._in_hand = tuple(taken)
            return self._in_hand

    def _do(self, jobs: tuple[_Job, ...]) -> None:
        if isinstance(jobs[0], _Question):
            self._answer(jobs[0])
        else:
            self._write([job for job in jobs if isinstance(job, _Write)])

    def _answer(self, question: _Question) -> None:
        try:
            answer = question.ask(self._journal)
        except StorageFailed as error:
            answer = error
        self._post(question.on_done, answer)

    def _write(self, writes: list[_Write]) -> None:
        """Tells as soon as the transaction is durable; the second copy, which nobody waits for, comes after."""
        try:
            acks = self._journal.transact([write.batch for write in writes])
        except StorageFailed as error:
            for write in writes:
                self._post(write.on_done, error)
            return
        for write, outcome in zip(writes, acks, strict=True):
            self._post(write.on_done, outcome)
        self._journal.write_copies()
