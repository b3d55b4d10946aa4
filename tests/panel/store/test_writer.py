import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from panel.store import writer as subject
from panel.store.errors import StorageFailed, StorageFull, WriterClosed, WriterOverloaded
from panel.store.journal import Acks, Batch, Journal
from panel.store.writer import Writer
from tests.panel.store.making import ack, batch, reopened, report

DEADLINE_S = 20


class Loop:
    """Stands for the event loop: keeps what is posted, and runs it in the test's own thread when told to."""

    def __init__(self) -> None:
        self._posted: queue.Queue[tuple[Callable[..., Any], tuple[Any, ...]]] = queue.Queue()
        self.said: list[Any] = []

    def call_soon_threadsafe(self, callback: Callable[..., Any], /, *args: Any) -> None:
        self._posted.put((callback, args))

    def note(self, what: Any) -> None:
        assert threading.current_thread() is threading.main_thread()
        self.said.append(what)

    def run(self, times: int = 1) -> list[Any]:
        for _ in range(times):
            callback, args = self._posted.get(timeout=DEADLINE_S)
            callback(*args)
        return self.said

    @property
    def quiet(self) -> bool:
        return self._posted.empty()


class Counting(Journal):
    """A journal that remembers how many batches each of its transactions had."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.groups: list[int] = []

    def transact(self, batches: Sequence[Batch]) -> tuple[Acks, ...]:
        self.groups.append(len(batches))
        return super().transact(batches)


class Stage:
    """A writer, its loop, and a gate at which its thread can be held."""

    def __init__(self, folder: Path) -> None:
        self.loop = Loop()
        self.journal = Counting.open(folder)[0]
        self.writer = Writer(self.journal, self.loop.call_soon_threadsafe, on_broken=self.loop.note)
        self._held = threading.Event()
        self._gate = threading.Event()

    def hold(self) -> None:
        """Returns once the writer's thread stands at the gate."""
        self.writer.query(self._wait, lambda answer: None)
        assert self._held.wait(DEADLINE_S)

    def release(self) -> None:
        self._gate.set()

    def submit(self, *batches: Batch) -> None:
        for one in batches:
            self.writer.submit(one, self.loop.note)

    def _wait(self, journal: Journal) -> None:
        self._held.set()
        self._gate.wait(DEADLINE_S)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    one = Stage(tmp_path)
    yield one
    one.release()
    assert one.writer.close(DEADLINE_S)


def test_a_batch_is_answered_once_it_is_durable(stage: Stage, tmp_path: Path) -> None:
    stage.submit(batch(1, report(1), snapshot=b"armed"))
    assert stage.loop.run() == [Acks(placed=(1,))]
    stage.submit(batch(2, acks=(ack(report(1)),)))
    assert stage.loop.run() == [Acks(placed=(1,)), Acks(ns=(1,))]
    assert stage.writer.close(DEADLINE_S)
    assert reopened(tmp_path)[1].snapshot == b"armed"


def test_what_queued_up_meanwhile_goes_into_one_transaction(stage: Stage) -> None:
    stage.hold()
    stage.submit(*[batch(at, report(at)) for at in range(1, 11)])
    stage.release()
    assert stage.loop.run(11) == [Acks(placed=(n,)) for n in range(1, 11)]
    assert stage.journal.groups == [10]


def test_a_transaction_carries_no_more_than_its_share(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "GROUP_MAX", 4)
    stage.hold()
    stage.submit(*[batch(at) for at in range(10)])
    stage.release()
    stage.loop.run(11)
    assert stage.journal.groups == [4, 4, 2]


def test_a_question_sees_every_batch_handed_in_before_it_and_none_after(stage: Stage) -> None:
    stage.hold()
    stage.submit(batch(1, report(1)), batch(2, report(2)))
    stage.writer.query(lambda journal: journal.count_unacked(), stage.loop.note)
    stage.submit(batch(3, report(3)))
    stage.release()
    assert stage.loop.run(5) == [Acks(placed=(1,)), Acks(placed=(2,)), 2, Acks(placed=(3,))]
    assert stage.journal.groups == [2, 1]


def test_a_medium_that_is_full_is_told_to_everyone_in_the_group(stage: Stage) -> None:
    def limit(journal: Journal) -> None:
        assert journal._db is not None
        journal._db.execute("PRAGMA max_page_count=1")

    stage.writer.query(limit, lambda answer: None)
    stage.hold()
    large = b"x" * 100_000
    stage.submit(batch(1, snapshot=large), batch(2))
    stage.writer.query(lambda journal: journal.count_unacked(), stage.loop.note)
    stage.release()
    first, second, count = stage.loop.run(5)
    assert isinstance(first, StorageFull)
    assert isinstance(second, StorageFull)
    assert count == 0


def test_a_question_that_cannot_be_answered_gets_the_reason(stage: Stage) -> None:
    def fail(journal: Journal) -> int:
        raise StorageFailed("as if the disk had gone")

    stage.writer.query(fail, stage.loop.note)
    (answer,) = stage.loop.run()
    assert isinstance(answer, StorageFailed)


def test_a_full_queue_answers_instead_of_growing(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "QUEUE_MAX", 3)
    stage.hold()
    stage.submit(*[batch(at) for at in range(4)])
    (refused,) = stage.loop.run()
    assert isinstance(refused, WriterOverloaded)
    stage.release()
    assert stage.loop.run(4)[1:] == [Acks()] * 3


def test_silence_counts_only_while_an_answer_is_owed(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1_000_000_000]
    monkeypatch.setattr(subject, "_now_ms", lambda: now[0])
    assert stage.writer.silent_ms() == 0
    stage.hold()
    now[0] += 4_999
    stage.submit(batch(1))
    assert (stage.writer.silent_ms(), stage.writer.is_stuck()) == (4_999, False)
    now[0] += 1
    assert (stage.writer.silent_ms(), stage.writer.is_stuck()) == (5_000, True)
    stage.release()
    stage.loop.run(2)
    assert stage.writer.close(DEADLINE_S)
    now[0] += 60_000
    assert (stage.writer.silent_ms(), stage.writer.is_stuck()) == (0, False)


def test_closing_finishes_what_was_handed_in_and_refuses_the_rest(stage: Stage, tmp_path: Path) -> None:
    stage.hold()
    stage.submit(*[batch(at, report(at)) for at in range(1, 6)])
    closing = threading.Thread(target=stage.writer.close)
    closing.start()
    stage.release()
    closing.join(DEADLINE_S)
    stage.submit(batch(9))
    said = stage.loop.run(7)
    assert said[:5] == [Acks(placed=(n,)) for n in range(1, 6)]
    assert isinstance(said[5], WriterClosed)
    assert reopened(tmp_path)[0].count_unacked() == 5


def test_a_writer_stuck_on_its_disk_does_not_hold_up_the_end(stage: Stage) -> None:
    stage.hold()
    assert not stage.writer.close(timeout_s=0.01)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_broken_invariant_is_no_storage_failure(stage: Stage) -> None:
    stage.submit(batch(1, report(1)))
    stage.loop.run()
    stage.submit(batch(2, report(1, text="another")))
    error = stage.loop.run()[-1]
    assert isinstance(error, AssertionError)
    assert "two reports under one identity" in str(error)
    assert stage.loop.quiet
