"""A Wiegand tag reader on two lines, which may have keys."""

import gpiozero

from drivers.errors import LineFailedError
from drivers.health import Health, Report, line_errors
from drivers.stamps import MS_PER_S
from drivers.tags.wiegand import FRAME_GAP_MS, KEY_BITS, Misread, WiegandFrame, decode, decode_key
from panel.config.readers import ReaderConfig, wiegand_lines
from panel.ports import KeyPressed, TagRead

FRAME_GAP_S = FRAME_GAP_MS / MS_PER_S
STUCK_MS = 1000  # a pulse lasts 0.1 ms; a line low for so long has no power or is shorted
BITS_MAX = 512  # beyond that it is noise: a cut screen, a motor; the rest of the burst is not kept


class WiegandReader:
    """Collects stamped pulses into frames.

    Each line has an event queue of its own, so the pulses of a late loop arrive line by line: they are
    put in order by their stamps before they are bits.
    """

    def __init__(self, config: ReaderConfig, factory: gpiozero.Factory, report: Report) -> None:
        self.name = config.name
        self.misreads = dict.fromkeys((Misread.LENGTH, Misread.PARITY, Misread.KEY), 0)
        self._keys = config.keys
        self._factory = factory
        self._report = report
        self._health = Health(config.name, report)
        self._pulses: list[tuple[float, int]] = []
        d0, d1 = wiegand_lines(config)
        self._lines = (_Line(d0, 0, self, factory), _Line(d1, 1, self, factory))

    def poll(self, at_ms: int) -> None:
        """Ends the frames that are complete, and looks whether the lines still answer."""
        self._end_frames(self._factory.ticks())
        try:
            for line in self._lines:
                line.check(at_ms)
        except LineFailedError as error:
            self._health.failed_at(str(error), at_ms)
        else:
            self._health.well_at(at_ms)

    def next_poll_ms(self) -> int | None:
        """When the frame being received ends, if there is one."""
        if not self._pulses:
            return None
        return int(max(self._pulses)[0] * MS_PER_S) + FRAME_GAP_MS + 1

    def close(self) -> None:
        """Lets go of both lines."""
        for line in self._lines:
            line.close()

    def pulse(self, ticks: float, bit: int) -> None:
        """A line went low."""
        if len(self._pulses) < BITS_MAX:
            self._pulses.append((ticks, bit))

    def _end_frames(self, now: float) -> None:
        frame: list[int] = []
        last = None
        open_from = 0
        self._pulses.sort()
        for index, (ticks, bit) in enumerate(self._pulses):
            if last is not None and self._factory.ticks_diff(ticks, last) >= FRAME_GAP_S:
                self._end(frame, last)
                frame, open_from = [], index
            frame.append(bit)
            last = ticks
        if last is not None and self._factory.ticks_diff(now, last) >= FRAME_GAP_S:
            self._end(frame, last)
            open_from = len(self._pulses)
        del self._pulses[:open_from]

    def _end(self, bits: list[int], ticks: float) -> None:
        at_ms = int(ticks * MS_PER_S)
        is_key = self._keys and len(bits) in KEY_BITS
        match decode_key(tuple(bits)) if is_key else decode(tuple(bits)):
            case WiegandFrame() as frame:
                self._report(TagRead(self.name, frame.tag, frame.bits, at_ms))
            case Misread() as misread:
                # Counted, no trouble: a tag pulled away early is an everyday thing, and the bearer tries again.
                self.misreads[misread] += 1
            case str() as key:
                self._report(KeyPressed(self.name, key, at_ms))


class _Line:
    """D0 or D1: at rest high, a pulse is low."""

    def __init__(self, gpio: int, bit: int, reader: WiegandReader, factory: gpiozero.Factory) -> None:
        self._gpio = gpio
        self._bit = bit
        self._reader = reader
        self._watching = False
        self._low_since_ms: int | None = None
        self._device = gpiozero.InputDevice(gpio, pull_up=True, pin_factory=factory)

    def check(self, at_ms: int) -> None:
        """Listens, if not yet so, and sees that the line comes to rest. Raises LineFailedError."""
        with line_errors(self._reader.name, self._gpio, "reading"):
            self._watch()
            if self._device.pin.state:
                self._low_since_ms = None
                return
        if self._low_since_ms is None:
            self._low_since_ms = at_ms
        if at_ms - self._low_since_ms >= STUCK_MS:
            raise LineFailedError(
                f"{self._reader.name}: D{self._bit} (GPIO{self._gpio}) stays low; at rest it is high. "
                f"Check the reader's supply and its ground, and the line for a short."
            )

    def close(self) -> None:
        self._device.close()

    def _watch(self) -> None:
        if not self._watching:
            self._device.pin.edges = "falling"
            self._device.pin.when_changed = self._fell
            self._watching = True

    def _fell(self, ticks: float, state: float) -> None:
        if not state:
            self._reader.pulse(ticks, self._bit)
