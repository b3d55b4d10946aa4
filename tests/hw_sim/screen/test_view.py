"""What a person reads on the screen."""

import io

import msgspec
from rich.console import Console

from hw_sim.screen.snapshot import Area, Snapshot, Status
from hw_sim.screen.view import draw
from hw_sim.world.glasses import GlassLook
from hw_sim.world.look import View
from tests.hw_sim.screen.scenes import ALARM, LOUD, QUIET, snapshot


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


def with_display(*lines: str, lit: bool = False) -> View:
    rows = tuple(line.ljust(20) for line in (*lines, "", "", "", "")[:4])
    return msgspec.structs.replace(QUIET, display=rows, displays={"hall": GlassLook(lines=rows, lit=lit, keypad=None)})


def test_what_is_read_on_the_display_takes_the_place_of_an_empty_line() -> None:
    plain = text(snapshot())
    said = text(snapshot(with_display("Disarmed", "Ready to arm")))
    assert "Disarmed            │Ready to arm" in said
    assert len(said.splitlines()) == len(plain.splitlines())
    typing = text(snapshot(with_display("Disarmed", "", "", "Code:****")))
    assert f"{' ' * 20}│Code:****" in typing


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
    said = on(24, home())
    for word in ("zone_12", "network up", "In another terminal", "command 1", "command 5"):
        assert word in said
    assert said.startswith("/tmp/x/demo.json: the PIN")


def test_on_a_small_terminal_the_help_gives_way_and_the_house_stays() -> None:
    said = on(18, home())
    for word in ("zone_12", "siren", "● ready", "network up", "command 1"):
        assert word in said
    assert "command 5" not in said
    smaller = on(15, home())
    assert "In another terminal" not in smaller
    for word in ("zone_12", "siren", "● ready", "network up"):
        assert word in smaller


def test_on_a_tiny_one_siren_lamps_and_network_come_before_the_zones() -> None:
    said = on(9, home())
    for word in ("House", "siren", "● ready", "network up", "zone_1"):
        assert word in said
    assert "zone_6" not in said


def test_what_the_launcher_has_to_say_comes_before_what_to_type() -> None:
    said = on(18, home(notes=("alarmd was killed",)))
    assert "alarmd was killed" in said


def test_a_command_is_whole_where_its_meaning_is_not() -> None:
    long = "./sereno house open front_door --data /tmp/sereno-data-abcdefgh"
    said = on(24, msgspec.structs.replace(home(), hints=((long, "somebody comes in: the entry delay runs"),)))
    assert f"{long}  somebody" in said
    assert "runs" not in said


def home(notes: tuple[str, ...] = ()) -> Snapshot:
    """The example home as far as its size goes: twelve zones, two areas, a display, five commands."""
    hints = tuple((f"command {n}", "what it does") for n in range(1, 6))
    zones = tuple((n, f"zone_{n}") for n in range(1, 13))
    areas = Status(areas=(Area("House", "total", "armed"), Area("Garage", "disarmed", "idle")))
    where = "/tmp/x/demo.json: the PIN, the tags, every address"
    return msgspec.structs.replace(
        snapshot(with_display("Ready"), areas, notes=notes), zones=zones, hints=hints, where=where
    )


def on(height: int, shown: Snapshot) -> str:
    console = Console(width=80, height=height, record=True, file=io.StringIO())
    console.print(draw(shown))
    said = console.export_text()
    assert len(said.splitlines()) == height
    return said
