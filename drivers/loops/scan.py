"""One scan: every channel in use, of every converter on a bus, once.

All converters measure at the same time, one channel each, and then the next: a round is a start for each, one pause,
and a look and a reading for each. Bus time at 100 kHz, nine bits a byte: a start is four bytes (address, pointer,
word), a look or a reading five (address, pointer, address, word), with start and stop 0.37 and 0.47 ms. Four converters
take 4 x 0.37 + 1.4 + 4 x 2 x 0.47 = 6.6 ms a round, and a scan of sixteen channels 27 ms, a quarter of the time between
two.
"""

import errno
from collections.abc import Callable, Mapping

import msgspec

from drivers.bus.wire import WordBus
from drivers.errors import ConverterError
from drivers.loops.ads1115 import CONVERSION_S, Ads1115, Conversion

AGAIN_S = 0.000_5  # until the next look at a conversion that ought to have ended
LOOKS_MAX = 20  # and so 10 ms: a conversion that takes so long never ends


class Chip(msgspec.Struct, frozen=True):
    """A converter: where it is, and which channels are in use."""

    name: str
    address: int
    channels: tuple[int, ...]


class Found(msgspec.Struct, frozen=True):
    """What one converter has measured: microvolts by channel. ``error``: why it has measured nothing more. One that
    was ``reset`` lacks the channels it was just measuring."""

    microvolts: Mapping[int, int]
    reset: bool = False
    error: str = ""


class Scan:
    """The converters of one bus. ``pause``: lets so many seconds pass, in whatever thread the scan is run."""

    def __init__(self, wire: WordBus, pause: Callable[[float], None], chips: tuple[Chip, ...]) -> None:
        self._wire, self._pause, self._chips = wire, pause, chips

    def run(self) -> dict[str, Found]:
        """What every converter has measured. Raises OSError of ETIMEDOUT: a line is held, and so all are silent."""
        turns = [_Turn(Ads1115(self._wire, chip.address), chip) for chip in self._chips]
        for n in range(max(len(chip.channels) for chip in self._chips)):
            under_way = [turn for turn in turns if turn.started(n)]
            if under_way:
                self._pause(CONVERSION_S)
            for turn in under_way:
                turn.finish(n, self._pause)
        return {turn.chip.name: turn.found() for turn in turns}


class _Turn:
    """One converter in one scan."""

    def __init__(self, device: Ads1115, chip: Chip) -> None:
        self.chip = chip
        self._device = device
        self._microvolts: dict[int, int] = {}
        self._reset = False
        self._error = ""

    def started(self, n: int) -> bool:
        """Whether its conversion number ``n`` is under way: none is on one that has failed, or has no more channels."""
        if self._error or n >= len(self.chip.channels):
            return False
        self._tried(lambda: self._device.start(self.chip.channels[n]))
        return not self._error

    def finish(self, n: int, pause: Callable[[float], None]) -> None:
        """Waits for its end and reads it."""
        self._tried(lambda: self._take(self.chip.channels[n], pause))

    def found(self) -> Found:
        """What has come of it."""
        return Found(self._microvolts, self._reset, self._error)

    def _take(self, channel: int, pause: Callable[[float], None]) -> None:
        for look in range(LOOKS_MAX):
            if look:
                pause(AGAIN_S)
            state = self._device.state()
            if state is Conversion.FORGOTTEN:
                self._reset = True
                return
            if state is Conversion.DONE:
                self._microvolts[channel] = self._device.read()
                return
        raise ConverterError("its conversion does not end")

    def _tried(self, work: Callable[[], None]) -> None:
        try:
            work()
        except ConverterError as error:
            self._error = str(error)
        except OSError as error:
            if error.errno == errno.ETIMEDOUT:
                raise
            self._error = f"it does not answer: {error}"
