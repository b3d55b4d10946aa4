"""The shipped example, lived in: what an installer copies must not hurt a family."""

from pathlib import Path

from panel.config import load, parse, to_plan
from panel.config.converters import rail_of
from panel.config.schema import example_text
from panel.core.deadlines import next_deadline
from panel.core.events import Actor, ArmRequested, Booted, ZoneChanged
from panel.core.names import Mode, Phase, Role, Source
from panel.core.state import State, initial
from panel.core.step import step
from zones.kinds import EXIT_ROUTE, Kind, Level
from zones.wiring import Wiring

CONFIG = parse(example_text(), "home.toml")
PLAN = to_plan(CONFIG)
AREAS = tuple(area.id for area in PLAN.areas)
ANA = Actor(id="ana", role=Role.ADMINISTRATOR, arm=AREAS, disarm=AREAS, modes=(Mode.TOTAL, Mode.PARTIAL, Mode.NIGHT))


def armed() -> tuple[State, int]:
    """Everything armed total, and when."""
    levels = tuple((zone.id, Level.SECURE) for zone in PLAN.zones)
    state = step(PLAN, initial(PLAN), Booted(was_ms=1, down_ms=0, powered=True, levels=levels), 1).state
    request = ArmRequested(actor=ANA, source=Source.KEYPAD, mode=Mode.TOTAL, no_exit=True)
    return step(PLAN, state, request, 2).state, 2


def test_the_family_comes_home_by_any_entry_door_and_walks_to_the_keypad_without_a_siren() -> None:
    doors = [zone for zone in PLAN.zones if zone.kind is Kind.ENTRY_EXIT]
    assert doors
    for door in doors:
        state, at_ms = armed()
        state = step(PLAN, state, ZoneChanged(door.id, Level.OPEN), at_ms + 1).state
        for zone in PLAN.zones:
            if zone.kind in EXIT_ROUTE and zone.id != door.id:
                state = step(PLAN, state, ZoneChanged(zone.id, Level.OPEN), at_ms + 2).state
        assert [area.phase for area in state.areas if area.phase is Phase.ALARM] == []
        assert next_deadline(PLAN, state) is not None


def test_every_way_in_lies_in_the_area_of_the_keypad() -> None:
    areas = {zone.area for zone in PLAN.zones if zone.kind in EXIT_ROUTE}
    assert areas == {"house"}


def test_the_example_with_loops_is_in_order_and_shows_every_wiring() -> None:
    config = load(Path(__file__).parents[3] / "docs" / "examples" / "loops.toml")
    assert (len(config.zone), len(config.area), len(config.adc)) == (9, 1, 2)
    assert {zone.wiring for zone in config.zone} == set(Wiring)
    assert [each.name for each in config.input if each.siren == "siren"] == ["siren_line"]
    rails = {adc.name: rail_of(adc, config.adc) for adc in config.adc}
    assert {name: rail.name for name, rail in rails.items() if rail} == {"loops_a": "loops_b", "loops_b": "loops_b"}


def test_the_example_in_the_documents_is_the_shipped_one() -> None:
    linked = Path(__file__).parents[3] / "docs" / "examples" / "home.toml"
    assert linked.read_text(encoding="utf-8") == example_text()
