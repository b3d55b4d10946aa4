"""``[[output]]`` drawn."""

import msgspec
import pytest

from panel.config.model import AdcConfig, Config, InputConfig, OutputConfig, OutputRole
from panel.wiring import outputs
from panel.wiring.block import BOARD
from panel.wiring.pen import Part, Pen
from panel.wiring.relays import Supervision
from panel.wiring.switches import RELAY
from panel.wiring.words import Language
from tests.support.drawings import collisions, of_blocks, wires, words
from tests.support.pin_bench import installation


def house(*roles: OutputRole, active_high: bool = True) -> Config:
    return installation(
        output=tuple(
            OutputConfig(name=f"out_{index}", pin=index, role=role, active_high=active_high)
            for index, role in enumerate(roles, start=4)
        )
    )


def drawn(role: OutputRole, active_high: bool) -> tuple[str, Pen]:
    (block,) = outputs.blocks(house(role, active_high=active_high), Language("en"))
    (pen,) = of_blocks([block])
    return block.uses[0].rest, pen


@pytest.mark.parametrize("role", OutputRole)
@pytest.mark.parametrize("active_high", [True, False])
def test_every_role_is_off_at_rest_and_nothing_lies_over_its_words(role: OutputRole, active_high: bool) -> None:
    rest, pen = drawn(role, active_high)
    assert rest == ("0 V" if active_high else "3.3 V")
    assert collisions(pen.shapes) == []


@pytest.mark.parametrize("role", [OutputRole.SIREN, OutputRole.STROBE, OutputRole.RELAY, OutputRole.BATTERY_TEST])
def test_what_takes_12_v_hangs_on_a_relay_whose_coil_a_transistor_switches(role: OutputRole) -> None:
    _, pen = drawn(role, True)
    assert (pen.parts[Part.RELAY, RELAY], pen.parts[Part.TRANSISTOR, "BC337-40"]) == (1, 1)
    assert pen.parts[Part.DIODE, "1N4007"] == 1
    assert words(pen).count("K1") == (1 if role is OutputRole.BATTERY_TEST else 2)  # at the coil and at its contact


def test_only_the_header_s_own_wire_ends_on_the_interface_board_and_never_12_v() -> None:
    for role in OutputRole:
        _, pen = drawn(role, True)
        assert [end for colour, _, end in wires(pen) if end[0] <= BOARD and colour in ("RD", "OG")] == []


@pytest.mark.parametrize(
    ("active_high", "values", "back"), [(True, {"1 kΩ 0.25 W": 1}, "BK"), (False, {"470 Ω 0.25 W": 2}, "PK")]
)
def test_a_lamp_has_its_resistor_and_returns_to_ground_or_comes_from_3_v(
    active_high: bool, values: dict[str, int], back: str
) -> None:
    _, pen = drawn(OutputRole.LAMP_ARMED, active_high)
    assert {value: count for (kind, value), count in pen.parts.items() if kind is Part.RESISTOR} == values
    assert pen.parts[Part.LAMP, "yellow"] == 1
    assert [colour for colour, _, _ in wires(pen)] == ["WH", "WH", back]


def test_a_sounder_is_switched_by_a_transistor_alone_and_its_return_is_no_ground() -> None:
    _, pen = drawn(OutputRole.SOUNDER, True)
    assert (Part.RELAY, RELAY) not in pen.parts
    assert [colour for colour, _, _ in wires(pen)] == ["WH", "RD", "WH"]


@pytest.mark.parametrize(
    ("role", "active_high", "terminal"),
    [
        (OutputRole.LAMP_READY, True, "+"),
        (OutputRole.LAMP_READY, False, "−"),
        (OutputRole.SOUNDER, True, "−"),
        (OutputRole.SOUNDER, False, "K1"),
        (OutputRole.SIREN, True, "K1"),
    ],
)
def test_the_list_names_the_terminal_that_the_line_switches(role: OutputRole, active_high: bool, terminal: str) -> None:
    (block,) = outputs.blocks(house(role, active_high=active_high), Language("en"))
    assert [use.terminal for use in block.uses] == [terminal]


def test_on_at_0_v_is_a_relay_board_with_3_v_at_its_input_s_side_and_5_v_at_the_coil_s() -> None:
    _, pen = drawn(OutputRole.SIREN, False)
    said = words(pen)
    assert pen.parts[Part.MODULE, "relay board 5 V"] == 1
    assert said.count("3.3 V") == 2  # its VCC, and the resistor that keeps it off while the computer starts
    assert {"VCC", "JD-VCC", "IN", "no VCC jumper", "5 V"} <= set(said)


def test_a_siren_whose_line_a_loop_supervises_shows_channel_and_resistor() -> None:
    loop = InputConfig(name="line", adc="loops", channel=1, pull_ohm=2_200, end_ohm=3_300, siren="out_4")
    config = msgspec.structs.replace(
        house(OutputRole.SIREN, OutputRole.STROBE), adc=(AdcConfig(name="loops", address=0x49),), input=(loop,)
    )
    assert outputs.supervision(config) == {"out_4": Supervision("A1 0x49", "3.3 kΩ")}
    siren, strobe = of_blocks(list(outputs.blocks(config, Language("en"))))
    assert {"A1 0x49", "3.3 kΩ"} <= set(words(siren))
    assert "A1 0x49" not in words(strobe)
    assert collisions(siren.shapes) == []


def test_relays_are_numbered_in_the_order_of_the_file() -> None:
    config = house(OutputRole.SIREN, OutputRole.LAMP_READY, OutputRole.SOUNDER, OutputRole.STROBE)
    assert outputs.relay_names(config) == {"out_4": "K1", "out_7": "K2"}
