"""The files of a computer that is not there."""

from pathlib import Path

from hw_sim.machine import FILES, fitted, raspberry_pi
from tests.hw_sim.small_house import WITH_CELLAR


def test_they_are_written_where_the_kernel_has_them_with_the_devices_that_are_plugged_in(tmp_path: Path) -> None:
    computer = raspberry_pi(tmp_path, fitted(WITH_CELLAR))
    assert computer.root == tmp_path
    assert all((tmp_path / name).is_file() for name in FILES)
    assert (tmp_path / "dev" / "i2c-3").is_file()
    assert not (tmp_path / "dev" / "i2c-1").exists()


def test_it_has_a_pi_s_controller_its_system_s_libraries_and_a_clock_that_is_right(tmp_path: Path) -> None:
    computer = raspberry_pi(tmp_path)
    assert "pinctrl-bcm2711" in [chip.label for chip in computer.chips()]
    assert (computer.library("picamera2"), computer.library("no-such-library")) == ("0.3.31", "")
    assert computer.clock() == "server"
