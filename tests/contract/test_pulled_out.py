"""Every device, pulled out while the house is armed: one trouble that names it, the rest undisturbed, and well again.

One house with one of everything that the configuration knows. Nothing is said of how a driver notices: that is in its
own tests. Here it is whoever stands in the house: what the panel tells, whether the siren still rings for another
window, and whether the device does its work once it is back.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import msgspec
import pytest

from hw_sim.i2c.bus import Bus
from hw_sim.rfid.trouble import Fault
from hw_sim.world.pads import OnExpander, pads
from panel.config.keypads import DisplayConfig
from panel.config.model import (
    AdcConfig,
    AreaConfig,
    ClockConfig,
    Config,
    InputConfig,
    KeypadConfig,
    OutputConfig,
    OutputRole,
    PowerConfig,
    ReaderConfig,
    SensorConfig,
    TimingsConfig,
    ZoneConfig,
)
from panel.config.readers import ReaderKind
from panel.core.names import Mode
from panel.ports import HardwareEvent, KeyPressed, TagRead
from tests.support.panel_on_wires import PanelOnWires
from tests.support.pin_bench import installation
from zones.kinds import Kind
from zones.wiring import Wiring

DOOR, WINDOW, SIREN, STROBE, D0, MAINS = 17, 27, 22, 26, 23, 4
GAUGE, CONVERTER, SENSOR, EXPANDER, READER, GLASS, CLOCK = 0x40, 0x48, 0x44, 0x20, 0x24, 0x27, 0x68
SPI = "/dev/spidev3.0"
UID = "04A1B2C3"
NOTICED_MS = 15_000  # the slowest: a sensor is asked each 10 s
BEAT_MS = 3_000  # as in alarmd
RINGS_MS = 60

AREA = AreaConfig(id="house", name="House", modes=(Mode.TOTAL,))


def _zone(number: int, name: str, kind: Kind = Kind.INSTANT, wiring: Wiring = Wiring.NC) -> ZoneConfig:
    modes = (Mode.TOTAL,) if kind is Kind.INSTANT else ()
    return ZoneConfig(id=number, name=name, area="house", kind=kind, input=name, wiring=wiring, modes=modes)


HOUSE: Config = installation(
    area=(AREA,),
    input=(
        InputConfig(name="door", pin=DOOR),
        InputConfig(name="window", pin=WINDOW),
        InputConfig(name="loop", adc="converter", channel=0, pull_ohm=4_700, end_ohm=2_200, alarm_ohm=4_700),
        InputConfig(name="frost", sensor="cellar", below_c=3),
    ),
    zone=(
        _zone(1, "door"),
        _zone(2, "window"),
        _zone(3, "loop", wiring=Wiring.DEOL),
        _zone(4, "frost", Kind.FREEZE),
    ),
    output=(
        OutputConfig(name="siren", pin=SIREN, role=OutputRole.SIREN),
        OutputConfig(name="strobe", pin=STROBE, role=OutputRole.STROBE),
    ),
    reader=(
        ReaderConfig(name="wiegand", d0=D0, d1=24),
        ReaderConfig(name="field", kind=ReaderKind.PN532, i2c_bus=1),
        ReaderConfig(name="coil", kind=ReaderKind.MFRC522, spi=SPI),
    ),
    keypad=(
        KeypadConfig(name="keys", rows=(5, 6, 13, 19), columns=(12, 16, 20, 21)),
        KeypadConfig(name="pad", i2c_bus=1, address=EXPANDER),
    ),
    adc=(AdcConfig(name="converter", address=CONVERTER),),
    sensor=(SensorConfig(name="cellar", i2c_bus=1, address=SENSOR),),
    display=(DisplayConfig(name="glass", i2c_bus=1, address=GLASS, keypad="pad"),),
    clock=ClockConfig(i2c_bus=1),
    power=PowerConfig(capacity_mah=7_000, i2c_bus=1, mains_pin=MAINS),
    timings=TimingsConfig(exit_delay_s=0),
)


class Babble:
    """A chip that answers, and says anything."""

    def __init__(self) -> None:
        self._chance = Random(6)

    def transfer(self, out: bytes, count: int) -> bytes:
        return self._chance.randbytes(count)


class Lived(PanelOnWires):
    """The house, and everything that its hardware has said."""

    def __init__(self, folder: Path) -> None:
        self.heard: list[HardwareEvent] = []
        super().__init__(HOUSE, folder)
        self.pads = pads(self.config, self.wires, self.chips)
        self.i2c: Bus = self.chips.at(1)
        heard, hardware = self.heard, self.engine.hardware

        def listen(event: HardwareEvent) -> None:
            heard.append(event)
            hardware(event)

        self.board.start(listen)
        self.wait(12_000)
        self.tag()
        assert self.phases() == {"house": "armed"} and self.troubles() == set()

    def notices(self) -> None:
        """Long enough for every device; with the heartbeat, which reads the outputs back."""
        for _ in range(NOTICED_MS // BEAT_MS):
            self.wait(BEAT_MS)
            self.engine.check_lines()

    def troubles(self) -> set[tuple[str, str]]:
        """Every trouble of now, and of what."""
        return {(one["trouble"], one["detail"]) for one in self.status()["troubles"]}

    def levels(self) -> dict[str, str]:
        """What each zone says."""
        return {zone["name"]: zone["level"] for zone in self.status()["zones"]}

    def rings_for(self, name: str) -> None:
        """Somebody comes by the other window: the strobe, which is no device that anybody pulls out here."""
        self.contacts[name].trip()
        self.wait(RINGS_MS)
        assert self.line(OutputRole.STROBE), f"{name} was opened in an armed house"

    def hears_key(self) -> None:
        """A key of the expander's keypad, pressed and heard."""
        self.heard.clear()
        pad = self.pads["pad"]
        assert isinstance(pad, OnExpander)
        pad.keys.press("5")
        self.wait(100)
        pad.keys.release("5")
        self.wait(100)
        assert [event.key for event in self.heard if isinstance(event, KeyPressed)] == ["5"]

    def reads_tag(self, reader: str = "field") -> None:
        """A tag in the field, and read once."""
        self.heard.clear()
        self.tags.readers.move(reader, UID, True, self.clocks.mono_ms())
        self.wait(800)
        self.tags.readers.move(reader, UID, False, self.clocks.mono_ms())
        self.wait(800)
        assert [event.tag for event in self.heard if isinstance(event, TagRead)] == [UID]

    def opens(self, name: str, level: str = "open") -> None:
        """A zone says what its detector does."""
        if name == "frost":
            self.climate.trip(name, True)
            self.wait(25_000)
        else:
            self.trip(name)
        assert self.levels()[name] == level


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Lived]:
    lived = Lived(tmp_path)
    yield lived
    lived.journal.close()


