from collections.abc import Callable

from gpiozero.pins.local import LocalPiFactory, LocalPiPin

class LGPIOFactory(LocalPiFactory):
    pin_class: Callable[..., LGPIOPin]
    _handle: int | None
    def __init__(self, chip: int | None = None) -> None: ...

class LGPIOPin(LocalPiPin):
    # Not as in PiPin: lgpio's own callback.
    def _call_when_changed(self, chip: int, gpio: int, level: int, ticks: int) -> None: ...  # type: ignore[override]
