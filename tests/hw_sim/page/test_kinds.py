"""What hangs at an input: the zone's kind first, then the name's words, in three languages."""

import pytest
from msgspec.structs import replace

from hw_sim.page.kinds import Thing, thing_of
from tests.hw_sim.small_house import CONFIG
from zones.kinds import Kind

DOOR = CONFIG.zone[0]


@pytest.mark.parametrize(
    ("name", "kind", "thing"),
    [
        ("front_door", Kind.ENTRY_EXIT, Thing.DOOR),
        ("hall_pir", Kind.ENTRY_EXIT, Thing.MOTION),
        ("hall", Kind.FOLLOWER, Thing.MOTION),
        ("garage_door", Kind.INSTANT, Thing.DOOR),
        ("janela-sala", Kind.INSTANT, Thing.WINDOW),
        ("puerta", Kind.INTRUDER_24H, Thing.DOOR),
        ("z7", Kind.INSTANT, Thing.WINDOW),
        ("front_door", Kind.TAMPER, Thing.LID),
        ("kitchen_window", Kind.FIRE, Thing.SMOKE),
        ("bed", Kind.HOLD_UP, Thing.BUTTON),
        ("cellar", Kind.WATER, Thing.SENSOR),
        ("key", Kind.KEYSWITCH, Thing.SENSOR),
    ],
)
def test_a_thing_is_what_its_zone_and_its_name_say(name: str, kind: Kind, thing: Thing) -> None:
    assert thing_of(name, replace(DOOR, kind=kind)) is thing


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_zone_can_be_drawn(kind: Kind) -> None:
    assert thing_of("a", replace(DOOR, kind=kind)) in Thing


def test_an_input_without_a_zone_is_taken_by_its_name() -> None:
    assert thing_of("spare_pir", None) is Thing.MOTION
    assert thing_of("spare", None) is Thing.WINDOW
