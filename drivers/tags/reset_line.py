"""The line to a reader's reset, which is low while it is held in it and high as a rule."""

import gpiozero


class ResetLine:
    """Opened high: a chip that is reading already goes on."""

    def __init__(self, gpio: int, factory: gpiozero.Factory) -> None:
        self._device = gpiozero.OutputDevice(gpio, initial_value=True, pin_factory=factory)
        self.pressed = False

    def press(self) -> None:
        """Holds the chip in its reset. A line that fails holds nobody, and the chip tells by its silence."""
        self._set(False)

    def release(self) -> None:
        """Lets it go."""
        self._set(True)

    def close(self) -> None:
        """Lets go of the line, which the kernel keeps or pulls as it does."""
        self._device.close()

    def _set(self, high: bool) -> None:
        self.pressed = not high
        try:
            self._device.pin.state = high
        except (OSError, gpiozero.GPIOZeroError):
            return
