"""The wire to the power key of the panel's modem, and what a press of it does: by its length, as with a real one.

The times are the data sheets' own and know nothing of how long the panel presses.
"""

from collections.abc import Callable
from dataclasses import dataclass

from hw_sim.pins.wires import Wires
from panel.config.gsm import GsmConfig, ModemKind

NS_PER_MS = 1_000_000


@dataclass(frozen=True, slots=True)
class Key:
    """``on_ms``, ``off_ms``: what switches it on, and off."""

    on_ms: int
    off_ms: int

    def toggles(self, held_ms: int, powered: bool) -> bool:
        """Whether a press of that length changes what is."""
        return held_ms >= (self.off_ms if powered else self.on_ms)


# SIM800 Hardware Design V1.09, 4.2.1 and figure 13; SIM7600 Series Hardware Design, 3.2.1 and 3.2.2.
KEYS = {ModemKind.SIM800: Key(1_000, 1_500), ModemKind.SIM7600: Key(500, 2_500)}


class KeyWire:
    """Watches the line; ``pressed`` hears how long the key was down, once it is up."""

    def __init__(self, config: GsmConfig, wires: Wires, pressed: Callable[[int], None]) -> None:
        self._line = config.power_key
        self._high = config.power_key_high
        self._wires = wires
        self._pressed = pressed
        self._down_ns: int | None = None
        wires.observe(self._edge)

    def _edge(self, line: int, level: bool, at_ns: int) -> None:
        if line != self._line:
            return
        # A line that nobody drives presses nothing: a 50 kOhm pull does not open a transistor with its own resistor.
        down = self._wires.is_output(line) and level is self._high
        if down and self._down_ns is None:
            self._down_ns = at_ns
        elif not down and self._down_ns is not None:
            held_ms, self._down_ns = (at_ns - self._down_ns) // NS_PER_MS, None
            self._pressed(held_ms)
