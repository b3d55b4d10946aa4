"""The panel's end of the I2C socket: transfers on a bus in another process, waited for as the kernel's driver waits."""

from pathlib import Path

from drivers.bus.errands import ThreadedErrands
from drivers.bus.i2c import ThreadedBus
from hw_sim.i2c.kernel_rtc import BUS, SimulatedRtc
from hw_sim.i2c.transfers import Transfers
from hw_sim.wire_socket import Questions


class RemoteWire(Transfers):
    """Raises OSError as a bus of the kernel's does."""

    def __init__(self, path: Path, number: int) -> None:
        self._questions = Questions(path)
        self._number = number

    def transfer(self, address: int, out: bytes, count: int) -> bytes:
        """One transfer on the bus."""
        return b"".join(self._questions.ask(f"{self._number} {address:x} {out.hex() or '-'} {count}"))

    def close(self) -> None:
        """Unplugs it until the next use."""
        self._questions.close()


def remote_bus(path: Path, number: int) -> ThreadedBus:
    """A bus of the simulated house."""
    wire = RemoteWire(path, number)
    return ThreadedBus(f"i2c-{number}", wire, wire.close)


def remote_rtc(path: Path) -> tuple[SimulatedRtc, ThreadedErrands]:
    """The kernel's clock, over the chip in the simulated house."""
    wire = RemoteWire(path, BUS)
    return SimulatedRtc(wire), ThreadedErrands("rtc0", wire.close)
