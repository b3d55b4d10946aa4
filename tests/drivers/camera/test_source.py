"""Each source has its driver, and none is opened, or imported, before it is wanted."""

from drivers.camera.picamera import PiCamera
from drivers.camera.source import driver, seen
from drivers.camera.v4l2 import UsbCamera
from panel.config.model import CameraConfig, CameraSource


def test_each_source_has_its_driver() -> None:
    ribbon = CameraConfig(name="hall", source=CameraSource.PICAMERA2, device="0")
    usb = CameraConfig(name="yard", source=CameraSource.V4L2, device="/dev/video0")
    assert isinstance(driver(ribbon), PiCamera)
    assert isinstance(driver(usb), UsbCamera)


def test_what_this_computer_sees_is_told_even_where_picamera2_is_missing() -> None:
    assert "picamera2" in seen()[0]
