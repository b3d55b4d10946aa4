"""From levels of inputs to qualified changes of zones."""

from pathlib import Path

from panel.config import load
from panel.core.events import ZoneChanged
from panel.daemon.front import Front
from zones.kinds import Level

CONFIG = load(Path(__file__).parents[3] / "panel" / "config" / "home.toml")
ZONE = CONFIG.zone[0]


def front() -> Front:
    """A front whose first zone was read secure at 0."""
    made = Front(CONFIG)
    made.begin(ZONE.id, Level.SECURE, 0)
    return made


def test_a_change_counts_when_it_has_held() -> None:
    made = front()
    assert made.seen(ZONE.id, Level.OPEN, 1000) == []
    assert made.deadline_ms() == 1000 + ZONE.qualification_ms
    assert made.due(1000 + ZONE.qualification_ms - 1) == []
    assert made.due(1000 + ZONE.qualification_ms) == [(1050, ZoneChanged(ZONE.id, Level.OPEN))]
    assert made.deadline_ms() is None


def test_a_glitch_leaves_nothing_to_wait_for() -> None:
    made = front()
    made.seen(ZONE.id, Level.OPEN, 1000)
    made.seen(ZONE.id, Level.SECURE, 1020)
    assert made.due(5000) == []
    assert made.deadline_ms() is None


def test_a_contact_that_flutters_for_ten_seconds_is_a_fault_though_nothing_held() -> None:
    made = front()
    changes = []
    for at_ms in range(1000, 11_000, 40):
        changes += made.seen(ZONE.id, Level.OPEN, at_ms)
        changes += made.seen(ZONE.id, Level.SECURE, at_ms + 20)
    assert changes == []
    assert made.deadline_ms() == 11_000
    assert made.due(11_000) == [(11_000, ZoneChanged(ZONE.id, Level.FAULT))]
    assert made.deadline_ms() == 11_030
    assert made.due(99_000) == [(11_030, ZoneChanged(ZONE.id, Level.SECURE))]
    assert made.deadline_ms() is None


def test_changes_of_several_zones_come_in_the_order_of_time() -> None:
    made = front()
    other = CONFIG.zone[1]
    made.begin(other.id, Level.SECURE, 0)
    made.seen(other.id, Level.OPEN, 1000)
    made.seen(ZONE.id, Level.OPEN, 1010)
    assert [change[1].zone for change in made.due(9999)] == [other.id, ZONE.id]


def test_after_a_lost_input_the_next_reading_counts_at_once() -> None:
    made = front()
    made.lost(ZONE.id)
    assert made.seen(ZONE.id, Level.OPEN, 2000) == [(2000, ZoneChanged(ZONE.id, Level.OPEN))]


def test_an_input_that_no_zone_uses_belongs_to_none() -> None:
    assert front().zone_of("nothing") is None
    assert front().zone_of(ZONE.input) == ZONE.id


def test_a_converter_stands_for_all_of_its_loops() -> None:
    loops = Front(load(Path(__file__).parents[3] / "docs" / "examples" / "loops.toml"))
    assert loops.inputs_of("front_door") == ("front_door",)
    assert loops.inputs_of("loops_b") == ("kitchen_leak", "siren_line", "bedroom_window")
    assert loops.inputs_of("siren") == ()
