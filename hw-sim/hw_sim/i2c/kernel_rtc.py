"""A DS3231 that the kernel has, as its driver (rtc-ds1307) shows it in ``/sys/class/rtc``, over the simulated chip.

That driver hides whether the oscillator has stopped, and puts nobody's time but a time server's into the chip.
"""

from calendar import timegm

from drivers.bus.wire import BlockBus
from drivers.clock.module import Shown
from drivers.errors import ClockError

ADDRESS, BUS = 0x68, 1  # as dtoverlay=i2c-rtc,ds3231 takes it for granted


class SimulatedRtc:
    """The clock of ``drivers.clock.module`` in the kernel's stead."""

    settable = False

    def __init__(self, bus: BlockBus) -> None:
        self._bus = bus

    def show(self) -> Shown:
        """Raises ClockError."""
        try:
            data = self._bus.read_block(ADDRESS, 0x00, 7)
        except OSError as error:
            raise ClockError(f"the kernel's clock does not answer: {error}") from error
        masks = (0x7F, 0x7F, 0x3F, 0x07, 0x3F, 0x1F, 0xFF)
        second, minute, hour, _, date, month, year = (
            (byte & mask) // 16 * 10 + (byte & mask) % 16 for byte, mask in zip(data, masks, strict=True)
        )
        if not (1 <= month <= 12 and 1 <= date <= 31 and hour < 24 and minute < 60 and second < 60):
            raise ClockError("the kernel's clock does not answer: [Errno 22] Invalid argument")
        return Shown(timegm((2000 + year, month, date, hour, minute, second)))

    def set(self, utc_s: int) -> None:
        """Takes CAP_SYS_TIME."""
        raise PermissionError(1, "Operation not permitted")
