"""Loops with resistors under a board's own drivers: a door each, on converters whose bus can hang or lose a chip."""

from collections.abc import Callable
from typing import Any

from drivers.board import open_board
from hw_sim.i2c.bus import Buses
from hw_sim.i2c.inline import InlineBus
from hw_sim.world.loops import Circuit, Loops
from panel.config.model import AdcConfig, Config, InputConfig, ZoneConfig
from panel.ports import InputChanged
from tests.support.pin_bench import PinBench, installation
from zones.kinds import Kind
from zones.wiring import Wiring

DEOL = {"pull_ohm": 4_700, "end_ohm": 2_200, "alarm_ohm": 4_700}


def loop(n: int, **keys: Any) -> InputConfig:
    """The loop number ``n``, on channel ``n % 4`` of converter ``a0`` (1, 2, ...); a double one unless told."""
    return InputConfig(name=f"door{n}", adc=f"a{n // 4}", channel=n % 4, **(keys or DEOL))


def zone(n: int, wiring: Wiring = Wiring.DEOL, kind: Kind = Kind.INTRUDER_24H) -> ZoneConfig:
    """Its zone."""
    return ZoneConfig(id=n + 1, name=f"Door {n}", area="house", kind=kind, input=f"door{n}", wiring=wiring)


def house(*loops: tuple[InputConfig, ZoneConfig], rail_channel: int | None = None, **parts: Any) -> Config:
    """Those loops, on as many converters of one bus as they need; the first of them measures the 3.3 V, if any."""
    names = sorted({wired.adc or "" for wired, _ in loops})
    adcs = tuple(
        AdcConfig(name=name, address=0x48 + n, rail_channel=None if n else rail_channel) for n, name in enumerate(names)
    )
    inputs, zones = tuple(wired for wired, _ in loops), tuple(zone for _, zone in loops)
    return installation(adc=adcs, input=inputs, zone=zones, **parts)


def doors(count: int) -> Config:
    """So many doors on double loops."""
    return house(*((loop(n), zone(n)) for n in range(count)))


class LoopBench(PinBench):
    """The bench with converters; the board is started."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        self.buses = Buses()
        self.i2c = self.buses.at(1)
        self.loops = Loops(config, self.buses, self.wires, lambda: self.now_ns)
        self.bus = InlineBus(self.i2c, lambda: None)
        self.late: Callable[[], int] = lambda: 0
        self._poll_ms = self.now_ms + 100
        self.restarts()

    def restarts(self) -> None:
        """The process begins anew, on the wires as they are. ``first``: what the board says at its start."""
        self.opened = open_board(self.config, self.factory(), lambda number: self.bus)
        self.said.clear()
        self.opened.start(self.said.append)
        self.first = self.take()

    def door(self, n: int = 0) -> Circuit:
        """Its wires."""
        return self.loops.circuits[f"door{n}"]

    def passes(self, ms: int) -> None:
        """Time passes; the board is polled as by alarmd, every 100 ms and whenever it asks, ``late`` each time."""
        end_ms = self.now_ms + ms
        while self._poll_ms <= end_ms:
            self.now_ns = self._poll_ms * 1_000_000
            self.opened.poll(self.now_ms)
            self.polled()
            wanted_ms = min(self.opened.next_poll_ms() or self.now_ms + 100, self.now_ms + 100)
            self._poll_ms = max(wanted_ms, self.now_ms + 1) + self.late()
        self.now_ns = end_ms * 1_000_000

    def polled(self) -> None:
        """After each poll; for whoever wants to look then."""

    def levels(self) -> list[tuple[str, str, int]]:
        """The changes that were told since the last time: input, level and stamp."""
        return [(e.input, e.level.value, e.at_ms) for e in self.take() if isinstance(e, InputChanged)]
