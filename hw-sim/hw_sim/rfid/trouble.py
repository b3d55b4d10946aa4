"""What can be wrong with a reader, by name."""

from enum import StrEnum
from random import Random


class Fault(StrEnum):
    """What has become of it. ``brownout`` is over at once; the others last until ``restore``."""

    RESTORE = "restore"
    NOISE = "noise"  # a motor beside its cable: some of what it says arrives otherwise
    HALF = "half"  # what it says ends in the middle, every time
    BROWNOUT = "brownout"  # its supply fails for a moment: what it was told is forgotten
    DEAD = "dead"  # it says nothing
    UNPLUG = "unplug"


NOISY = 0.25  # of the frames
BENT = 0.01  # of the transfers on a bus with a clock, of which a tag takes some hundred


class Trouble:
    """One reader's. The noise is chance, drawn from a seed, so that a run can be had again."""

    def __init__(self, seed: int = 1) -> None:
        self.fault = Fault.RESTORE
        self._random = Random(seed)

    @property
    def is_silent(self) -> bool:
        """Whether nothing comes from it, whatever is asked."""
        return self.fault in (Fault.DEAD, Fault.UNPLUG)

    def garbled_bits(self, bits: str) -> str:
        """What arrives of a frame of pulses: one is lost, or one too many is seen."""
        if self.fault is Fault.HALF:
            return bits[: len(bits) // 2]
        if self.fault is not Fault.NOISE or self._random.random() >= NOISY:
            return bits
        at = self._random.randrange(len(bits))
        return bits[:at] + self._random.choice(("", "0" + bits[at], "1" + bits[at])) + bits[at + 1 :]

    def garbled(self, frame: bytes) -> bytes:
        """What arrives of a frame."""
        if self.fault is Fault.HALF:
            return frame[: len(frame) // 2]
        if self.fault is not Fault.NOISE or self._random.random() >= NOISY:
            return frame
        at = self._random.randrange(len(frame))
        said = (frame[:at], bytes([frame[at] ^ 1 << self._random.randrange(8)]), frame[at + 1 :])
        kind = self._random.randrange(3)
        if kind == 0:
            return b"".join(said)  # a bit
        if kind == 1:
            return said[0] + said[2]  # a byte too few
        return frame[:at] + self._random.randbytes(1) + frame[at:]  # a byte too many

    def bent(self, data: bytes) -> bytes:
        """What arrives where as many bytes arrive as clocks were given: a bit is another, or the end is zeroes."""
        if self.fault is Fault.HALF:
            return data[: len(data) // 2].ljust(len(data), b"\x00")
        if self.fault is not Fault.NOISE or self._random.random() >= BENT:
            return data
        at = self._random.randrange(len(data))
        return data[:at] + bytes([data[at] ^ 1 << self._random.randrange(8)]) + data[at + 1 :]
