"""An SPI device whose errands are run at once, for one process on a virtual clock."""

from hw_sim.i2c.inline import InlineErrands
from hw_sim.spi.slave import Slave


class SlaveWire:
    """The wires to it."""

    def __init__(self, slave: Slave) -> None:
        self._slave = slave

    def exchange(self, *frames: bytes) -> list[bytes]:
        """One after the other, each selected anew."""
        return [self._slave.transfer(frame) for frame in frames]

    def pause(self, us: int) -> None:
        """Time passes for the chip, while in the house it stands still."""
        self._slave.pause(us)


class InlineSpi(InlineErrands):
    """A device of that kind."""

    def __init__(self, slave: Slave) -> None:
        super().__init__(lambda: None)
        self.wire = SlaveWire(slave)
