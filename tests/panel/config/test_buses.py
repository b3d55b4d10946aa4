"""Chips on I2C buses, as a file's rows name them."""

from panel.config.buses import CHECKS, chips, on_the_header
from panel.config.findings import Finding, Row, Sheet
from tests.panel.config.house import HOUSE, told


def chip(n: int, **values: object) -> Row:
    return Row(path=("power", n), place=f"chip {n}", values=values, given=frozenset(values))


def sheet(*rows: Row) -> Sheet:
    return Sheet(rows={"power": rows}, broken=frozenset())


def found(*rows: Row) -> list[Finding]:
    return [finding for check in CHECKS for finding in check(sheet(*rows))]


def test_two_chips_at_one_address_of_one_bus_are_refused_with_the_first_of_them() -> None:
    (finding,) = found(chip(0, i2c_bus=1, gauge_address=0x48), chip(1, i2c_bus=1, gauge_address=0x48))
    assert (finding.place, finding.key, finding.found) == ("chip 1", "gauge_address", "0x48")
    assert finding.allowed() == "an address that nothing else has on I2C bus 1"
    assert finding.hint({"other_line": "9"}) == "line 9: chip 0 has it already"
    assert finding.other == ("power", 0, "gauge_address")


def test_the_same_address_on_another_bus_is_another_chip() -> None:
    assert found(chip(0, i2c_bus=1, gauge_address=0x48), chip(1, i2c_bus=3, gauge_address=0x48)) == []
    assert found(chip(0, i2c_bus=1, gauge_address=0x48), chip(1, i2c_bus=1, gauge_address=0x49)) == []


def test_a_chip_whose_place_was_written_wrongly_is_no_second_mistake() -> None:
    assert found(chip(0, i2c_bus=1, gauge_address=0x48), chip(1, gauge_address=0x48), chip(2, i2c_bus=1)) == []
    assert len(list(chips(sheet(chip(0, i2c_bus=1), chip(1, i2c_bus=1, gauge_address=0x40))))) == 1


def test_the_lines_of_the_header_are_taken_by_the_first_chip_on_its_bus_and_by_no_other() -> None:
    second, third = chip(1, i2c_bus=1, gauge_address=0x40), chip(2, i2c_bus=1, gauge_address=0x41)
    assert on_the_header(sheet(chip(0, i2c_bus=11, gauge_address=0x40), second, third)) is second
    assert on_the_header(sheet(chip(0, i2c_bus=11, gauge_address=0x40))) is None


PN532 = '\n[[reader]]\nname = "{name}"\nkind = "pn532"\ni2c_bus = {bus}\n'


def test_a_reader_on_a_bus_has_an_address_that_nothing_can_change() -> None:
    assert told(HOUSE + PN532.format(name="r", bus=3) + PN532.format(name="s", bus=4)) == ""
    assert told(HOUSE + PN532.format(name="r", bus=3) + PN532.format(name="s", bus=3)) == (
        "house.toml:66: reader s: i2c_bus: found 0x24, allowed: an address that nothing else has on I2C bus 3 — "
        "line 61: reader r has it already"
    )


def test_a_reader_on_the_header_s_bus_takes_its_lines_and_shares_them_with_the_gauge() -> None:
    free = HOUSE.replace("columns = [2, 3, 4, 17]", "columns = [8, 9, 10, 17]")
    power = "\n[power]\ncapacity_mah = 7000\ni2c_bus = 1\n"
    assert told(free + PN532.format(name="r", bus=1) + power) == ""
    assert told(HOUSE + PN532.format(name="r", bus=1)).startswith("house.toml:61: reader r: i2c_bus: found 2, allowed:")
