"""Says once that a device failed, and once that it is back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

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


@contextmanager
def line_errors(device: str, pin: int, doing: str) -> Iterator[None]:
    """Turns what a pin may raise while in use into LineFailedError."""
    try:
        yield
    except (OSError, gpiozero.GPIOZeroError) as error:
        raise LineFailedError(
            f"{device}: {doing} GPIO{pin} failed: {error}; a line in use must answer. "
            f"Check that nothing else drives it and that the GPIO controller is still there (`gpioinfo`)."
        ) from error
