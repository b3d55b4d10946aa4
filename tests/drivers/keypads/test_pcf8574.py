"""The expander's driver is two transfers; the sheet says which."""

from drivers.keypads.pcf8574 import Pcf8574
from hw_sim.i2c.bus import Bus
from hw_sim.i2c.pcf8574 import Pcf8574Chip


class Noted(Pcf8574Chip):
    """Keeps what went over the wire."""

    def __init__(self) -> None:
        super().__init__()
        self.transfers: list[tuple[str, int]] = []

    def transfer(self, out: bytes, count: int) -> bytes:
        self.transfers.append((out.hex(), count))
        return super().transfer(out, count)


def test_what_is_written_goes_out_in_one_transfer_and_the_pins_are_read_without_one() -> None:
    bus, chip = Bus(), Noted()
    bus.chips[0x20] = chip
    expander = Pcf8574(bus, 0x20)
    expander.write(0xF0)
    expander.write(0x01, 0x05, 0x01)
    assert expander.read() == 0x01
    assert chip.transfers == [("f0", 0), ("010501", 0), ("", 1)]
