"""``[[input]]`` drawn."""

import pytest

from panel.config.model import InputConfig, PanelConfig, Pull, ZoneConfig
from panel.wiring import inputs
from panel.wiring.pen import Part
from panel.wiring.words import Language
from tests.support.drawings import collisions, of_blocks, wires, words
from tests.support.pin_bench import installation
from zones.kinds import Kind
from zones.wiring import Wiring


@pytest.mark.parametrize(
    ("pull", "wiring", "rest", "back", "parts"),
    [
        (Pull.UP, Wiring.NC, "0 V", "BK", 2),
        (Pull.UP, Wiring.NO, "3.3 V", "BK", 2),
        (Pull.NONE, Wiring.NC, "0 V", "BK", 2),
        (Pull.DOWN, Wiring.NC, "3.3 V", "PK", 3),
        (Pull.DOWN, Wiring.NO, "0 V", "PK", 3),
    ],
)
def test_a_contact_leads_to_ground_or_to_3_v_with_its_level_at_rest(
    pull: Pull, wiring: Wiring, rest: str, back: str, parts: int
) -> None:
    zone = ZoneConfig(id=7, name="Door", area="house", kind=Kind.INSTANT, input="door", wiring=wiring)
    config = installation(input=(InputConfig(name="door", pin=17, pull=pull),), zone=(zone,))
    (block,) = inputs.blocks(config, Language("en"))
    (use,) = block.uses
    assert (use.place, use.device, use.terminal, use.colour.value, use.rest) == (11, "door", wiring.upper(), "WH", rest)
    (pen,) = of_blocks([block])
    assert [colour for colour, _, _ in wires(pen)] == ["WH", "WH", back]
    assert sum(count for (kind, _), count in pen.parts.items() if kind is Part.RESISTOR) == parts
    assert pen.parts[Part.CAPACITOR, "100 nF 50 V"] == pen.parts[Part.SUPPRESSOR, "SMAJ5.0A"] == 1
    assert "7  Door" in words(pen)
    assert collisions(pen.shapes) == []


def test_no_5_v_and_no_12_v_come_near_an_input() -> None:
    pens = of_blocks(list(inputs.blocks(installation(), Language("en"))))
    assert not {colour for pen in pens for colour, _, _ in wires(pen)} & {"RD", "OG"}
    assert not [word for pen in pens for word in words(pen) if word.startswith(("5 V", "12 V"))]


def test_an_input_without_a_zone_is_drawn_as_closed_at_rest() -> None:
    (block,) = inputs.blocks(installation(zone=()), Language("en"))
    assert block.uses[0].terminal == "NC"
    assert "closed at rest (NC)" in words(of_blocks([block])[0])


def test_the_words_are_those_of_the_panel_s_language() -> None:
    panel = PanelConfig(id="p", name="P", account="1234", timezone="UTC", language="pt")
    config = installation(panel=panel)
    (pen,) = of_blocks(list(inputs.blocks(config, Language(config.panel.language))))
    assert "fechado em repouso (NC)" in words(pen)
