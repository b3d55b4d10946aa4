"""gpiozero's own lgpio factory, for those who ask for it: edges brought from its thread into the loop.

Imported only when the configuration says ``pins = "lgpio"``; the library makes a FIFO in the current
folder while it is imported.
"""

import asyncio
from contextlib import suppress

import lgpio
from gpiozero.pins.lgpio import LGPIOFactory, LGPIOPin
from gpiozero.pins.pi import PinInfo

from drivers.pins.chips import find_chip
from drivers.pins.reservations import own_reservations

LEVELS = (0, 1)  # lgpio also calls with 2, its watchdog's time-out


class LoopLGPIOFactory(LGPIOFactory):
    """Pins over lgpio on the header's chip, found by its label."""

    def __init__(self) -> None:
        super().__init__(chip=int(find_chip().name.removeprefix("gpiochip")))
        self.pins: dict[PinInfo, LoopLGPIOPin] = {}  # type: ignore[assignment]  # gpiozero types it for its own pins
        self._reservations, self._res_lock = own_reservations()
        self.pin_class = LoopLGPIOPin
        self.loop: asyncio.AbstractEventLoop | None = None

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """From now on edges are called in this loop; the ones before are lost, the level re-read shows them."""
        self.loop = loop


class LoopLGPIOPin(LGPIOPin):
    """One line."""

    factory: LoopLGPIOFactory

    def close(self) -> None:
        """Stops listening. gpiozero's own makes every line an input again, and a sounding siren falls silent."""
        if self.factory._handle is None:  # noqa: SLF001 - as gpiozero's own asks: the factory went first
            return
        self.when_changed = None
        if self.function == "input":
            super().close()

    def output_with_state(self, state: float) -> None:
        """Output and level in one call; gpiozero's own makes it a low output first, and a relay clicks."""
        lgpio.gpio_claim_output(self.factory._handle, self._number, int(state))  # noqa: SLF001  # it has no other way to the handle

    def _call_when_changed(self, chip: int, gpio: int, level: int, ticks: int) -> None:  # type: ignore[override]  # lgpio calls with four, gpiozero declares two
        # In lgpio's one callback thread: anything raised here would leave every input deaf, in silence.
        loop = self.factory.loop
        if loop is not None and level in LEVELS:
            with suppress(RuntimeError):  # the loop has just closed
                loop.call_soon_threadsafe(super()._call_when_changed, chip, gpio, level, ticks)
