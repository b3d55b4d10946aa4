"""A PN532 as a tag reader: what ``pn532_dialogue`` decides is done as errands on its bus, and told.

Never more than one errand is under way, and none takes longer than the bytes do.
"""

from collections.abc import Callable
from typing import assert_never

from drivers import pn532
from drivers.asking import Asking
from drivers.errands import Answer, Errands
from drivers.health import Health, Report
from drivers.pn532 import Target
from drivers.pn532_dialogue import FIRST_LOOK_MS, Begin, Dialogue, Listed, Look, Lost
from drivers.pn532_links import NOT_NOW, Link
from drivers.presence import Presence
from drivers.reset_line import ResetLine
from panel.ports import TagRead

FETCH_MS = 10  # what an errand takes: 65 bytes over I2C are 6 ms
FETCH_MS_MAX = 100  # and how often it is looked for once it is late
PATIENCE_MS = 2_000  # motors start, people touch cables
PRESS_MS, BOOT_MS = 20, 100  # of the reset line


class Pn532Reader:
    """``where``: how it is reached and what to check there, for messages. ``reset``: the line to its reset, if any.
    ``patience_ms``: that long anything may go wrong before it is a trouble."""

    def __init__(
        self,
        name: str,
        errands: Errands,
        link: Link,
        where: str,
        report: Report,
        reset: ResetLine | None = None,
        patience_ms: int = PATIENCE_MS,
    ) -> None:
        self.name = name
        self._patience_ms = patience_ms
        self._link = link
        self._where = where
        self._report = report
        self._reset = reset
        self._asking: Asking[bytes] = Asking(errands)
        self._health = Health(name, report)
        self._dialogue = Dialogue()
        self._presence = Presence()
        self._well_ms: int | None = None  # when it last answered a listing, or was first looked for
        self._fetch_ms = self._asked_ms = self._held_until_ms = 0
        self.misreads = self._dialogue.misreads

    def poll(self, now_ms: int) -> None:
        """Takes what an errand brought, and sends the next one if it is due. Never waits."""
        if self._well_ms is None:
            self._well_ms = now_ms
        answer = self._asking.answer(now_ms)
        if answer is not None:
            self._answered(answer, now_ms)
        elif not self._asking.idle:
            self._fetch_ms = now_ms + min(FETCH_MS_MAX, max(FETCH_MS, now_ms - self._asked_ms))
        if self._asking.idle and now_ms >= self._due_ms:
            self._go_on(now_ms)

    def next_poll_ms(self) -> int | None:
        """When something is to be fetched or sent."""
        return self._due_ms if self._asking.idle else self._fetch_ms

    def close(self) -> None:
        """Lets go of its reset line; its bus is closed by whoever opened it."""
        if self._reset is not None:
            self._reset.close()

    @property
    def _due_ms(self) -> int:
        return max(self._dialogue.due_ms, self._held_until_ms)

    def _go_on(self, now_ms: int) -> None:
        if self._reset is not None and self._reset.pressed:
            self._reset.release()
            self._held_until_ms = now_ms + BOOT_MS
            return
        step = self._dialogue.next(now_ms)
        self._asked_ms = now_ms
        self._fetch_ms = now_ms + (FIRST_LOOK_MS if isinstance(step, Begin) else FETCH_MS)
        self._asking.ask(_errand(self._link, step), now_ms)

    def _answered(self, answer: Answer[bytes], now_ms: int) -> None:
        outcome = self._outcome(answer, now_ms)
        match outcome:
            case Listed(targets):
                self._well_ms = now_ms
                self._health.well_at(now_ms)
                self._met(targets, now_ms)
            case Lost(detail):
                self._lost(detail, now_ms)
            case None:
                pass
            case _:
                assert_never(outcome)

    def _outcome(self, answer: Answer[bytes], now_ms: int) -> Listed | Lost | None:
        error = answer.error
        if error is None:
            return self._dialogue.heard(answer.value or b"", now_ms)
        if isinstance(error, OSError) and error.errno in NOT_NOW:
            return self._dialogue.busy(str(error), now_ms)
        # Of a bus that hangs only its own words: it is no matter of errno's.
        hangs = isinstance(error, OSError) and error.strerror and not self._asking.idle
        return self._dialogue.lost(error.strerror if hangs else str(error), now_ms)  # type: ignore[attr-defined]

    def _met(self, targets: tuple[Target, ...], now_ms: int) -> None:
        tags = [target.nfcid.hex().upper() for target in targets]
        new = self._presence.listed(tags, now_ms)
        if new is not None:
            self._report(TagRead(self.name, new, len(new) * 4, now_ms))

    def _lost(self, detail: str, now_ms: int) -> None:
        if self._well_ms is None or now_ms - self._well_ms < self._patience_ms:
            return
        self._health.failed_at(f"{self.name}: the PN532 at {self._where}: {detail}.", now_ms)
        if self._reset is not None:
            self._reset.press()
            self._held_until_ms = now_ms + PRESS_MS


def _errand(link: Link, step: Begin | Look) -> Callable[[], bytes]:
    """To be run wherever the bus lives."""

    def begin(frame: bytes, wake: bool) -> bytes:
        if wake:
            link.wake()
        link.send(frame)
        return link.receive(taken=False)

    def look(again: bool, taken: bool) -> bytes:
        if again:
            link.send(pn532.NACK)
        return link.receive(taken)

    if isinstance(step, Begin):
        return lambda: begin(step.frame, step.wake)
    return lambda: look(step.again, step.taken)
