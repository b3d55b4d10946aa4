"""Drivers on simulated wires and a clock moved by hand: what a bench with a power supply is to an electrician."""

from typing import Any

from drivers.board import PinBoard, open_board
from hw_sim.pins.factory import SimFactory
from hw_sim.pins.wires import Wires
from panel.config.model import (
    AreaConfig,
    Config,
    InputConfig,
    KeypadConfig,
    OutputConfig,
    OutputRole,
    PanelConfig,
    ReaderConfig,
    ZoneConfig,
)
from panel.core.names import Mode
from panel.ports import HardwareEvent
from zones.kinds import Kind

DOOR, WINDOW, SIREN, D0, D1 = 17, 27, 22, 23, 24
ROWS, COLUMNS = (5, 6, 13, 19), (12, 16, 20, 21)
NS_PER_MS = 1_000_000

READER = ReaderConfig(name="hall", d0=D0, d1=D1)
KEYPAD = KeypadConfig(name="keys", rows=ROWS, columns=COLUMNS)


def installation(**parts: Any) -> Config:
    """A house with a door contact; ``parts`` replace or add to its tables."""
    tables: dict[str, Any] = {
        "panel": PanelConfig(id="bench", name="Bench", account="1234", timezone="UTC"),
        "input": (InputConfig(name="door", pin=DOOR),),
        "area": (AreaConfig(id="house", name="House", modes=(Mode.TOTAL,)),),
        "zone": (ZoneConfig(id=1, name="Door", area="house", kind=Kind.INSTANT, input="door"),),
    }
    return Config(**(tables | parts))


def siren(active_high: bool = True) -> OutputConfig:
    """A siren on its line."""
    return OutputConfig(name="siren", pin=SIREN, role=OutputRole.SIREN, active_high=active_high)


class PinBench:
    """Wires, a clock, and everything that a board on them has said."""

    def __init__(self, start_ms: int = 1000) -> None:
        self.now_ns = start_ms * NS_PER_MS
        self.wires = Wires(lambda: self.now_ns)
        self.said: list[HardwareEvent] = []

    @property
    def now_ms(self) -> int:
        """The clock."""
        return self.now_ns // NS_PER_MS

    def factory(self) -> SimFactory:
        """Pins for one more process on these wires."""
        return SimFactory(self.wires)

    def board(self, config: Config) -> PinBoard:
        """A board, started; what it says at the start is not kept."""
        board = open_board(config, self.factory())
        board.start(self.said.append)
        self.said.clear()
        return board

    def wait(self, ms: int, board: PinBoard | None = None) -> None:
        """Lets time pass; a board is polled every 100 ms and whenever it asks."""
        end_ns = self.now_ns + ms * NS_PER_MS
        while board is not None and self.now_ns < end_ns:
            wanted_ms = board.next_poll_ms() or self.now_ms + 100
            self.now_ns = min(end_ns, max(wanted_ms, self.now_ms + 1) * NS_PER_MS)
            board.poll(self.now_ms)
        self.now_ns = end_ns

    def take(self) -> list[HardwareEvent]:
        """What was said since the last time."""
        said = list(self.said)
        self.said.clear()
        return said
