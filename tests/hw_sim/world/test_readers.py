"""The readers of a house, each as its configuration has it, and what can become of them."""

import msgspec
import pytest

from hw_sim.i2c.bus import Buses
from hw_sim.pins.netlist import Bias, Setting
from hw_sim.pins.wires import Wires
from hw_sim.rfid.trouble import Fault
from hw_sim.world.errors import BadRequest, NoSuchThing
from hw_sim.world.readers import Readers, tag_of
from panel.config.model import ReaderConfig, ReaderKind
from tests.hw_sim.small_house import CONFIG

I2C = ReaderConfig(name="bus", kind=ReaderKind.PN532, i2c_bus=7)
SERIAL = ReaderConfig(name="port", kind=ReaderKind.PN532, port="/dev/ttyUSB0")
UID = "04AABBCCDDEEFF"


class House:
    def __init__(self) -> None:
        config = msgspec.structs.replace(CONFIG, reader=(*CONFIG.reader, I2C, SERIAL))
        self.wires, self.buses = Wires(lambda: 1_000_000_000), Buses()
        self.readers = Readers(config, self.wires, self.buses)
        for line in (24, 25):
            self.wires.configure(line, Setting(pull=Bias.UP))

    def lines(self) -> list[bool]:
        return [self.wires.level(line) for line in (24, 25)]


def test_each_is_where_its_configuration_says() -> None:
    house = House()
    assert house.readers.names == ("reader", "bus", "port")
    assert list(house.buses.at(7).chips) == [0x24]
    assert list(house.readers.serial) == ["port"]
    assert house.lines() == [True, True]


@pytest.mark.parametrize("name", ["bus", "port"])
def test_a_tag_is_in_the_field_of_the_reader_that_it_is_held_to_and_of_no_other(name: str) -> None:
    house = House()
    house.readers.move(name, UID, True, 1_000)
    assert [[tag.uid.hex().upper() for tag in house.readers[each].field.tags] for each in ("bus", "port")] == [
        [UID] if each == name else [] for each in ("bus", "port")
    ]
    house.readers.move(name, UID, False, 2_000)
    assert house.readers[name].field.tags == ()


def test_a_reader_that_is_dead_has_its_lines_low_and_one_that_is_unplugged_lets_them_float() -> None:
    house = House()
    for fault, levels in ((Fault.DEAD, [False, False]), (Fault.UNPLUG, [True, True]), (Fault.RESTORE, [True, True])):
        house.readers.befall(fault)
        assert house.lines() == levels
        pulses: list[int] = []
        house.wires.watch(24, lambda at_ns, level: pulses.append(at_ns))  # noqa: B023
        house.readers.send("reader", "0000", 1_000_000_000)
        assert len(pulses) == (8 if fault is Fault.RESTORE else 0)


def test_what_becomes_of_each_is_said_by_its_name() -> None:
    house = House()
    assert house.readers.faults() == {"reader": "ok", "bus": "ok", "port": "ok"}
    assert house.readers.befall(Fault.NOISE) == {"reader": "noise"}
    assert house.readers.befall(Fault.UNPLUG, "bus") == {"bus": "unplug"}
    assert house.buses.at(7).missing == {0x24}
    assert house.readers.befall(Fault.RESTORE, "bus") == {"bus": "ok"}
    assert house.buses.at(7).missing == set()
    assert house.readers.faults() == {"reader": "noise", "bus": "ok", "port": "ok"}


def test_a_brown_out_is_over_at_once_and_forgets() -> None:
    house = House()
    house.readers.serial["port"].chip.configured = True
    assert house.readers.befall(Fault.BROWNOUT, "port") == {"port": "ok"}
    assert not house.readers.serial["port"].chip.configured
    assert house.readers.befall(Fault.BROWNOUT, "reader") == {"reader": "ok"}
    assert house.lines() == [True, True]


def test_a_reader_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(NoSuchThing, match="no tag reader 'cellar' in this house; it has reader, bus, port"):
        House().readers.befall(Fault.DEAD, "cellar")
    with pytest.raises(NoSuchThing, match="its configuration names none"):
        Readers(msgspec.structs.replace(CONFIG, reader=()), Wires(lambda: 0), Buses()).befall(Fault.DEAD)


@pytest.mark.parametrize(("uid", "size"), [("C0FFEE42", 4), (UID, 7), ("04112233445566778899", 10)])
def test_a_tag_is_made_of_its_number(uid: str, size: int) -> None:
    assert len(tag_of(uid).uid) == size


@pytest.mark.parametrize("uid", ["C0FFEE", "c0ffee42", "", "C0FFEE420"])
def test_a_number_that_no_tag_in_a_field_has_is_refused(uid: str) -> None:
    with pytest.raises(BadRequest, match="8, 14 or 20 upper-case hexadecimal digits"):
        tag_of(uid)
