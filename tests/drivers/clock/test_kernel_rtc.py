"""A clock of the kernel's, as it shows it in sysfs."""

from pathlib import Path

import pytest

from drivers.clock.kernel_rtc import DEVICE, KernelRtc
from drivers.errors import ClockError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rtc1").mkdir()
    (tmp_path / "rtc1" / "since_epoch").write_text("1795867200\n")
    return tmp_path


def test_it_is_read_where_its_device_is_shown(folder: Path) -> None:
    assert KernelRtc("/dev/rtc1", folder).read() == 1_795_867_200


@pytest.mark.parametrize("content", ["", "Invalid argument", "12 34"])
def test_what_is_no_number_is_no_time(folder: Path, content: str) -> None:
    (folder / "rtc1" / "since_epoch").write_text(content)
    with pytest.raises(ClockError, match=r"/dev/rtc1 does not answer.*dtoverlay=i2c-rtc,ds3231"):
        KernelRtc("/dev/rtc1", folder).read()


def test_one_that_is_not_there_is_told_with_how_to_look_for_it(folder: Path) -> None:
    with pytest.raises(ClockError, match="ls /sys/class/rtc"):
        KernelRtc("/dev/rtc0", folder).read()


@pytest.mark.parametrize("device", ["/dev/rtc", "/dev/ttyS0", "/dev/rtc0/../../etc/passwd", "rtc0"])
def test_nothing_else_is_a_clock(device: str) -> None:
    assert DEVICE.fullmatch(device) is None
    with pytest.raises(AssertionError):
        KernelRtc(device)
