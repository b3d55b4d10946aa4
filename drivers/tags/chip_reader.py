"""A tag reader that is a chip with a field: what is to be done with it is done as errands on its bus, and told.

Never more than one errand is under way. What is said to the chip, and what its answers mean, its kind knows (``Talk``).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar, assert_never

from drivers.bus.asking import Asking
from drivers.bus.errands import Answer, Errands
from drivers.health import Health, Report
from drivers.tags.listings import Listed, Lost, Unclear
from drivers.tags.misread import Misread
from drivers.tags.presence import Presence
from drivers.tags.reset_line import ResetLine
from panel.ports import TagRead

PATIENCE_MS = 2_000  # motors start, people touch cables
PRESS_MS, BOOT_MS = 20, 100  # of the reset line
FETCH_MS = 10  # what an errand takes, as a rule
FETCH_MS_MAX = 100  # how often it is looked for once it is late

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Step(Generic[_T]):
    """An errand, and when it is first worth looking whether it is done."""

    work: Callable[[], _T]
    fetch_ms: int = FETCH_MS


class Talk(Protocol[_T]):
    """What one kind of chip is told."""

    misreads: dict[Misread, int]

    @property
    def due_ms(self) -> int:
        """When ``next`` is wanted."""
        ...

    def next(self, now_ms: int) -> Step[_T]:
        """What is to be done now."""
        ...

    def heard(self, answer: Answer[_T], now_ms: int) -> Listed | Unclear | Lost | None:
        """What came of it. An answer that nobody waits for is one of a bus that hung meanwhile."""
        ...


class ChipReader(Generic[_T]):
    """One chip. ``what``: its kind, how it is reached and what to check there, for messages; ``reset``: the line to its
    reset, if any; ``patience_ms``: that long anything may go wrong before it is a trouble."""

    def __init__(
        self,
        name: str,
        what: str,
        errands: Errands,
        talk: Talk[_T],
        report: Report,
        reset: ResetLine | None = None,
        patience_ms: int = PATIENCE_MS,
    ) -> None:
        self.name = name
        self.misreads = talk.misreads
        self._what = what
        self._talk = talk
        self._report = report
        self._reset = reset
        self._patience_ms = patience_ms
        self._asking: Asking[_T] = Asking(errands)
        self._health = Health(name, report)
        self._presence = Presence()
        self._well_ms: int | None = None  # when it last told who is there, or was first looked for
        self._fetch_ms = self._asked_ms = self._held_until_ms = 0

    def poll(self, now_ms: int) -> None:
        """Takes what an errand brought, and sends the next one if it is due. Never waits."""
        if self._well_ms is None:
            self._well_ms = now_ms
        answer = self._asking.answer(now_ms)
        if answer is not None:
            self._found(self._talk.heard(answer, now_ms), now_ms)
        elif not self._asking.idle:
            self._fetch_ms = now_ms + min(FETCH_MS_MAX, max(FETCH_MS, now_ms - self._asked_ms))
        if self._asking.idle and now_ms >= self._due_ms and not self._comes_from_reset(now_ms):
            step = self._talk.next(now_ms)
            self._asked_ms, self._fetch_ms = now_ms, now_ms + step.fetch_ms
            self._asking.ask(step.work, now_ms)

    def next_poll_ms(self) -> int | None:
        """When something is to be fetched or done."""
        return self._due_ms if self._asking.idle else self._fetch_ms

    def close(self) -> None:
        """Lets go of its reset line; its bus is closed by whoever opened it."""
        if self._reset is not None:
            self._reset.close()

    @property
    def _due_ms(self) -> int:
        return max(self._talk.due_ms, self._held_until_ms)

    def _comes_from_reset(self, now_ms: int) -> bool:
        if self._reset is None or not self._reset.pressed:
            return False
        self._reset.release()
        self._held_until_ms = now_ms + BOOT_MS
        return True

    def _found(self, outcome: Listed | Unclear | Lost | None, now_ms: int) -> None:
        match outcome:
            case Listed(uids):
                self._well(now_ms)
                self._listed(uids, now_ms)
            case Unclear():
                self._well(now_ms)
            case Lost(detail):
                self._lost(detail, now_ms)
            case None:
                pass
            case _:
                assert_never(outcome)

    def _well(self, now_ms: int) -> None:
        self._well_ms = now_ms
        self._health.well_at(now_ms)

    def _listed(self, uids: Sequence[bytes], now_ms: int) -> None:
        new = self._presence.listed([uid.hex().upper() for uid in uids], now_ms)
        if new is not None:
            self._report(TagRead(self.name, new, len(new) * 4, now_ms))

    def _lost(self, detail: str, now_ms: int) -> None:
        if self._well_ms is None or now_ms - self._well_ms < self._patience_ms:
            return
        self._health.failed_at(f"{self.name}: {self._what}: {detail}.", now_ms)
        if self._reset is not None:
            self._reset.press()
            self._held_until_ms = now_ms + PRESS_MS


def words_of(error: Exception) -> str:
    """Of an error of the bus its own words, without a number that means nothing to anybody."""
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)
