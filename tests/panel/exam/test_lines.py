"""Every device opened by itself, on simulated wires and a clock moved by hand."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from drivers.bus.i2c import Bus
from drivers.outputs import SwitchOutput
from drivers.tags.opening import Ways
from hw_sim.i2c.bus import Bus as SimBus
from hw_sim.i2c.bus import Buses as SimBuses
from hw_sim.i2c.ds3231 import Ds3231Chip
from hw_sim.i2c.ina219 import Ina219Chip
from hw_sim.i2c.inline import InlineBus
from hw_sim.rfid.trouble import Fault
from hw_sim.world.loops import Loops
from panel.config.chips import ClockConfig
from panel.config.model import Config, InputConfig, OutputConfig, OutputRole, ZoneConfig
from panel.config.power import PowerConfig
from panel.doctor.findings import Finding, Section, State
from panel.doctor.heard import Heard, judged
from panel.exam.lines import listen
from tests.support import loop_bench
from tests.support.pin_bench import COLUMNS, D0, DOOR, KEYPAD, READER, SIREN, WINDOW, PinBench, installation, siren
from tests.support.reader_bench import CHIPS
from tests.support.reader_bench import House as ReaderHouse
from zones.kinds import Kind
from zones.wiring import Wiring

POWER = PowerConfig(capacity_mah=7_000, mains_pin=26)


class House:
    """Wires, a battery's gauge, and the time that passes while somebody listens."""

    def __init__(self) -> None:
        self.bench = PinBench()
        self.gauge = Ina219Chip()
        self.gauge.bus_mv, self.gauge.shunt_uv = 13_600, 4_000
        self.bus = SimBus()
        self.bus.chips[0x40] = self.gauge
        self.slept: list[float] = []
        self.meanwhile: Callable[[], None] = lambda: None
        self.ways = Ways(self.open_bus)

    def open_bus(self, number: int) -> Bus:
        assert number == 1
        return InlineBus(self.bus, self.gauge.converts)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.bench.now_ns += int(seconds * 1e9)
        self.meanwhile()

    def heard(self, config: Config, **more: Any) -> list[Heard]:
        factory = self.bench.factory()
        found = asyncio.run(listen(config, factory, self.ways, sleep=self.sleep, **more))
        factory.close()
        return found

    def findings(self, config: Config, **more: Any) -> dict[str, Finding]:
        return {each.subject: each for one in self.heard(config, **more) for each in judged(one)}


def test_a_house_in_order_is_found_in_order() -> None:
    house = House()
    house.bench.wires.drive(DOOR, False)
    house.bench.wires.drive(26, True)
    config = installation(output=(siren(),), keypad=(KEYPAD,), reader=(READER,), power=POWER)
    found = house.findings(config)
    assert {subject: each.state for subject, each in found.items()} == dict.fromkeys(
        ("siren (siren)", "door (1 Door)", "keys", "hall", "mains", "battery", "charger"), State.OK
    )
    assert (found["battery"].found, found["charger"].found) == ("13.60 V", "40 mA into the battery")


def test_each_fault_is_told_of_its_own_device_and_hides_no_other() -> None:
    house = House()
    house.bench.wires.drive(DOOR, True)  # an open door
    house.bench.wires.drive(COLUMNS[1], False)  # a shorted keypad
    house.bench.wires.drive(D0, False)  # a reader without supply
    house.bus.missing = {0x40}  # a gauge that is not there
    inputs = (InputConfig(name="door", pin=DOOR), InputConfig(name="window", pin=WINDOW))
    config = installation(input=inputs, output=(siren(),), keypad=(KEYPAD,), reader=(READER,), power=POWER)
    house.bench.wires.drive(WINDOW, False)
    found = house.findings(config)
    assert {subject: each.state for subject, each in found.items()} == {
        "siren (siren)": State.OK,
        "door (1 Door)": State.NOTE,
        "window": State.OK,
        "keys": State.WRONG,
        "hall": State.WRONG,
        "battery gauge": State.WRONG,
    }
    assert "is low with no row driven" in found["keys"].found
    assert "D0 (GPIO23) stays low" in found["hall"].found
    assert "does not answer" in found["battery gauge"].found


def test_a_line_that_answers_with_errors_is_wrong_and_the_others_are_looked_at() -> None:
    house = House()
    house.bench.wires.fail(SIREN)
    house.bench.wires.drive(DOOR, False)
    found = house.findings(installation(output=(siren(),)))
    assert found["siren (siren)" if "siren (siren)" in found else "siren"].state is State.WRONG
    assert found["door (1 Door)"].state is State.OK


def test_nothing_is_switched_on_without_being_asked_to() -> None:
    house = House()
    edges: list[tuple[int, bool]] = []
    house.bench.wires.observe(lambda line, level, at_ns: edges.append((line, level)))
    house.bench.wires.drive(DOOR, False)
    edges.clear()
    house.heard(installation(output=(siren(),)))
    assert [edge for edge in edges if edge[0] == SIREN] == []


