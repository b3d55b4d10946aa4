"""One switched line: siren, strobe, sounder, lamp."""

from contextlib import suppress

import gpiozero

from drivers.errors import LineFailedError
from drivers.health import Health, Report, line_errors
from drivers.stamps import now_ms
from panel.config.model import OutputConfig


class SwitchOutput:
    """Drives one line and reads it back.

    Opening drives ``off``, direction and level in one step, so that an active-low relay does not click.
    But a line that already is an output was left so by the panel that died a moment ago: it keeps its
    level until the panel, restored from its journal, says otherwise, and a siren does not stutter.
    """

    def __init__(self, config: OutputConfig, factory: gpiozero.Factory, report: Report) -> None:
        self.name = config.name
        self._gpio = config.pin
        self._factory = factory
        self._health = Health(config.name, report)
        kept = factory.pin(config.pin).function == "output"
        self._device = gpiozero.OutputDevice(
            config.pin, active_high=config.active_high, initial_value=None if kept else False, pin_factory=factory
        )
        self._on: bool | None = None if kept else False
        self._rest_since_ms = None if kept else now_ms(factory)

    @property
    def rest_since_ms(self) -> int | None:
        """Since when it has been driven off; None while it is on, or nobody knows what it is."""
        return self._rest_since_ms

    def write(self, on: bool) -> None:
        """Drives the line; without effect when it already is so. Raises LineFailedError."""
        if on is self._on:
            return
        try:
            with line_errors(self.name, self._gpio, "driving"):
                self._device.value = on
        except LineFailedError as error:
            self._failed(error)
            raise
        self._on = on
        self._rest_since_ms = None if on else now_ms(self._factory)
        self._health.well_at(now_ms(self._factory))

    def read(self) -> bool:
        """What the line is at, read back. Raises LineFailedError."""
        try:
            with line_errors(self.name, self._gpio, "reading back"):
                on = bool(self._device.value)
        except LineFailedError as error:
            self._failed(error)
            raise
        self._health.well_at(now_ms(self._factory))
        if on is not self._on:
            self._on = self._rest_since_ms = None  # somebody else drove it: the next write must not be taken for done
        return on

    def poll(self) -> None:
        """While failed, looks whether the line is back."""
        if self._health.failed:
            with suppress(LineFailedError):
                self.read()

    def close(self) -> None:
        """Lets go of the line, which keeps its level where the hardware can keep it."""
        self._device.close()

    def _failed(self, error: LineFailedError) -> None:
        self._on = self._rest_since_ms = None
        self._health.failed_at(str(error), now_ms(self._factory))
