"""The panel's end of the SPI socket: a device in another process."""

import time
from pathlib import Path

from drivers.bus.spi import ThreadedSpi
from hw_sim.wire_socket import Questions


class RemoteSpiWire:
    """Raises OSError as a device of the kernel's does."""

    def __init__(self, path: Path, device: str) -> None:
        self._questions = Questions(path)
        self._device = device

    def exchange(self, *frames: bytes) -> list[bytes]:
        """One after the other, each selected anew."""
        return self._questions.ask(" ".join([self._device, *(frame.hex() for frame in frames)]))

    def pause(self, us: int) -> None:
        """In the errand's thread; the house's clock is the same."""
        time.sleep(us / 1_000_000)

    def close(self) -> None:
        """Unplugs it until the next use."""
        self._questions.close()


def remote_spi(path: Path, device: str) -> ThreadedSpi:
    """A device of the simulated house."""
    wire = RemoteSpiWire(path, device)
    return ThreadedSpi("spi", wire, wire.close)
