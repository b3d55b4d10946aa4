"""Loops with resistors drawn: every resistor of the file at its place, with its value."""

from pathlib import Path

import pytest

from panel.config import Config, load
from panel.config.model import AdcConfig, InputConfig, ZoneConfig
from panel.wiring import inputs, loops
from panel.wiring.pen import Part, Pen
from panel.wiring.words import Language
from tests.support.drawings import collisions, of_blocks, wires, words
from tests.support.pin_bench import installation
from zones.kinds import Kind
from zones.wiring import Wiring

EXAMPLE = Path(__file__).resolve().parents[3] / "docs" / "examples" / "loops.toml"
PAIR = {"pull_ohm": 4_700, "end_ohm": 2_200}


def house(wiring: Wiring, resistors: dict[str, int], siren: str | None = None) -> Config:
    each = InputConfig(name="door", adc="loops", channel=2, siren=siren, **(PAIR | resistors))  # type: ignore[arg-type]
    zone = ZoneConfig(id=1, name="Front door", area="house", kind=Kind.INSTANT, input="door", wiring=wiring)
    return installation(adc=(AdcConfig(name="loops", address=0x49),), input=(each,), zone=(zone,))


def drawn(config: Config) -> Pen:
    (block,) = inputs.blocks(config, Language("en"))
    assert block.uses == ()  # no line of the header
    (pen,) = of_blocks([block])
    assert collisions(pen.shapes) == []
    return pen


@pytest.mark.parametrize(
    ("wiring", "resistors", "expected", "contacts"),
    [
        (Wiring.SEOL, {}, ["1 kΩ", "4.7 kΩ", "2.2 kΩ"], ["alarm"]),
        (Wiring.DEOL, {"alarm_ohm": 4_700}, ["1 kΩ", "4.7 kΩ", "4.7 kΩ", "2.2 kΩ"], ["alarm"]),
        (
            Wiring.TEOL,
            {"alarm_ohm": 1_000, "mask_ohm": 12_000, "fault_ohm": 3_300},
            ["1 kΩ", "4.7 kΩ", "1 kΩ", "12 kΩ", "3.3 kΩ", "2.2 kΩ"],
            ["alarm", "mask", "fault"],
        ),
        (Wiring.LEAK, {}, ["1 kΩ", "4.7 kΩ", "2.2 kΩ"], ["water"]),
    ],
)
def test_every_resistor_of_the_file_is_there_in_the_order_of_the_loop(
    wiring: Wiring, resistors: dict[str, int], expected: list[str], contacts: list[str]
) -> None:
    pen = drawn(house(wiring, resistors))
    said = words(pen)
    assert [word for word in said if word.endswith("Ω")] == expected
    assert [word for word in said if word in ("alarm", "mask", "fault", "water")] == contacts
    assert {"A2", "0x49", "loops", "door", "1  Front door"} <= set(said)
    assert [colour for colour, _, _ in wires(pen)] == ["WH", "WH", "BK"]
    assert pen.parts[Part.CAPACITOR, "100 nF 50 V"] == pen.parts[Part.SUPPRESSOR, "SMAJ5.0A"] == 1


def test_a_loop_over_a_siren_s_cable_says_whose_and_has_no_contact() -> None:
    pen = drawn(house(Wiring.SEOL, {}, "siren"))
    said = words(pen)
    assert {"supervises the cable of siren", "the siren's relay, NC: outputs", "NC"} <= set(said)
    assert "alarm" not in said
    assert [word for word in said if word.endswith("Ω")] == ["1 kΩ", "4.7 kΩ"]  # its end lies at the siren
    assert [colour for colour, _, _ in wires(pen)] == ["WH", "WH"]


def test_values_are_written_as_on_a_drawing() -> None:
    assert [loops.ohms(value) for value in (470, 1_000, 2_200, 5_600, 12_000)] == [
        "470 Ω",
        "1 kΩ",
        "2.2 kΩ",
        "5.6 kΩ",
        "12 kΩ",
    ]


def test_the_example_with_loops_is_drawn_whole() -> None:
    config = load(EXAMPLE)
    pens = of_blocks(list(inputs.blocks(config, Language("pt"))))
    assert len(pens) == len(config.input)
    assert [collisions(pen.shapes) for pen in pens] == [[]] * len(pens)
