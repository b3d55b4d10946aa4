"""The line to a modem's power key: at rest from the first moment to the last, but for a press.

Not an output of the board. Those keep the level that a process which died has left, so that a siren sounds on; a key
that is still down is let go of at once. And it is commsd that presses it, with a pin of its own that no device of
alarmd has.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import gpiozero

from drivers.errors import LineFailedError, PinUnusableError
from drivers.health import line_errors
from drivers.key_presses import presses
from panel.config.gsm import ModemKind

NAME = "the modem's power key"
LOG = logging.getLogger("drivers.power_key")


class PowerKey:
    """``pins`` gives a factory of its own, which is opened anew after a failure: a line that failed may come back.

    ``high``: 3.3 V presses.
    """

    def __init__(
        self,
        pin: int,
        high: bool,
        kind: ModemKind,
        pins: Callable[[], gpiozero.Factory],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._pin = pin
        self._high = high
        self._kind = kind
        self._pins = pins
        self._sleep = sleep
        self._factory: gpiozero.Factory | None = None
        self._device: gpiozero.OutputDevice | None = None

    def open(self) -> None:
        """Takes the line, not pressed, in one step; without effect when it is open. Raises DriverError."""
        if self._device is not None:
            return
        factory = self._pins()
        try:
            self._device = gpiozero.OutputDevice(
                self._pin, active_high=self._high, initial_value=False, pin_factory=factory
            )
        except (OSError, gpiozero.GPIOZeroError) as error:
            factory.close()
            raise PinUnusableError(
                f"{NAME}: {error}; its line must be free and able to be driven. `gpioinfo` shows who holds which line."
            ) from error
        self._factory = factory

    async def press(self, attempt: int) -> None:
        """Presses as the modem's data sheet wants, and waits until it is up. Raises DriverError, with the key let go.

        ``attempt``: which one it is since the modem last answered, the first being 1.
        """
        self.open()
        try:
            for hold in presses(self._kind, attempt):
                self._drive(hold.pressed)
                await self._sleep(hold.ms / 1_000)
        finally:
            self._let_go()

    def close(self) -> None:
        """Lets go of the key, then of the line."""
        self._let_go()
        self._forget()

    def _drive(self, pressed: bool) -> None:
        assert self._device is not None, "the line is open"
        with line_errors(NAME, self._pin, "pressing" if pressed else "letting go of"):
            self._device.value = pressed

    def _let_go(self) -> None:
        """Never raises: whoever is being cancelled must hear that, and not of a line."""
        if self._device is None:
            return
        try:
            self._drive(False)
        except LineFailedError as error:
            LOG.error("%s", error)
            self._forget()

    def _forget(self) -> None:
        device, self._device = self._device, None
        factory, self._factory = self._factory, None
        if device is not None:
            device.close()
        if factory is not None:
            factory.close()
