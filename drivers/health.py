"""Says once that a device failed, and once that it is back."""

from collections.abc import Callable

import gpiozero

from drivers.errors import LineFailedError
from panel.ports import DeviceFailed, DeviceRecovered, HardwareEvent

Report = Callable[[HardwareEvent], None]


class Health:
    """The state of one device. A line that fails fails on every poll; the panel wants to hear it once."""

    def __init__(self, device: str, report: Report) -> None:
        self.device = device
        self.failed = False
        self._report = report

    def failed_at(self, detail: str, at_ms: int) -> None:
        """The device does not work."""
        if not self.failed:
            self.failed = True
            self._report(DeviceFailed(self.device, detail, at_ms))

    def well_at(self, at_ms: int) -> None:
        """The device works."""
        if self.failed:
            self.failed = False
            self._report(DeviceRecovered(self.device, at_ms))


class line_errors:  # noqa: N801 - used like contextlib's functions
    """Turns what a pin may raise while in use into LineFailedError.

    A class and not a generator, which costs three times as much: every line passes here ten times a second.
    """

    __slots__ = ("_device", "_doing", "_pin")

    def __init__(self, device: str, pin: int, doing: str) -> None:
        self._device = device
        self._pin = pin
        self._doing = doing

    def __enter__(self) -> None:
        return

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError | gpiozero.GPIOZeroError):
            raise LineFailedError(
                f"{self._device}: {self._doing} GPIO{self._pin} failed: {error}; a line in use must answer. "
                f"Check that nothing else drives it and that the GPIO controller is still there (`gpioinfo`)."
            ) from error
