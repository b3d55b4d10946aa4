"""What changed between two pictures, in words."""

from hw_sim.screen.snapshot import told
from tests.hw_sim.screen.scenes import ALARM, LOUD, snapshot


def test_nothing_new_is_no_line() -> None:
    assert told(snapshot(), snapshot()) == []


def test_every_change_of_house_and_panel_is_a_line_but_no_beep_is() -> None:
    assert told(snapshot(), snapshot(LOUD, ALARM)) == [
        "house    front_door open",
        "house    siren on",
        "house    lamp_ready off",
        "house    network cut",
        "house    broker down",
        "panel    House: total, alarm",
        "panel    trouble: station_path mqtt",
    ]


def test_what_is_over_is_told_too() -> None:
    lines = told(snapshot(LOUD, ALARM), snapshot())
    assert "panel    well again: station_path mqtt" in lines
    assert "house    broker up" in lines


def test_a_panel_that_dies_and_comes_back_is_told() -> None:
    assert told(snapshot(), snapshot(panel=None)) == ["panel    does not answer"]
    assert told(snapshot(panel=None), snapshot()) == ["panel    answers"]


def test_so_is_a_house() -> None:
    assert told(snapshot(), snapshot(house=None)) == ["house    does not answer"]
    assert told(snapshot(house=None), snapshot()) == ["house    answers"]
