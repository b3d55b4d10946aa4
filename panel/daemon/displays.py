"""The text displays: what is committed, as rows; what is typed, as asterisks."""

from collections.abc import Mapping

from keypad.ui.keys import NOTHING, Typed
from keypad.ui.screen import Seen, screen
from keypad.ui.words import WORDS
from panel.config.model import Config
from panel.core.names import Language
from panel.core.plan import Plan
from panel.core.state import State
from panel.ports import DisplayPort


class Displays:
    """Drives every configured display."""

    def __init__(self, config: Config, ports: Mapping[str, DisplayPort]) -> None:
        self._wired = [(display, ports[display.name]) for display in config.display]
        self._words = WORDS[Language(config.panel.language)]
        self._typed: dict[str, tuple[Typed, int]] = {}

    def typed(self, keypad: str, typed: Typed, at_ms: int) -> None:
        """Somebody has pressed a key there, and this is what has been typed so far."""
        self._typed[keypad] = (typed, at_ms)

    def show(self, plan: Plan, state: State, *, ready: bool, refused: bool, now_ms: int) -> int | None:
        """Puts what is to be read on each; says when time alone changes one of them."""
        wanted: list[int] = []
        for display, port in self._wired:
            typed, pressed_ms = self._at(display.keypad)
            seen = Seen(ready=ready, refused=refused, typed=typed, pressed_ms=pressed_ms)
            drawn = screen(plan, state, seen, self._words, display.size.columns, display.size.rows, now_ms)
            port.show(drawn.lines, drawn.lit)
            wanted += [] if drawn.next_ms is None else [drawn.next_ms]
        return min(wanted, default=None)

    def _at(self, keypad: str | None) -> tuple[Typed, int | None]:
        """What is typed at a display's keypad, and when. One that belongs to none is lit by all of them."""
        if keypad is not None:
            return self._typed.get(keypad, (NOTHING, None))
        return NOTHING, max((at_ms for _, at_ms in self._typed.values()), default=None)