class Pulled(msgspec.Struct, frozen=True):
    """One device and one way to lose it. ``told``: the trouble, and its detail; ``works``: it does its work again."""

    told: tuple[str, str]
    goes: Callable[[Lived], None]
    comes: Callable[[Lived], None]
    works: Callable[[Lived], None]


def _line(pin: int, name: str, works: Callable[[Lived], None]) -> Pulled:
    return Pulled(("device", name), lambda h: h.wires.fail(pin), lambda h: h.wires.heal(pin), works)


def _missing(address: int, told: tuple[str, str], works: Callable[[Lived], None]) -> Pulled:
    return Pulled(told, lambda h: h.i2c.missing.add(address), lambda h: h.i2c.missing.discard(address), works)


def _babbling(address: int, told: tuple[str, str], works: Callable[[Lived], None]) -> Pulled:
    kept = {}

    def goes(lived: Lived) -> None:
        kept[address] = lived.i2c.chips[address]
        lived.i2c.chips[address] = Babble()

    def comes(lived: Lived) -> None:
        lived.i2c.chips[address] = kept[address]

    return Pulled(told, goes, comes, works)


def _gauge_measures(lived: Lived) -> None:
    lived.wait(2_000)
    assert lived.status()["power"]["battery_mv"] > 12_000


def _befall(lived: Lived, fault: Fault, reader: str = "field") -> None:
    lived.tags.readers.befall(fault, reader)


def _fails(fault: Fault, reader: str) -> Pulled:
    return Pulled(
        ("device", reader),
        lambda h: _befall(h, fault, reader),
        lambda h: _befall(h, Fault.RESTORE, reader),
        lambda h: h.reads_tag(reader),
    )


