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


class ExpanderError(DriverError):
    """What hangs on an I2C expander cannot be used: a short, or answers that make no sense."""


class ClockError(DriverError):
    """A clock module does not answer, or shows what is no time."""


class SensorError(DriverError):
    """A climate sensor does not answer, or says what cannot be."""


class ConverterError(DriverError):
    """An analogue converter, or a loop on it, that cannot be measured."""


class ReaderError(DriverError):
    """A tag reader does not answer, or talks nonsense."""


class TagUnclearError(ReaderError):
    """A tag that was not understood, by a reader that is well."""


class CameraError(DriverError):
    """A camera that cannot be opened as configured, or gives no frame."""


class NoPictureError(DriverError):
    """Bytes from a camera that are no whole JPEG of an allowed size."""


class PictureStoreError(DriverError):
    """A sealed picture that cannot be kept on the disk, or found there."""
