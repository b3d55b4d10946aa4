"""What no pin of ours does, whichever library it hangs on, with the reason: for whoever asks gpiozero for it."""

from typing import NoReturn

import gpiozero


def refuse_spi() -> NoReturn:
    """Raises PinSPIUnsupported."""
    raise gpiozero.PinSPIUnsupported(
        "SPI in software over GPIO lines is refused: its clock would stand still whenever the loop is busy; "
        "use the kernel's SPI bus"
    )


def refuse_pwm(pin: gpiozero.Pin, frequency: float | None) -> None:
    """Raises PinPWMUnsupported for any frequency; none is what a pin has anyway."""
    if frequency is not None:
        raise gpiozero.PinPWMUnsupported(
            f"PWM in software on pin {pin!r} is refused: it would stutter whenever the loop is busy"
        )


def refuse_bounce(pin: gpiozero.Pin, bounce: float | None) -> None:
    """Raises PinInvalidBounce for any time; none is what a pin has anyway."""
    if bounce is not None:
        raise gpiozero.PinInvalidBounce(
            f"no debounce on pin {pin!r}: contacts are qualified by their stamps, in zones/"
        )
