"""What an MFRC522 is told, errand by errand: set up, then asked again and again who is in its field."""

from dataclasses import dataclass

from drivers.bus.errands import Answer
from drivers.errors import ReaderError, TagUnclearError
from drivers.tags.chip_reader import Step, words_of
from drivers.tags.listings import Listed, Lost, Unclear
from drivers.tags.mfrc522 import Mfrc522
from drivers.tags.misread import Misread

CYCLE_MS = 140  # from one listing to the next; the errand takes 4 ms without a tag and 30 with two
TAGS_MAX = 2
# After a tag was found: whatever state it is in, it starts anew. In a new field it is ready within 5 ms (14443-3, 5).
FIELD_OFF_MS, FIELD_ON_MS = 20, 10
LOST_MS = 250  # until it is set up anew
# So often it is set up anew though it seems well: noise may have written into a register that nobody reads back.
AFRESH_MS = 60_000


@dataclass(frozen=True, slots=True)
class Told:
    """How an errand left the chip, without its field or with it, and who was there if it looked."""

    dark: bool = False
    uids: tuple[bytes, ...] | None = None


class Mfrc522Talk:
    """With one chip."""

    def __init__(self, chip: Mfrc522) -> None:
        self.misreads = {Misread.DAMAGED: 0}
        self.due_ms = 0
        self._chip = chip
        self._left: Told | None = None  # nobody knows how, so it is set up
        self._looked_ms, self._set_up_ms = -CYCLE_MS, 0
        self._awaits = False

    def next(self, now_ms: int) -> Step[Told]:
        """Whatever its last errand left to do."""
        self._awaits = True
        if self._left is None or now_ms - self._set_up_ms >= AFRESH_MS:
            self._set_up_ms = now_ms
            return Step(self._set_up)
        if self._left.dark:
            return Step(self._light)
        self._looked_ms = now_ms
        return Step(self._look)

    def heard(self, answer: Answer[Told], now_ms: int) -> Listed | Unclear | Lost | None:
        """What that brought."""
        awaited, self._awaits = self._awaits, False
        if not awaited:
            return None  # it was given up while its bus hung
        self.misreads[Misread.DAMAGED] += isinstance(answer.error, ReaderError)
        if isinstance(answer.error, TagUnclearError):
            self._leave(Told(dark=True), now_ms)
            return Unclear()
        if answer.error is not None or answer.value is None:
            self._left = None
            self.due_ms = now_ms + LOST_MS
            return Lost("it does not answer" if answer.error is None else words_of(answer.error))
        self._leave(answer.value, now_ms)
        return None if answer.value.uids is None else Listed(answer.value.uids)

    def _leave(self, left: Told, now_ms: int) -> None:
        self._left = left
        if left.dark:
            self.due_ms = now_ms + FIELD_OFF_MS
        else:
            self.due_ms = max(now_ms + FIELD_ON_MS, self._looked_ms + CYCLE_MS)

    # wherever the bus lives -----------------------------------------------------------------------

    def _set_up(self) -> Told:
        self._chip.set_up()
        return Told()

    def _light(self) -> Told:
        self._chip.switch_field(True)
        return Told()

    def _look(self) -> Told:
        """One that browned out, and is as its reset leaves it, would find nobody for ever."""
        self._chip.check()
        try:
            uids = self._chip.tags(TAGS_MAX)
        except TagUnclearError:
            self._chip.switch_field(False)
            raise
        if uids:
            self._chip.switch_field(False)
        return Told(dark=bool(uids), uids=tuple(uids))
