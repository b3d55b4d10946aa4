"""Keeps an eye on the clock module: what it shows every ten seconds, and sets it on the second when that is wanted."""

from collections.abc import Callable
from typing import Any, Protocol

import msgspec

from drivers.bus.asking import Asking
from drivers.bus.errands import Answer, Errands, ThreadedErrands
from drivers.bus.i2c import Bus
from drivers.clock.ds3231 import Ds3231
from drivers.clock.kernel_rtc import KernelRtc
from drivers.stamps import now_ms
from panel.config.chips import ClockConfig
from panel.ports import ClockSaid

# Not ten seconds: each reading falls a tenth of a second later within the module's second than the one before, so that
# ten of them tell where that second begins.
EVERY_MS = 10_100
AGAIN_MS = 1_000  # after a reading that failed
FAILS_MAX = 3  # in a row: then it does not answer
SECOND_MS = 1_000
# How far from a whole second it may be set: the bus may be busy, and the next second is a better one.
LATE_MS_MAX = 50


class Shown(msgspec.Struct, frozen=True):
    """What a chip showed; ``lost``: it says itself that this is worth nothing."""

    utc_s: int
    lost: bool = False


class Chip(Protocol):
    """A clock, of whatever make. Both methods raise ClockError."""

    settable: bool

    def show(self) -> Shown:
        """What it shows now."""
        ...

    def set(self, utc_s: int) -> None:
        """Makes that second begin now."""
        ...


class ModuleChip:
    """A DS3231 that nobody else has."""

    settable = True

    def __init__(self, chip: Ds3231) -> None:
        self._chip = chip

    def show(self) -> Shown:
        found = self._chip.read()
        if found.stops_on_cell:
            self._chip.run_on_cell()
        return Shown(found.utc_s, found.lost)

    def set(self, utc_s: int) -> None:
        self._chip.set(utc_s)


class KernelChip:
    """A clock of the kernel's, which sets it itself."""

    settable = False

    def __init__(self, rtc: KernelRtc) -> None:
        self._rtc = rtc

    def show(self) -> Shown:
        return Shown(self._rtc.read())

    def set(self, utc_s: int) -> None:
        raise AssertionError("nobody but the kernel sets its clock")


class ClockReader:
    """The clock of ``panel.ports``. ``ticks_ms``: the panel's monotonic clock, read from the errands' thread too;
    ``close``: lets go of what is its own."""

    def __init__(
        self, chip: Chip, errands: Errands, ticks_ms: Callable[[], int], close: Callable[[], None] = lambda: None
    ) -> None:
        self.close = close
        self.settable = chip.settable
        self.said: ClockSaid | None = None
        self._chip = chip
        self._ticks_ms = ticks_ms
        self._asking: Asking[ClockSaid | bool] = Asking(errands)
        self._next_ms = 0
        self._fails = 0
        self._apart_ms = 0  # the clock by which it is set, less the panel's own
        self._set_ms: int | None = None  # when it is to be set, at the beginning of a second

    def set(self, utc_ms: int, at_ms: int) -> None:
        """Sets it when the next second begins."""
        assert self.settable
        self._apart_ms = utc_ms - at_ms
        self._set_ms = self._second_after(at_ms)

    def poll(self, now_ms: int) -> None:
        """Asks when it is time to, and takes the answer. Never waits."""
        if self._asking.idle:
            self._ask(now_ms)
        answer = self._asking.answer(now_ms)
        if answer is not None:
            self._answered(answer, now_ms)

    def next_poll_ms(self) -> int | None:
        """When the second begins in which it is to be set."""
        return self._set_ms if self._asking.idle else None

    def _ask(self, now_ms: int) -> None:
        if self._set_ms is not None and now_ms >= self._set_ms:
            apart_ms = self._apart_ms
            self._asking.ask(lambda: self._set(apart_ms), now_ms)
        elif now_ms >= self._next_ms:
            self._next_ms = now_ms + EVERY_MS
            self._asking.ask(self._show, now_ms)

    def _second_after(self, at_ms: int) -> int:
        return at_ms + SECOND_MS - (at_ms + self._apart_ms) % SECOND_MS

    def _show(self) -> ClockSaid:
        """In the errands' thread. The chip takes its time when the transfer begins."""
        at_ms = self._ticks_ms()
        shown = self._chip.show()
        return ClockSaid(shown.utc_s * SECOND_MS, shown.lost, at_ms)

    def _set(self, apart_ms: int) -> bool:
        """In the errands' thread. Whether it was in time for the second; another one comes."""
        now_ms = self._ticks_ms() + apart_ms
        if now_ms % SECOND_MS > LATE_MS_MAX:
            return False
        self._chip.set(now_ms // SECOND_MS)
        return True

    def _answered(self, answer: Answer[ClockSaid | bool], now_ms: int) -> None:
        match answer.value:
            case ClockSaid() as said:
                self._fails, self.said = 0, said
            case True:
                self._set_ms, self._next_ms = None, now_ms  # and what does it show?
            case False:
                self._set_ms = self._second_after(now_ms)
            case None:
                assert answer.error is not None
                self._failed(_reason(answer.error), now_ms)

    def _failed(self, detail: str, now_ms: int) -> None:
        self._set_ms = None  # whoever wants it set asks again once it answers
        self._fails += 1
        self._next_ms = now_ms + AGAIN_MS
        if self._fails >= FAILS_MAX:
            self.said = ClockSaid(None, False, now_ms, detail)


OpenRtc = Callable[[str], tuple[Chip, Errands]]


def open_rtc(device: str) -> tuple[Chip, Errands]:
    """A clock of the kernel's, and a thread to ask it: it waits for its bus as everybody does."""
    return KernelChip(KernelRtc(device)), ThreadedErrands(device)


def open_clock(config: ClockConfig, buses: Callable[[int], Bus], rtcs: OpenRtc, factory: Any) -> ClockReader:
    """The clock module as the configuration has it. ``factory``: of the pins, whose ticks are the panel's clock."""

    def ticks_ms() -> int:
        return now_ms(factory)

    if config.device is not None:
        chip, errands = rtcs(config.device)
        return ClockReader(chip, errands, ticks_ms, errands.close)
    assert config.i2c_bus is not None, "the configuration has made sure of one of the two"
    bus = buses(config.i2c_bus)
    return ClockReader(ModuleChip(Ds3231(bus.wire, config.address)), bus, ticks_ms)


def _reason(error: Exception) -> str:
    """Of a bus that hangs, and so only its own words; the chip's driver names itself."""
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)
