"""The text displays of a house: hung where the configuration says, and what somebody before them reads."""

from collections.abc import Callable

import msgspec

from hw_sim.i2c.backpack import Backpack
from hw_sim.i2c.bus import Buses
from panel.config.model import Config

Tell = Callable[[str, str, str], None]  # a display's name; "display" with its rows, or "light"; what it is now


class GlassLook(msgspec.Struct, frozen=True, kw_only=True):
    """One display. ``lines``: its rows as they are read; ``lit``: its light is on; ``keypad``: which it belongs to."""

    lines: tuple[str, ...]
    lit: bool
    keypad: str | None


class Watched:
    """A display that says when what is read on it changes."""

    def __init__(self, display: Backpack, tell: Callable[[str, str], None]) -> None:
        self.display = display
        self._tell = tell
        self._lines, self._lit = display.glass(), display.lit

    def transfer(self, out: bytes, count: int) -> bytes:
        """One transfer on its bus."""
        given = self.display.transfer(out, count)
        if (lines := self.display.glass()) != self._lines:
            self._lines = lines
            self._tell("display", "\n".join(lines))
        if (lit := self.display.lit) is not self._lit:
            self._lit = lit
            self._tell("light", "on" if lit else "off")
        return given


class Glasses:
    """All displays of a house. ``now_ns``: the world's clock."""

    def __init__(self, config: Config, buses: Buses, now_ns: Callable[[], int], tell: Tell) -> None:
        self._hung: dict[str, tuple[Backpack, str | None]] = {}
        for each in config.display:
            made = Backpack(lambda: now_ns() // 1_000, each.size.columns, each.size.rows)
            self._hung[each.name] = (made, each.keypad)
            watched = Watched(made, lambda kind, state, name=each.name: tell(name, kind, state))  # type: ignore[misc]
            buses.at(each.i2c_bus).chips[each.address] = watched

    def look(self) -> dict[str, GlassLook]:
        """Each of them by name, in the order of the configuration."""
        return {
            name: GlassLook(lines=made.glass(), lit=made.lit, keypad=keypad)
            for name, (made, keypad) in self._hung.items()
        }
