import gpiozero
import pytest

from drivers.errors import DriverError, LineFailedError
from drivers.health import Health, line_errors
from panel.ports import DeviceFailed, DeviceRecovered, HardwareEvent


def test_a_failure_is_said_once_and_so_is_its_end() -> None:
    said: list[HardwareEvent] = []
    health = Health("door", said.append)
    health.well_at(1)
    health.failed_at("no answer", 2)
    health.failed_at("no answer still", 3)
    health.well_at(4)
    health.well_at(5)
    health.failed_at("again", 6)
    assert said == [
        DeviceFailed("door", "no answer", 2),
        DeviceRecovered("door", 4),
        DeviceFailed("door", "again", 6),
    ]


@pytest.mark.parametrize("error", [OSError(5, "Input/output error"), gpiozero.PinSetInput("it is an input")])
def test_what_a_pin_raises_in_use_becomes_a_sentence_that_helps(error: Exception) -> None:
    expected = pytest.raises(LineFailedError, match=r"^door: reading GPIO17 failed: .*must answer.*gpioinfo")
    with expected as caught, line_errors("door", 17, "reading"):
        raise error
    assert isinstance(caught.value, DriverError)
    assert str(error) in str(caught.value)


def test_a_mistake_of_ours_is_not_taken_for_a_broken_line() -> None:
    with pytest.raises(KeyError), line_errors("door", 17, "reading"):
        raise KeyError
