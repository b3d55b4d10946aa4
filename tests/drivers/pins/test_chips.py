from pathlib import Path

import pytest

from drivers.errors import PinFactoryError
from drivers.pins import chips
from drivers.pins.chips import PI_LABELS, checked_chip, find_chip


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A /dev whose chips are text files that hold their label; the kernel's own are tried in the lane kernel-gpio."""

    def label_of(path: Path) -> str:
        label = path.read_text()
        if label == "locked":
            raise PermissionError(13, "Permission denied")
        return label

    monkeypatch.setattr(chips, "label_of", label_of)
    return tmp_path


def chip(dev: Path, number: int, label: str) -> Path:
    path = dev / f"gpiochip{number}"
    path.write_text(label)
    return path


@pytest.mark.parametrize("label", ["pinctrl-rp1", "pinctrl-bcm2835", "pinctrl-bcm2711"])
def test_the_header_s_chip_is_found_by_its_label_whatever_its_number(dev: Path, label: str) -> None:
    chip(dev, 0, "gpio-brcmstb@107d508500")
    header = chip(dev, 4, label)
    chip(dev, 10, "raspberrypi-exp-gpio")
    assert find_chip(folder=dev) == header


def test_of_two_the_newer_board_s_is_the_header(dev: Path) -> None:
    chip(dev, 0, "pinctrl-bcm2835")
    header = chip(dev, 1, "pinctrl-rp1")
    assert find_chip(folder=dev) == header


def test_any_other_chip_is_refused_with_what_was_found(dev: Path) -> None:
    chip(dev, 0, "gpio-mockup-A")
    chip(dev, 1, "locked")
    with pytest.raises(PinFactoryError) as refused:
        find_chip(folder=dev)
    assert str(refused.value) == (
        "board: no GPIO controller of a Raspberry Pi: found gpiochip0 gpio-mockup-A, gpiochip1 (Permission denied); "
        "allowed are pinctrl-rp1 and pinctrl-bcm2*. Run on a Pi, and as a user of the group gpio; "
        "to see a panel without one, `./sereno demo`."
    )


def test_a_machine_without_chips_says_so(dev: Path) -> None:
    with pytest.raises(PinFactoryError, match="found no gpiochip at all"):
        find_chip(folder=dev)


def test_a_chip_named_is_taken_only_with_a_label_that_is_allowed(dev: Path) -> None:
    named = chip(dev, 0, "gpio-sim.0")
    assert checked_chip(named, ["gpio-sim*"]) == named
    with pytest.raises(PinFactoryError, match=r"gpiochip0 is gpio-sim.0; allowed are pinctrl-rp1 and pinctrl-bcm2\*"):
        checked_chip(named, PI_LABELS)


def test_a_chip_that_cannot_be_opened_says_why(dev: Path) -> None:
    with pytest.raises(PinFactoryError, match="gpiochip9 cannot be opened: No such file or directory"):
        checked_chip(dev / "gpiochip9", PI_LABELS)
