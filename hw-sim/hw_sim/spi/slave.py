"""A chip on an SPI bus, as whoever holds the other ends of its wires sees it."""

from typing import Protocol


class Slave(Protocol):
    """Raises nothing: on SPI nobody acknowledges anything."""

    def transfer(self, sent: bytes) -> bytes:
        """Selected for as long as these bytes take: what came back meanwhile, as many."""
        ...

    def pause(self, us: int) -> None:
        """Time that passes for it alone, where the house's clock stands still."""
        ...
