"""What a person reads on the screen."""

import io

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
    for word in ("Casa", "House", "disarmed", "idle", "Front door", "front_door", "siren", "○ armed", "● ready"):
        assert word in said
    assert "armed total" in said
    assert "sereno house look" in said


def test_a_break_in_is_seen_at_a_glance() -> None:
    said = text(snapshot(LOUD, ALARM, notes=("alarmd was killed by SIGKILL; starting it again",)))
    for word in (
        "SIREN",
        "STROBE",
        "alarm 180 s",
        "◆",
        "NETWORK CUT",
        "BROKER DOWN",
        "3 unsent",
        "trouble: station_path",
    ):
        assert word in said
    assert "alarmd was killed" in said


def test_whoever_does_not_answer_is_named() -> None:
    said = text(snapshot(house=None, panel=None))
    assert "the house does not answer" in said
    assert "the panel does not answer" in said
    assert "nothing yet" in said


def test_alarms_at_the_station_stand_out() -> None:
    console = Console(
        width=110, height=30, record=True, file=io.StringIO(), color_system="truecolor", force_terminal=True
    )
    lines = ("21:04:07  casa  armed total  area house", "21:05:00  casa  INTRUSION  zone 3")
    console.print(draw(snapshot(station=lines)))
    styled = console.export_text(styles=True)
    assert "\x1b[1;31m21:05:00" in styled
    assert "\x1b[1;31m21:04:07" not in styled
