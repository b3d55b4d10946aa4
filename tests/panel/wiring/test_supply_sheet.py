"""The supply drawn."""

import pytest

from battery.chemistry import Chemistry
from panel.config.model import OutputConfig, OutputRole
from panel.config.power import PowerConfig
from panel.wiring import supply_sheet
from panel.wiring.pen import Part
from panel.wiring.shapes import Text
from panel.wiring.words import Language
from tests.support.drawings import collisions, of_blocks, wires, words
from tests.support.pin_bench import READER, installation

EN = Language("en")


def test_the_gauge_s_minus_is_at_the_battery_behind_a_fuse() -> None:
    (pen,) = of_blocks(list(supply_sheet.blocks(installation(power=PowerConfig(capacity_mah=7_000)), EN)))
    said = words(pen)
    assert {"INA219  0x40", "Vin+", "Vin−", "100 mΩ", "F1 T 3.15 A", "12 V", "7 Ah, lead-acid"} <= set(said)
    at = {shape.text: shape.x for shape in pen.shapes if isinstance(shape, Text)}
    assert at["BATT +"] < at["Vin+"] < at["Vin−"] < at["F1 T 3.15 A"] < at["Battery"]
    assert {"charges to 13.7 V", "lets go at 10.5 V, comes back with the mains"} <= set(said)
    assert collisions(pen.shapes) == []


def test_5_v_go_from_the_converter_to_the_computer_s_socket_and_to_nothing_else() -> None:
    (pen,) = of_blocks(list(supply_sheet.blocks(installation(), EN)))
    (feed,) = [(start, end) for colour, start, end in wires(pen) if colour == "OG"]
    assert feed[1][0] == supply_sheet.PI
    assert "USB-C" in words(pen)


@pytest.mark.parametrize(("high", "back", "rest"), [(True, "PK", "3.3 V"), (False, "BK", "0 V")])
def test_a_line_for_the_mains_is_a_contact_that_is_closed_while_they_are_there(
    high: bool, back: str, rest: str
) -> None:
    config = installation(power=PowerConfig(capacity_mah=7_000, mains_pin=4, mains_high=high))
    _, mains = supply_sheet.blocks(config, EN)
    assert [(use.gpio, use.rest) for use in mains.uses] == [(4, rest)]
    (pen,) = of_blocks([mains])
    assert wires(pen)[-1][0] == back
    assert "closed while the mains are there" in words(pen)


def test_a_battery_test_has_its_load_its_contact_and_a_way_round_it() -> None:
    test = OutputConfig(name="load", pin=20, role=OutputRole.BATTERY_TEST)
    config = installation(power=PowerConfig(capacity_mah=7_000), output=(test,))
    (pen,) = of_blocks(list(supply_sheet.blocks(config, EN)))
    assert (pen.parts[Part.RESISTOR, "18 Ω 25 W"], pen.parts[Part.DIODE, "SB540"]) == (1, 1)
    assert {"K1", "battery test", "18 Ω", "25 W"} <= set(words(pen))
    assert collisions(pen.shapes) == []


def test_a_battery_that_is_no_12_v_one_gets_a_converter() -> None:
    power = PowerConfig(chemistry=Chemistry.LI_ION, cells=1, capacity_mah=10_000)
    (pen,) = of_blocks(list(supply_sheet.blocks(installation(power=power, reader=(READER,)), EN)))
    assert pen.parts[Part.MODULE, "→ 12 V"] == 1
    assert "3.6 V supply with charger" in words(pen)
    assert collisions(pen.shapes) == []


def test_without_a_table_of_its_own_there_is_a_supply_all_the_same() -> None:
    (pen,) = of_blocks(list(supply_sheet.blocks(installation(), EN)))
    assert "without [power] nobody watches it" in words(pen)
    assert not [word for word in words(pen) if "INA219" in word]
