"""gpiozero's pins over simulated wires, with the rules of the real ones.

Under the same interface as the pin factory of a Pi (``drivers.pins``), so that everything above it is
the product, unchanged. gpiozero's MockFactory is not used: it stamps with a clock of its own, lets
anybody set an input through the back door and accepts a debounce time it then ignores.
"""

from typing import Any

from gpiozero import (
    PinFixedPull,
    PinInvalidBounce,
    PinInvalidFunction,
    PinInvalidPull,
    PinPWMUnsupported,
    PinSetInput,
    PinSPIUnsupported,
)
from gpiozero.pins.pi import PiFactory, PiPin

from drivers.pins.reservations import own_reservations
from hw_sim.pins.netlist import Bias, Setting
from hw_sim.pins.wires import Wires

PI_4B = 0xC03114
NS_PER_S = 1_000_000_000


class SimFactory(PiFactory):
    """Pins of one simulated Raspberry Pi. ``revision`` as in /proc/cpuinfo; a 4B unless told."""

    def __init__(self, wires: Wires, revision: int = PI_4B) -> None:
        super().__init__()
        self._reservations, self._res_lock = own_reservations()
        self.wires = wires
        self.pin_class = SimPin
        self._revision = revision

    def ticks(self) -> float:
        """The world's monotonic clock in seconds, as on a Pi."""
        return self.wires.now_ns() / NS_PER_S

    def ticks_diff(self, later: float, earlier: float) -> float:
        """Seconds between two ticks."""
        return later - earlier

    def spi(self, **spi_args: Any) -> Any:
        """Refused: no SPI device is simulated."""
        raise PinSPIUnsupported("the simulated header has no SPI devices; nothing in the product opens any")

    def _get_revision(self) -> int:
        return self._revision


class SimPin(PiPin):
    """One line. Not configured until asked: it stays as the panel before this one left it."""

    def __init__(self, factory: SimFactory, info: Any) -> None:
        super().__init__(factory, info)
        self._wires = factory.wires
        self._edges = "both"

    def close(self) -> None:
        """Stops listening. The line stays what it is, as on a Pi whose kernel keeps outputs."""
        self.when_changed = None

    def output_with_state(self, state: float) -> None:
        """Output and level in one step: an active-low relay must not click in between."""
        self._configure(Setting(output=True, pull=Bias.FLOATING, level=bool(state)))

    def input_with_pull(self, pull: str) -> None:
        """Input and pull in one step."""
        self._configure(Setting(output=False, pull=self._checked_pull(pull)))

    def _get_function(self) -> str:
        return "output" if self._setting.output else "input"

    def _set_function(self, value: str) -> None:
        if value not in ("input", "output"):
            raise PinInvalidFunction(f'invalid function "{value}" for pin {self!r}')
        if value == self._get_function():
            return
        if value == "output":
            self.output_with_state(self._wires.read(self._number))
        else:
            self._configure(Setting(output=False, pull=Bias(self.info.pull or Bias.FLOATING)))

    def _get_state(self) -> int:
        return int(self._wires.read(self._number))

    def _set_state(self, value: float) -> None:
        if not self._setting.output:
            raise PinSetInput(f"cannot set state of pin {self!r}: it is an input")
        self._configure(Setting(output=True, pull=Bias.FLOATING, level=bool(value)))

    def _get_pull(self) -> str:
        return self.info.pull or str(self._setting.pull)

    def _set_pull(self, value: str) -> None:
        if self._setting.output:
            raise PinFixedPull(f"cannot set pull on non-input pin {self!r}")
        self._configure(Setting(output=False, pull=self._checked_pull(value)))

    def _checked_pull(self, value: str) -> Bias:
        if self.info.pull not in (value, ""):
            raise PinFixedPull(f"{self!r} has a physical pull-{self.info.pull} resistor")
        try:
            return Bias(value)
        except ValueError as error:
            raise PinInvalidPull(f'invalid pull "{value}" for pin {self!r}') from error

    def _set_frequency(self, value: float | None) -> None:
        if value is not None:
            raise PinPWMUnsupported(f"no PWM on pin {self!r}: sirens and lamps are switched, not modulated")

    def _get_bounce(self) -> None:
        return None

    def _set_bounce(self, value: float | None) -> None:
        if value is not None:
            raise PinInvalidBounce(f"no debounce on pin {self!r}: contacts are qualified by their stamps, in zones/")

    def _get_edges(self) -> str:
        return self._edges

    def _set_edges(self, value: str) -> None:
        self._edges = value

    def _enable_event_detect(self) -> None:
        self._wires.watch(self._number, self._edge)

    def _disable_event_detect(self) -> None:
        self._wires.watch(self._number, None)

    def _edge(self, at_ns: int, level: bool) -> None:
        if self._edges == "both" or (self._edges == "rising") == level:
            self._call_when_changed(at_ns / NS_PER_S, int(level))

    @property
    def _setting(self) -> Setting:
        return self._wires.setting(self._number)

    def _configure(self, setting: Setting) -> None:
        self._wires.configure(self._number, setting)
