"""gpiozero's own lgpio factory, for those who ask for it: edges brought from its thread into the loop.

Imported only when the configuration says ``pins = "lgpio"``; the library makes a FIFO in the current
folder while it is imported.
"""

import asyncio
import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

import lgpio
from gpiozero import GPIOPinInUse
from gpiozero.pins.lgpio import LGPIOFactory, LGPIOPin
from gpiozero.pins.local import LocalPiPin
from gpiozero.pins.pi import PinInfo

from drivers.errors import PinFactoryError
from drivers.pins.boards import checked_board
from drivers.pins.chips import driven_level, find_chip
from drivers.pins.refusals import refuse_bounce, refuse_pwm, refuse_spi
from drivers.pins.reservations import own_reservations

CONSUMER = "sereno"
LEVELS = (0, 1)  # lgpio also calls with 2, its watchdog's time-out


@contextmanager
def _as_os_errors() -> Iterator[None]:
    """What the library raises is of no kind that anybody expects of a pin: a line that fails would end alarmd."""
    try:
        yield
    except lgpio.error as error:
        raise OSError(errno.EIO, f"lgpio says: {error}") from error


class LoopLGPIOFactory(LGPIOFactory):
    """Pins over lgpio on the header's chip, found by its label.

    Raises PinFactoryError when there is no such chip or board, and OSError when the chip cannot be opened.
    """

    def __init__(self) -> None:
        self.path = find_chip()
        with _as_os_errors():
            super().__init__(chip=int(self.path.name.removeprefix("gpiochip")))
        self.pins: dict[PinInfo, LoopLGPIOPin] = {}  # type: ignore[assignment]  # gpiozero types it for its own pins
        self._reservations, self._res_lock = own_reservations()
        self.pin_class = LoopLGPIOPin
        self.loop: asyncio.AbstractEventLoop | None = None
        try:
            checked_board(self)
        except PinFactoryError:
            self.close()
            raise

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """From now on edges are called in this loop; the ones before are lost, the level re-read shows them."""
        self.loop = loop

    def spi(self, **spi_args: object) -> NoReturn:
        """Refused."""
        refuse_spi()

    def deafness(self) -> str:
        """Whether the one thread that calls edges has ended; an exception in a callback is enough for that."""
        alive = lgpio._notify_thread.is_alive()  # noqa: SLF001 - nothing else tells
        return "" if alive else "lgpio's thread that brings the edges has ended"


class LoopLGPIOPin(LGPIOPin):
    """One line. One that a former panel left driving goes on as it is; lgpio alone would make an input of it first."""

    factory: LoopLGPIOFactory

    def __init__(self, factory: LoopLGPIOFactory, info: PinInfo) -> None:
        level = _left(factory.path, info)
        with _as_os_errors():
            if level is None:
                super().__init__(factory, info)
            else:
                LocalPiPin.__init__(self, factory, info)
                self._pwm = self._bounce = self._callback = None
                self._edges = lgpio.BOTH_EDGES
                self.output_with_state(level)

    def close(self) -> None:
        """Stops listening. gpiozero's own makes every line an input again, and a sounding siren falls silent."""
        if self.factory._handle is None:  # noqa: SLF001 - as gpiozero's own asks: the factory went first
            return
        self.when_changed = None
        if self.function == "input":
            super().close()

    def output_with_state(self, state: float) -> None:
        """Output and level in one call; gpiozero's own makes it a low output first, and a relay clicks.

        A line that is an output already keeps its level when lgpio claims it with another: that one is written.
        """
        put = lgpio.gpio_write if self.function == "output" else lgpio.gpio_claim_output
        with _as_os_errors():
            put(self.factory._handle, self._number, int(state))  # noqa: SLF001  # it has no other way to the handle

    def _set_function(self, value: str) -> None:
        if value == "output":  # gpiozero's own makes it a low one, whatever it was
            state = self.state
            self.when_changed = None
            self.output_with_state(state)
        else:
            with _as_os_errors():
                super()._set_function(value)

    def _get_function(self) -> str:
        with _as_os_errors():
            return super()._get_function()

    def _get_state(self) -> float:
        with _as_os_errors():
            return super()._get_state()

    def _set_state(self, value: float) -> None:
        with _as_os_errors():
            super()._set_state(value)

    def _get_pull(self) -> str:
        # The kernel tells what was asked of it, and knows nothing of the resistors on GPIO 2 and 3.
        with _as_os_errors():
            return self.info.pull or super()._get_pull()

    def _set_pull(self, value: str) -> None:
        with _as_os_errors():
            super()._set_pull(value)

    def _enable_event_detect(self) -> None:
        with _as_os_errors():
            super()._enable_event_detect()

    def _disable_event_detect(self) -> None:
        with _as_os_errors():
            super()._disable_event_detect()

    def _set_frequency(self, value: float | None) -> None:
        refuse_pwm(self, value)

    def _set_bounce(self, value: float | None) -> None:
        refuse_bounce(self, value)

    def _call_when_changed(self, chip: int, gpio: int, level: int, ticks: int) -> None:  # type: ignore[override]  # lgpio calls with four, gpiozero declares two
        # In lgpio's one callback thread: anything raised here would leave every input deaf, in silence.
        loop = self.factory.loop
        if loop is not None and level in LEVELS:
            with suppress(RuntimeError):  # the loop has just closed
                loop.call_soon_threadsafe(super()._call_when_changed, chip, gpio, level, ticks)


def _left(path: Path, info: PinInfo) -> int | None:
    """The level at which a former holder left the line as an output. Raises GPIOPinInUse with who holds it now."""
    try:
        return driven_level(path, int(info.name.removeprefix("GPIO")), CONSUMER)
    except OSError as error:
        raise GPIOPinInUse(f"{info.name} {error.strerror}; `gpioinfo` shows who holds which line") from error
