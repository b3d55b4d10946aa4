from collections.abc import Callable
from contextlib import AbstractContextManager

from gpiozero.pins import Factory, Pin

class PinInfo:
    @property
    def name(self) -> str: ...
    @property
    def pull(self) -> str: ...

class PiBoardInfo:
    @property
    def model(self) -> str: ...

class PiFactory(Factory):
    pins: dict[PinInfo, PiPin]
    pin_class: Callable[..., PiPin]
    _reservations: dict[PinInfo, list[object]]
    _res_lock: AbstractContextManager[object]
    def __init__(self) -> None: ...
    @property
    def board_info(self) -> PiBoardInfo: ...
    def _get_revision(self) -> int: ...

class PiPin(Pin):
    _number: int
    _when_changed: object
    def __init__(self, factory: PiFactory, info: PinInfo) -> None: ...
    @property
    def info(self) -> PinInfo: ...
    def _call_when_changed(self, ticks: float, state: float) -> None: ...
