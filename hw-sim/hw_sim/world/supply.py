"""What the simulated panel lives on: mains, charger, battery and the gauge between them, as its wires show them."""

from enum import StrEnum

from hw_sim.i2c.bus import Bus
from hw_sim.i2c.ina219 import Ina219Chip
from hw_sim.pins.wires import Drive, Wires
from hw_sim.world import battery
from hw_sim.world.battery import Battery
from panel.config.model import OutputConfig
from panel.config.power import CELLS, PowerConfig, pack_of

LOAD_MA = 600  # a Pi 4 with modem and camera, a keypad, a dozen detectors
CHARGER_MA = 1_000
TEST_MA = 700  # a tenth of a usual battery's capacity
STEP_MS = 60_000  # the battery is reckoned in steps of a minute at most
MAKES = {6: battery.lead_acid, 4: battery.iron_phosphate, 3: battery.lithium_ion}


class Gauge(StrEnum):
    """How the gauge's bus behaves."""

    WELL = "well"
    HUNG = "hung"  # some chip holds its clock: who asks waits for ever
    UNPLUGGED = "unplugged"


class Supply:
    """One power supply. ``test``: the output that puts a load on the battery alone. ``shows_mv``: what the terminals
    are made to show, whatever the battery is like. ``bus``: on which its gauge hangs; its own if none is given."""

    def __init__(
        self,
        config: PowerConfig,
        wires: Wires,
        now_ms: int,
        test: OutputConfig | None = None,
        bus: Bus | None = None,
    ) -> None:
        self._config = config
        self._wires = wires
        cells = pack_of(config).cells
        make = MAKES.get(cells, MAKES[CELLS[config.chemistry]])
        self.capacity_mah = config.capacity_mah
        self.battery = Battery(make(config.capacity_mah))
        self.load_ma = LOAD_MA
        self.mains = True
        self.fitted = True
        self.shows_mv: int | None = None
        self.bus = Bus() if bus is None else bus
        self.chip = Ina219Chip()
        self.bus.chips[config.gauge_address] = self.chip
        self._test = test
        self._at_ms = now_ms
        self.switch_mains(True, now_ms)

    def switch_mains(self, there: bool, now_ms: int) -> None:
        """The mains come or go."""
        self.advance(now_ms)
        self.mains = there
        if self._config.mains_pin is not None:
            self._wires.act(Drive(self._config.mains_pin, there == self._config.mains_high))
        self._settle(0)

    def plug_gauge(self, how: Gauge) -> None:
        """The gauge's bus from now on."""
        self.bus.hung = how is Gauge.HUNG
        if how is Gauge.UNPLUGGED:
            self.bus.missing.add(self._config.gauge_address)
        else:
            self.bus.missing.discard(self._config.gauge_address)

    def advance(self, now_ms: int) -> None:
        """Lets the battery be emptied or charged until now; the gauge shows what is."""
        while self._at_ms < now_ms:
            for_ms = min(STEP_MS, now_ms - self._at_ms)
            self._at_ms += for_ms
            self._settle(for_ms)
        self.chip.converts()

    def _settle(self, for_ms: int) -> None:
        """What flows, and what the terminals show, after that much more time."""
        if not self.fitted:
            self._show(0, 0)  # a charger gives nothing to terminals on which it senses no battery
        elif self.mains and self._tested():
            self.battery.discharge(for_ms, TEST_MA)
            self._show(TEST_MA, self.battery.terminal_mv(TEST_MA))
        elif self.mains:
            into_ma, shows_mv = self.battery.charge(for_ms, CHARGER_MA)
            self._show(-into_ma, shows_mv)
        else:
            self.battery.discharge(for_ms, self.load_ma)
            self._show(self.load_ma, self.battery.terminal_mv(self.load_ma))

    def _tested(self) -> bool:
        """Whether the panel has put its load on the battery."""
        test = self._test
        return test is not None and self._wires.is_output(test.pin) and self._wires.level(test.pin) == test.active_high

    def _show(self, out_ma: float, terminal_mv: int) -> None:
        self.chip.bus_mv = terminal_mv if self.shows_mv is None or not self.fitted else self.shows_mv
        self.chip.shunt_uv = -round(out_ma * self._config.shunt_mohm)  # the battery is at IN-
