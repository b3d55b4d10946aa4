"""What can go wrong with hardware. Every message names the device, what was found, what is allowed, what to do."""

from panel.ports import PortError


class DriverError(PortError):
    """Some hardware cannot be used as configured."""


class PinFactoryError(DriverError):
    """The GPIO controller itself cannot be opened: no chip, another chip, no right to it, no library."""


class PinUnusableError(DriverError):
    """One line cannot be had as configured: taken, not on this header, or with a fixed resistor."""


class WiringError(DriverError):
    """The configuration asks of one device what cannot be at once."""


class LineFailedError(DriverError):
    """A line that was open answers no more."""


class GaugeError(DriverError):
    """The battery's gauge does not answer, or cannot measure what there is."""
