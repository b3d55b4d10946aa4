"""The defaults of cameras and of how long pictures are kept are those the contract names."""

from panel.config.cameras import CameraConfig, CameraSource, PicturesConfig
from tests.panel.config.house import HOUSE, told


def test_a_camera_gives_three_pictures_from_before_and_five_after() -> None:
    camera = CameraConfig(name="hall", source=CameraSource.PICAMERA2, device="0")
    assert (camera.before, camera.before_fps, camera.after, camera.after_fps) == (3, 1, 5, 2)
    assert (camera.width, camera.height) == (640, 480)


def test_an_odd_width_is_refused_because_no_camera_has_one() -> None:
    text = HOUSE + '\n[[camera]]\nname = "lens"\nsource = "picamera2"\ndevice = "0"\nwidth = 641\n'
    assert told(text) == "house.toml:62: camera lens: width: found 641, allowed: an even number from 160 to 1280"


def test_pictures_are_kept_thirty_days_or_a_gibibyte() -> None:
    assert PicturesConfig() == PicturesConfig(keep_days=30, keep_mib=1024)
