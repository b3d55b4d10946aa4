"""What the panel puts on its displays: a screen for each, with what is typed at its own keypad."""

from keypad.ui.keys import Typed
from keypad.ui.screen import LIT_MS
from panel.config.keypads import DisplayConfig, DisplaySize
from panel.config.model import PanelConfig
from panel.config.plan import to_plan
from panel.core.state import initial
from panel.daemon.displays import Displays
from tests.support.pin_bench import KEYPAD, installation

HALL = DisplayConfig(name="hall", i2c_bus=1, address=0x27, keypad="keys")
PORCH = DisplayConfig(name="porch", i2c_bus=1, address=0x26, size=DisplaySize.SMALL, keypad="others")
LIVING = DisplayConfig(name="living", i2c_bus=1, address=0x25, size=DisplaySize.SMALL)
PT = PanelConfig(id="bench", name="Bench", account="1234", timezone="UTC", language="pt")
CONFIG = installation(panel=PT, keypad=(KEYPAD,), display=(HALL, PORCH, LIVING))
NOW_MS = 90_000


class Shown:
    """A display that keeps what it was told last."""

    def __init__(self) -> None:
        self.lines: tuple[str, ...] = ()
        self.lit = False

    def show(self, lines: tuple[str, ...], lit: bool) -> None:
        self.lines, self.lit = lines, lit


def scene() -> tuple[dict[str, Shown], Displays]:
    ports = {display.name: Shown() for display in CONFIG.display}
    return ports, Displays(CONFIG, ports)


def show(displays: Displays, now_ms: int = NOW_MS) -> int | None:
    plan = to_plan(CONFIG)
    return displays.show(plan, initial(plan), ready=True, refused=False, now_ms=now_ms)


def test_each_display_is_written_in_its_own_size_and_the_panels_language() -> None:
    ports, displays = scene()
    assert show(displays) is None
    assert ports["hall"].lines == ("Desarmado", "Pronto a armar", "", "")
    assert ports["porch"].lines == ports["living"].lines == ("Desarmado", "Pronto a armar")
    assert not any(port.lit for port in ports.values())


def test_what_is_typed_is_seen_at_its_own_keypads_display_alone() -> None:
    ports, displays = scene()
    displays.typed("keys", Typed("12", None, NOW_MS), NOW_MS)
    assert show(displays) == NOW_MS + LIT_MS
    assert (ports["hall"].lines[3], ports["porch"].lines[1]) == ("Código:**", "Pronto a armar")
    assert [port.lit for port in ports.values()] == [True, False, True], "one that belongs to none is lit by all"
    displays.typed("others", Typed(last_ms=NOW_MS + 1_000), NOW_MS + 1_000)
    show(displays, NOW_MS + LIT_MS)
    assert [port.lit for port in ports.values()] == [False, True, True]


def test_without_a_display_nothing_is_wanted() -> None:
    none = installation()
    plan = to_plan(none)
    assert Displays(none, {}).show(plan, initial(plan), ready=True, refused=False, now_ms=0) is None
