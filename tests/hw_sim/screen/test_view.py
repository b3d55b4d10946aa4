"""What a person reads on the screen."""

import io

import msgspec
from rich.console import Console

from hw_sim.screen.snapshot import Snapshot
from hw_sim.screen.view import draw
from tests.hw_sim.screen.scenes import ALARM, LOUD, snapshot


def text(shown: Snapshot) -> str:
    console = Console(width=110, height=30, record=True, file=io.StringIO())
    console.print(draw(shown))
    return console.export_text()


def test_a_house_at_peace() -> None:
    said = text(snapshot(station=("21:04:07  casa  armed total  area house",)))
    for word in ("Casa", "House", "disarmed", "idle", "front_door", "siren", "○ armed", "● ready"):
        assert word in said
    assert "armed total" in said
    assert "sereno house look" in said


def test_a_break_in_is_seen_at_a_glance() -> None:
    said = text(snapshot(LOUD, ALARM, notes=("alarmd was killed by SIGKILL; starting it again",)))
    for word in ("SIREN", "STROBE", "alarm 180 s", "◆", "NETWORK CUT", "BROKER DOWN", "3 unsent"):
        assert word in said
    assert "trouble: station_path" in said
    assert "alarmd was killed" in said


def test_whoever_does_not_answer_is_named() -> None:
    said = text(snapshot(house=None, panel=None))
    assert "the house does not answer" in said
    assert "the panel does not answer" in said
    assert "nothing yet" in said


def test_alarms_at_the_station_stand_out() -> None:
    console = Console(record=True, file=io.StringIO(), color_system="truecolor", force_terminal=True, width=110)
    lines = ("21:04:07  casa  armed total  area house", "21:05:00  casa  INTRUSION  zone 3")
    console.print(draw(snapshot(station=lines)))
    styled = console.export_text(styles=True)
    assert "\x1b[1;31m21:05:00" in styled
    assert "\x1b[1;31m21:04:07" not in styled


def test_the_newest_line_is_always_there_and_long_ones_are_whole() -> None:
    lines = tuple(f"21:00:{n % 60:02}  casa  {'a long story ' * 6}{n}" for n in range(60))
    said = text(snapshot(station=lines))
    assert "story 59" in said
    assert "story 0\n" not in said


def test_a_home_of_twelve_zones_fits_on_24_lines() -> None:
    console = Console(width=80, height=24, record=True, file=io.StringIO())
    zones = tuple((n, f"zone_{n}") for n in range(1, 13))
    console.print(draw(msgspec.structs.replace(snapshot(), zones=zones, hints=(("x", "y"),) * 5)))
    said = console.export_text()
    for word in ("zone_12", "network up", "In another terminal"):
        assert word in said
