"""What ``pn532_dialogue`` decides, as errands over the link to the chip. None takes longer than the bytes do."""

from drivers.bus.errands import Answer
from drivers.tags import pn532
from drivers.tags.chip_reader import FETCH_MS, Step, words_of
from drivers.tags.listings import Listed, Lost
from drivers.tags.pn532_dialogue import FIRST_LOOK_MS, Begin, Dialogue, Look
from drivers.tags.pn532_links import NOT_NOW, Link


class Pn532Talk:
    """With one chip, behind ``link``."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._dialogue = Dialogue()
        self.misreads = self._dialogue.misreads

    @property
    def due_ms(self) -> int:
        """When it goes on."""
        return self._dialogue.due_ms

    def next(self, now_ms: int) -> Step[bytes]:
        """Sends a command, or fetches what the chip says by now: 65 bytes over I2C are 6 ms."""
        step = self._dialogue.next(now_ms)
        if isinstance(step, Begin):
            return Step(lambda: self._begin(step), FIRST_LOOK_MS)
        return Step(lambda: self._look(step), FETCH_MS)

    def heard(self, answer: Answer[bytes], now_ms: int) -> Listed | Lost | None:
        """What that brought."""
        if answer.error is None:
            return self._dialogue.heard(answer.value or b"", now_ms)
        if isinstance(answer.error, OSError) and answer.error.errno in NOT_NOW:
            return self._dialogue.busy(words_of(answer.error), now_ms)
        return self._dialogue.lost(words_of(answer.error), now_ms)

    # wherever the bus lives -----------------------------------------------------------------------

    def _begin(self, step: Begin) -> bytes:
        if step.wake:
            self._link.wake()
        self._link.send(step.frame)
        return self._link.receive(taken=False)

    def _look(self, step: Look) -> bytes:
        if step.again:
            self._link.send(pn532.NACK)
        return self._link.receive(step.taken)
