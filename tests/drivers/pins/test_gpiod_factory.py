"""Only what needs no kernel: its pins are shown by tests/contract in the lane kernel-gpio."""

from pathlib import Path

import pytest

from drivers.errors import PinFactoryError
from drivers.pins import gpiod_factory
from drivers.pins.gpiod_factory import GpiodFactory

PI_4B = 0xC03114


@pytest.mark.parametrize("revision", [0x0001, 0x000E, 0xC041B0])
def test_off_a_board_that_is_known_it_is_refused_before_any_chip_is_looked_at(tmp_path: Path, revision: int) -> None:
    with pytest.raises(PinFactoryError, match=r"^board: "):
        GpiodFactory(chip=tmp_path / "none", revision=revision)


def test_a_chip_that_is_none_is_refused_before_any_line_is_asked_for(tmp_path: Path) -> None:
    fake = tmp_path / "gpiochip0"
    fake.write_text("")
    with pytest.raises(PinFactoryError, match="gpiochip0 cannot be opened"):
        GpiodFactory(chip=fake, revision=PI_4B)


def test_the_chip_is_looked_for_when_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def find_chip(labels: object) -> Path:
        asked.append(labels)
        raise PinFactoryError("none here")

    monkeypatch.setattr(gpiod_factory, "find_chip", find_chip)
    with pytest.raises(PinFactoryError, match="none here"):
        GpiodFactory(revision=PI_4B, labels=("pinctrl-bcm2711",))
    assert asked == [("pinctrl-bcm2711",)]
