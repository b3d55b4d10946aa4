"""The way into an MFRC522 that a panel uses, to the byte: SPI, where nobody acknowledges and everybody answers."""

from collections.abc import Callable

from hw_sim.rfid.mfrc522 import Mfrc522
from hw_sim.rfid.trouble import Fault, Trouble

NS_PER_US = 1_000


class Mfrc522OnSpi:
    """As a slave. One without supply holds its line low; a line without a chip floats high."""

    def __init__(self, chip: Mfrc522, trouble: Trouble, now_ns: Callable[[], int]) -> None:
        self.chip = chip
        self._trouble = trouble
        self._now_ns = now_ns

    def transfer(self, sent: bytes) -> bytes:
        """Both directions go through the same cable."""
        if self._trouble.is_silent:
            return (b"\xff" if self._trouble.fault is Fault.UNPLUG else b"\x00") * len(sent)
        self.chip.advance(self._now_ns())
        return self._trouble.bent(self.chip.transfer(self._trouble.bent(sent)))

    def pause(self, us: int) -> None:
        """For the chip alone."""
        self.chip.advance(self._now_ns())
        self.chip.pause(us * NS_PER_US)