@pytest.mark.parametrize("active_high", [True, False])
def test_with_sound_a_siren_sounds_for_a_second_and_is_off_again(active_high: bool) -> None:
    house = House()
    config = installation(output=(siren(active_high), OutputConfig(name="gate", pin=26, role=OutputRole.RELAY)))
    edges: list[tuple[int, bool, int]] = []
    house.bench.wires.observe(lambda line, level, at_ns: edges.append((line, level, at_ns)))
    found = house.findings(config, sound=True)
    ours = [(level, at_ns) for line, level, at_ns in edges if line == SIREN]
    levels, stamps = [level for level, _ in ours], [at_ns for _, at_ns in ours]
    assert levels[-2:] == [active_high, not active_high]
    assert stamps[-1] - stamps[-2] == 1_000_000_000
    assert found["siren (siren)"].state is State.OK
    assert [edge for edge in edges if edge[0] == 26] == []  # a free relay may open a gate


def test_a_siren_that_a_dead_panel_left_on_stays_on_and_is_noted() -> None:
    house = House()
    config = installation(output=(siren(),))
    house.bench.board(config).outputs["siren"].write(True)
    found = house.findings(config)
    assert (found["siren (siren)"].state, house.bench.wires.level(SIREN)) == (State.NOTE, True)
    house.findings(config, sound=True)
    assert house.bench.wires.level(SIREN) is True


def test_a_door_that_opens_meanwhile_is_told_as_it_is_at_the_end() -> None:
    house = House()
    house.bench.wires.drive(DOOR, True)
    house.meanwhile = lambda: house.bench.wires.drive(DOOR, False)
    assert house.findings(installation())["door (1 Door)"].state is State.OK


def test_it_listens_long_enough_for_a_gauge_and_for_a_stuck_reader() -> None:
    house = House()
    house.heard(installation(power=PowerConfig(capacity_mah=7_000)))
    assert 2.9 <= sum(house.slept) <= 3.1


def with_supervised_siren() -> tuple[House, Config]:
    line = InputConfig(name="cable", adc="a0", channel=1, pull_ohm=2_200, end_ohm=2_200, siren="siren")
    watched = ZoneConfig(id=9, name="Siren's cable", area="house", kind=Kind.TAMPER, input="cable", wiring=Wiring.SEOL)
    config = loop_bench.house((loop_bench.loop(0), loop_bench.zone(0)), (line, watched), output=(siren(),))
    house, buses = House(), SimBuses()
    Loops(config, buses, house.bench.wires, lambda: house.bench.now_ns)
    house.ways = Ways(lambda number: InlineBus(buses.at(number), lambda: None))
    return house, config


def test_a_siren_whose_cable_a_loop_supervises_is_opened_once_with_its_loop() -> None:
    house, config = with_supervised_siren()
    for sound in (False, True):  # the second time its line is as the first has left it
        found = house.findings(config, sound=sound)
        assert {subject: (each.section, each.state, each.found) for subject, each in found.items()} == {
            "door0 (1 Door 0)": (Section.INPUTS, State.OK, "secure"),
            "cable (9 Siren's cable)": (Section.INPUTS, State.OK, "secure"),
            "siren (siren)": (Section.OUTPUTS, State.OK, "off, GPIO22 at 0 V"),
        }


def test_a_siren_that_a_panel_left_on_stays_on_and_its_cable_is_not_judged() -> None:
    house, config = with_supervised_siren()
    factory = house.bench.factory()
    left = SwitchOutput(siren(), factory, lambda event: None)
    left.write(True)
    left.close()
    found = house.findings(config)
    assert (found["cable"].state, found["cable"].found) == (State.NOTE, "not measured, siren is on")
    assert (found["siren (siren)"].state, found["siren (siren)"].found) == (State.NOTE, "on, GPIO22 at 3.3 V")
    assert found["door0 (1 Door 0)"].state is State.OK
    assert house.bench.wires.level(SIREN) is True


def test_a_clock_module_is_read_as_well_and_one_that_is_gone_is_wrong() -> None:
    house = House()
    house.bus.chips[0x68] = chip = Ds3231Chip(lambda: house.bench.now_ns)
    chip.set(20_785, 43_200)
    config = installation(clock=ClockConfig(i2c_bus=1))
    found = house.findings(config)["clock module"]
    assert (found.state, found.found) == (State.OK, "2026-11-28 12:00:00 UTC")
    house.bus.missing.add(0x68)
    assert house.findings(config)["clock module"].state is State.WRONG


@pytest.mark.parametrize("way", CHIPS)
@pytest.mark.parametrize(("fault", "state"), [(Fault.RESTORE, State.OK), (Fault.DEAD, State.WRONG)])
def test_a_reader_with_a_chip_is_spoken_to(way: str, fault: Fault, state: State) -> None:
    house = House()
    house.bench.wires.drive(DOOR, False)
    config = installation(reader=(CHIPS[way],))
    readers = ReaderHouse(config, house.bench.wires)
    readers.readers.befall(fault)
    house.ways = readers.ways
    found = house.findings(config)["hall"]
    assert found.state is state, found
    assert ("looks for tags" in found.found) is (state is State.OK)
