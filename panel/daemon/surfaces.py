"""All that people see and hear of the panel where they stand: sounds, lamps, relays, displays, written again and again.

Sounds and light that protect follow the live state. Lamps and displays show the committed one: what they say has been
kept, and will be so after a power cut.
"""

from keypad.ui.keys import Typed
from panel.config.model import Config
from panel.core.outputs import REFUSED_MS, next_change_ms, outputs, with_refusal
from panel.core.plan import Plan
from panel.core.state import State
from panel.daemon.displays import Displays
from panel.daemon.lines import Lines
from panel.ports import Board


class Surfaces:
    """One for each engine."""

    def __init__(self, config: Config, board: Board, plan: Plan) -> None:
        self._plan = plan
        self._lines = Lines(config.output, board.outputs)
        self._displays = Displays(config, board.displays)
        self._refused_until_ms = 0
        self._next_ms: int | None = None

    def refuse(self, now_ms: int) -> None:
        """Somebody at the keypad or the reader is told no: heard and read for a moment."""
        self._refused_until_ms = now_ms + REFUSED_MS

    def typed(self, keypad: str, typed: Typed, at_ms: int) -> None:
        """A key was pressed."""
        self._displays.typed(keypad, typed, at_ms)

    def drive(self, live: State, shown: State, now_ms: int, battery_test: bool) -> None:
        """Writes all of them. ``battery_test``: its load is on the battery."""
        levels = outputs(self._plan, live, now_ms)
        kept = levels if shown is live else outputs(self._plan, shown, now_ms)
        heard = with_refusal(levels, self._refused_until_ms, now_ms)
        refused = now_ms < self._refused_until_ms
        wanted = (
            self._lines.drive(heard, kept, now_ms, battery_test),
            self._displays.show(self._plan, shown, ready=kept.lamp_ready, refused=refused, now_ms=now_ms),
            self._refused_until_ms if refused else None,
            next_change_ms(self._plan, live, now_ms),
        )
        self._next_ms = min((at_ms for at_ms in wanted if at_ms is not None), default=None)

    @property
    def next_ms(self) -> int | None:
        """When the next write is wanted, with nothing happening but time."""
        return self._next_ms

    def check(self) -> None:
        """Reads every line back."""
        self._lines.check()