def _babbling_on_spi() -> Pulled:
    """Whatever its chip would have said."""
    chance = Random(6)

    def goes(lived: Lived) -> None:
        chip = lived.tags.readers.spi[SPI].chip
        chip.transfer = lambda sent: chance.randbytes(len(sent))  # type: ignore[method-assign]

    def comes(lived: Lived) -> None:
        del lived.tags.readers.spi[SPI].chip.transfer

    return Pulled(("device", "coil"), goes, comes, lambda h: h.reads_tag("coil"))


def _glass_reads(lived: Lived) -> None:
    lived.wait(2_000)
    assert any(line.strip() for line in lived.glasses["glass"].glass())


def _clock_is_asked(lived: Lived) -> None:
    lived.wait(70_000)
    assert lived.troubles() == set()


RULES = {"panel", "board", "area", "zone", "timings", "arming", "overrides", "tags", "pictures"}
OTHERS = {"mqtt", "gsm", "camera"}  # other processes', and pulled out in their tests

CASES = {
    "a contact's line": _line(DOOR, "door", lambda h: h.opens("door")),
    "the siren's line": _line(SIREN, "siren", lambda h: h.opens("door")),
    "a reader's line": _line(D0, "wiegand", lambda h: h.tag()),
    "a keypad's line": _line(12, "keys", lambda h: h.keys("1")),
    "the mains' line": _line(MAINS, "mains", _gauge_measures),
    "the converter": _missing(CONVERTER, ("device", "converter"), lambda h: h.opens("loop")),
    "a converter that babbles": _babbling(CONVERTER, ("device", "converter"), lambda h: h.opens("loop")),
    "the sensor": _missing(SENSOR, ("device", "cellar"), lambda h: h.opens("frost")),
    "a sensor that babbles": _babbling(SENSOR, ("device", "cellar"), lambda h: h.opens("frost")),
    "the expander": _missing(EXPANDER, ("device", "pad"), Lived.hears_key),
    "an expander that babbles": _babbling(EXPANDER, ("device", "pad"), Lived.hears_key),
    "the field reader": _missing(READER, ("device", "field"), Lived.reads_tag),
    "a field reader that babbles": _babbling(READER, ("device", "field"), Lived.reads_tag),
    "the display": _missing(GLASS, ("device", "glass"), _glass_reads),
    "the clock module": _missing(CLOCK, ("clock", "module"), _clock_is_asked),
    "a clock module that babbles": _babbling(CLOCK, ("clock", "module"), _clock_is_asked),
    "the gauge": _missing(GAUGE, ("device", "battery gauge"), _gauge_measures),
    "a field reader whose supply fails": _fails(Fault.DEAD, "field"),
    "a reader on SPI": _fails(Fault.UNPLUG, "coil"),
    "a reader on SPI whose supply fails": _fails(Fault.DEAD, "coil"),
    "a reader on SPI that babbles": _babbling_on_spi(),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_one_trouble_that_names_it_nothing_else_is_disturbed_and_back_again_it_works(
    house: Lived, case: str
) -> None:
    pulled = CASES[case]
    pulled.goes(house)
    house.notices()
    assert not house.line(OutputRole.STROBE), "nobody came, and it is an alarm"
    assert house.troubles() == {pulled.told}
    house.rings_for("window")
    pulled.comes(house)
    house.notices()
    assert house.troubles() == set()
    kinds = house.kinds()
    assert (kinds.count("trouble.raised"), kinds.count("restore.trouble")) == (1, 1), kinds
    pulled.works(house)


def test_a_bus_that_hangs_takes_with_it_what_hangs_on_it_and_nothing_else(house: Lived) -> None:
    house.bus.stuck = True
    house.notices()
    on_it = ("converter", "cellar", "pad", "glass", "field", "battery gauge")  # a clock is asked once a minute
    assert house.troubles() == {("device", name) for name in on_it}
    house.rings_for("window")
    house.bus.come_loose()
    house.notices()
    assert house.troubles() == set()


def test_the_house_has_one_of_everything_that_alarmd_is_wired_to() -> None:
    tables = set(Config.__struct_fields__) - RULES - OTHERS
    assert {table for table in tables if not getattr(HOUSE, table)} == set()
    assert {each.kind for each in HOUSE.reader} == set(ReaderKind)
