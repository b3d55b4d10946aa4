"""What is refused, and that what every pin has anyway is not."""

import gpiozero
import pytest

from drivers.pins.refusals import refuse_bounce, refuse_pwm, refuse_spi
from tests.support.pin_bench import DOOR, PinBench


def test_each_refusal_names_the_pin_and_its_reason() -> None:
    pin = PinBench().factory().pin(DOOR)
    with pytest.raises(
        gpiozero.PinPWMUnsupported, match=r"PWM in software on pin .*GPIO17.* is refused: it would stutter"
    ):
        refuse_pwm(pin, 440)
    with pytest.raises(gpiozero.PinInvalidBounce, match=r"no debounce on pin .*GPIO17.*: contacts are qualified by"):
        refuse_bounce(pin, 0.05)
    with pytest.raises(gpiozero.PinSPIUnsupported, match=r"SPI in software .* is refused: its clock would stand still"):
        refuse_spi()


def test_none_of_it_is_what_a_pin_has() -> None:
    pin = PinBench().factory().pin(DOOR)
    refuse_pwm(pin, None)
    refuse_bounce(pin, None)
