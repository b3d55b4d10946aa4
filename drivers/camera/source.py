"""A camera as its process drives it, and which driver that is."""

from typing import Protocol

from panel.config.model import CameraConfig, CameraSource


class Source(Protocol):
    """One camera. It is opened once, in one small fixed configuration, and never changes it: drivers leak when asked to
    (picamera2 #1130), and a frame in a second size is not worth a camera that is gone by Friday."""

    def open(self) -> None:
        """Starts it. May take seconds, or for ever. Raises CameraError."""

    def grab(self) -> bytes:
        """A frame begun after this call, as JPEG as far as anybody knows. May take for ever. Raises CameraError."""

    def close(self) -> None:
        """Lets go of it."""


def driver(camera: CameraConfig) -> Source:
    """The driver of a camera, not opened yet. What a driver needs is imported with it alone."""
    if camera.source is CameraSource.PICAMERA2:
        from drivers.camera.picamera import PiCamera

        return PiCamera(int(camera.device), camera.width, camera.height)
    from drivers.camera.v4l2 import UsbCamera

    return UsbCamera(camera.device, camera.width, camera.height)


def seen() -> list[str]:
    """What cameras this computer sees, a line for each, in the words of the configuration."""
    from drivers.camera.picamera import PiCamera
    from drivers.camera.v4l2 import UsbCamera

    return [*PiCamera.seen(), *UsbCamera.seen()]
