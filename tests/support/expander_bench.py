"""A keypad on a simulated expander, under a board's own drivers: its bus can hang, be late, or lose the chip."""

from collections.abc import Callable
from typing import TypeVar

from drivers.board import open_board
from drivers.bus.errands import Errand
from hw_sim.i2c.bus import Bus
from hw_sim.i2c.inline import InlineBus
from hw_sim.i2c.keys import Keys
from hw_sim.pins.wires import Drive
from panel.config.keypads import KeypadConfig
from panel.ports import KeyPressed
from tests.support.pin_bench import PinBench, installation

ADDRESS, INT = 0x20, 25
POLLED = KeypadConfig(name="keys", i2c_bus=1, address=ADDRESS)
WOKEN = KeypadConfig(name="keys", i2c_bus=1, address=ADDRESS, int_pin=INT)

_T = TypeVar("_T")


class Listening(Bus):
    """``went``: every transfer, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.went: list[tuple[int, bytes, int]] = []

    def transfer(self, address: int, out: bytes, count: int) -> bytes:
        """One more."""
        self.went.append((address, out, count))
        return super().transfer(address, out, count)


class LateBus(InlineBus):
    """Errands are done ``late_ms`` after they were asked for, as in a thread that has other things to do."""

    def __init__(self, bus: Bus, now_ms: Callable[[], int], late_ms: int = 0) -> None:
        super().__init__(bus, lambda: None)
        self.late_ms = late_ms
        self._now_ms = now_ms
        self._later: list[tuple[int, Callable[[], None]]] = []

    def ask(self, work: Callable[[], _T]) -> Errand[_T] | None:
        """Has that done, now or later."""
        if not self.late_ms or self.stuck:
            return super().ask(work)
        errand = Errand(work)
        self._later.append((self._now_ms() + self.late_ms, errand.run))
        return errand

    def catch_up(self) -> None:
        """Does what is due."""
        due = [run for at_ms, run in self._later if at_ms <= self._now_ms()]
        self._later = [(at_ms, run) for at_ms, run in self._later if at_ms > self._now_ms()]
        for run in due:
            run()


class ExpanderBench(PinBench):
    """The bench with a bus. ``pad``: fingers and faults."""

    def __init__(self, config: KeypadConfig = POLLED, late_ms: int = 0) -> None:
        super().__init__()
        self.pad = Keys()
        self.i2c = Listening()
        self.i2c.chips[ADDRESS] = self.pad.chip
        self.bus = LateBus(self.i2c, lambda: self.now_ms, late_ms)
        if config.int_pin is not None:
            pin = config.int_pin
            self.pad.chip.on_int = lambda low: self.wires.act(Drive(pin, False if low else None))
        self.opened = open_board(installation(keypad=(config,)), self.factory(), lambda number: self.bus)
        self.opened.start(self.said.append)
        self.said.clear()

    def passes(self, ms: int, step_ms: int | None = None) -> None:
        """Time passes; the board is polled when it asks and every 100 ms, or strictly every ``step_ms``."""
        end_ms = self.now_ms + ms
        while self.now_ms < end_ms:
            wanted_ms = self.opened.next_poll_ms() or self.now_ms + 100
            wanted_ms = self.now_ms + step_ms if step_ms else min(wanted_ms, self.now_ms + 100)
            self.now_ns = min(end_ms, max(wanted_ms, self.now_ms + 1)) * 1_000_000
            self.bus.catch_up()
            self.opened.poll(self.now_ms)

    def types(self, keys: str, down_ms: int = 80, up_ms: int = 60) -> None:
        """Presses keys one after the other."""
        for key in keys:
            self.pad.press(key)
            self.passes(down_ms)
            self.pad.release(key)
            self.passes(up_ms)

    def pressed(self) -> str:
        """The keys that were told, since the last time."""
        return "".join(event.key for event in self.take() if isinstance(event, KeyPressed))
