"""The whole examination of a house on simulated wires."""

from pathlib import Path

import pytest

from drivers.bus.i2c import Bus
from drivers.errors import PinFactoryError
from drivers.tags.opening import Ways
from hw_sim.i2c.backpack import Backpack
from hw_sim.i2c.bus import Bus as SimBus
from hw_sim.i2c.ina219 import Ina219Chip
from hw_sim.i2c.inline import InlineBus
from hw_sim.machine import fitted, raspberry_pi
from hw_sim.pins.devices import Contact, WiegandSender
from panel.config import load
from panel.config.model import BoardConfig, Pull
from panel.config.readers import wiegand_lines
from panel.doctor.contract import BadPair
from panel.doctor.findings import Section, State
from panel.doctor.report import Report
from panel.doctor.running import Told
from panel.exam.examine import World, examine, examine_contract
from tests.support.pin_bench import PinBench
from zones.wiring import CONTACTS

HOME = Path(__file__).resolve().parents[3] / "panel" / "config" / "home.toml"
SEEN = 'source = "picamera2", device = "0": imx708\nsource = "picamera2", device = "1": imx219'


class Home:
    """The example home, everything at rest."""

    def __init__(self, folder: Path) -> None:
        self.config = load(HOME)
        self.bench = PinBench()
        self.contacts = {
            each.name: Contact(self.bench.wires, each.line, zone.wiring, Pull(each.pull))
            for each in self.config.input
            for zone in self.config.zone
            if zone.input == each.name and zone.wiring in CONTACTS
        }
        for reader in self.config.reader:
            WiegandSender(self.bench.wires, *wiegand_lines(reader))
        self.gauge, self.bus = Ina219Chip(), SimBus()
        self.gauge.bus_mv = 13_600
        self.bus.chips[0x40] = self.gauge
        for display in self.config.display:
            self.bus.chips[display.address] = Backpack(lambda: self.bench.now_ns // 1_000)
        self.status = Told()
        self.computer = raspberry_pi(folder / "pi", fitted(self.config))
        self.data = folder

    def world(self) -> World:
        return World(
            data=self.data,
            pins=lambda board: self.bench.factory(),
            ways=Ways(self._bus),
            cameras=("printf", SEEN),
            computer=self.computer,
            status=lambda: self.status,
            sleep=self._sleep,
        )

    def examined(self) -> Report:
        return examine(HOME, self.world())

    def _bus(self, number: int) -> Bus:
        return InlineBus(self.bus, self.gauge.converts)

    async def _sleep(self, seconds: float) -> None:
        self.bench.now_ns += int(seconds * 1e9)


WRITTEN = {"reports": State.NOTE}  # it names no station: each installation has its own


def faults(report: Report) -> dict[str, State]:
    return {each.subject: each.state for each in report.findings if each.state is not State.OK}


def test_the_example_home_is_well_and_every_device_of_it_was_looked_at(tmp_path: Path) -> None:
    home = Home(tmp_path)
    report = home.examined()
    assert (report.panel, report.running, report.exit_code, faults(report)) == ("Casa da Encosta", False, 0, WRITTEN)
    told = " ".join(each.subject for each in report.findings)
    tables = (home.config.input, home.config.output, home.config.keypad, home.config.reader, home.config.camera)
    names = [each.name for table in (*tables, home.config.display) for each in table]
    assert len(names) == 23
    assert [name for name in names if name not in told] == []
    assert {each.section for each in report.findings} >= {
        Section.CONFIGURATION,
        Section.BOARD,
        Section.BUSES,
        Section.POWER,
    }


def test_what_is_wrong_is_told_and_only_that(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.contacts["front_door"].trip()
    del home.bus.chips[0x40]
    report = home.examined()
    assert faults(report) == WRITTEN | {
        "front_door (1 Front door)": State.NOTE,
        "battery gauge": State.WRONG,
        "bus 11 0x40 INA219 ([power])": State.WRONG,
    }
    assert report.exit_code == 1


def test_while_alarmd_runs_it_is_asked_and_no_line_is_touched(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.status = Told('{"panel": "home-1", "zones": [{"id": 1, "level": "open"}], "troubles": [], "unacked": 0}')

    def pins(board: BoardConfig) -> object:
        raise AssertionError("alarmd has them")

    world = World(
        data=tmp_path, pins=pins, ways=Ways(home._bus), cameras=("printf", SEEN), computer=home.computer,  # type: ignore[arg-type]
        status=lambda: home.status, sleep=home._sleep,
    )  # fmt: skip
    report = examine(HOME, world)
    assert report.running
    found = {each.subject: each for each in report.findings}
    assert found["front_door (1 Front door)"].state is State.NOTE
    assert found["bus 11 0x40 INA219 ([power])"].state is State.OK  # a bus has no one holder
    assert found["alarmd"].state is State.OK


def test_an_alarmd_that_cannot_be_asked_is_one_more_fault(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.status = Told(error="permission denied")
    assert faults(home.examined()) == WRITTEN | {"alarmd": State.WRONG}


def test_pins_that_cannot_be_had_are_told_once_and_the_rest_is_looked_at(tmp_path: Path) -> None:
    home = Home(tmp_path)

    def pins(board: BoardConfig) -> object:
        raise PinFactoryError("board: no GPIO controller")

    world = World(
        data=tmp_path, pins=pins, ways=Ways(home._bus), cameras=("printf", SEEN), computer=home.computer,  # type: ignore[arg-type]
        sleep=home._sleep,
    )  # fmt: skip
    report = examine(HOME, world)
    assert faults(report) == WRITTEN | {"pins": State.WRONG}
    assert [each.state for each in report.findings if each.section is Section.CAMERAS] == [State.OK, State.OK]


def test_a_configuration_with_mistakes_is_told_mistake_by_mistake_and_nothing_is_examined(tmp_path: Path) -> None:
    file = tmp_path / "home.toml"
    text = HOME.read_text(encoding="utf-8").replace("pin = 5 ", "pin = 28 ").replace('kind = "fire"', 'kind = "fir"')
    file.write_text(text, encoding="utf-8")
    report = examine(file, Home(tmp_path).world())
    assert report.exit_code == 2
    assert [each.state for each in report.findings] == [State.WRONG, State.WRONG]
    assert "found 28" in report.findings[0].found


def test_joined_lines_are_measured_and_the_panel_s_are_refused(tmp_path: Path) -> None:
    home = Home(tmp_path)
    file = tmp_path / "small.toml"
    text = HOME.read_text(encoding="utf-8")
    start, end = text.index("[[reader]]"), text.index("# ---- Zones")
    file.write_text(text[:start] + text[end:], encoding="utf-8")
    home.bench.wires.drive(24, None)
    home.bench.wires.drive(25, None)
    home.bench.wires.join(24, 25)
    report = examine_contract(file, home.world(), ["24:25"])
    assert (report.exit_code, {each.section for each in report.findings}) == (0, {Section.CONTRACT})
    with pytest.raises(BadPair, match="GPIO24 belongs to hall_reader"):
        examine_contract(HOME, home.world(), ["24:25"])
