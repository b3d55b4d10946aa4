"""``sereno status``: readable at a glance, complete for programs."""

import json
from pathlib import Path

import pytest

from panel.api import Reply, StatusWanted
from panel.cli import main
from tests.panel.cli.answering import answering

STATUS = {
    "panel": "casa",
    "areas": [
        {"id": "house", "name": "House", "mode": "disarmed", "phase": "idle", "remaining_ms": None, "memory": []},
        {
            "id": "garage",
            "name": "Garage",
            "mode": "total",
            "phase": "entry",
            "remaining_ms": 21_400,
            "memory": [{"id": 9, "name": "Gate"}],
        },
    ],
    "zones": [
        {"id": 1, "name": "Front door", "area": "house", "kind": "entry_exit", "level": "secure", "bypass": None},
        {"id": 2, "name": "Kitchen window", "area": "house", "kind": "instant", "level": "open", "bypass": None},
        {"id": 3, "name": "Panic", "area": "house", "kind": "hold_up", "level": None, "bypass": None},
    ],
    "ready": {
        "house": {
            "total": {"ready": False, "zones": [{"id": 2, "name": "Kitchen window"}]},
            "night": {"ready": True, "zones": []},
        },
        "garage": {"total": {"ready": True, "zones": []}},
    },
    "troubles": [{"trouble": "station_path", "detail": "mqtt"}],
    "unacked": 3,
}


def test_a_person_sees_what_is_armed_what_is_in_the_way_and_what_is_wrong(
    tmp_path: Path, runtime: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with answering(tmp_path, runtime, Reply(ok=True, data=json.dumps(STATUS))) as console:
        assert main(["status", "--data", str(tmp_path)]) == 0
    assert console.asked == [StatusWanted()]
    assert capsys.readouterr().out.splitlines() == [
        "panel casa",
        "  House: DISARMED",
        "    not ready for total: 2 Kitchen window",
        "    ready for night",
        "  Garage: TOTAL, entry, 21 s left",
        "    alarm memory: 9 Gate",
        "  zones: 2 of 3 secure",
        "      2 Kitchen window: open",
        "  TROUBLE  station_path mqtt",
        "  3 reports not yet acknowledged by the station",
    ]


def test_what_goes_on_stands_above_everything_that_is_only_open(
    tmp_path: Path, runtime: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    going_on = {
        "sounding": True,
        "alarms": [{"id": 8, "name": "Landing smoke", "kind": "alarm.fire"}],
        "trial": {"trial": "walk", "remaining_ms": 1_740_001},
        "consent_ms": 60_000,
        "locked": [{"means": "keypad", "remaining_ms": 85_400}],
        "chime": False,
    }
    with answering(tmp_path, runtime, Reply(ok=True, data=json.dumps(STATUS | going_on))):
        assert main(["status", "--data", str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines()[6:13] == [
        "  THE SIREN SOUNDS",
        "  ALARM fire: 8 Landing smoke",
        "  walk test or service: 30 min left",
        "  the installer is let in for 1 min more",
        "  no codes are heard by keypad for 85 s",
        "  chimes are off",
        "  zones: 2 of 3 secure",
    ]


def test_a_first_pin_is_spoken_of_with_what_to_do(
    tmp_path: Path, runtime: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = STATUS | {"troubles": [{"trouble": "default_code", "detail": ""}]}
    with answering(tmp_path, runtime, Reply(ok=True, data=json.dumps(status))):
        assert main(["status", "--data", str(tmp_path)]) == 0
    told = "  TROUBLE  the administrator's first PIN is still in use: `sereno user pin`"
    assert told in capsys.readouterr().out.splitlines()


def test_a_program_gets_alarmds_own_object_whole(
    tmp_path: Path, runtime: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with answering(tmp_path, runtime, Reply(ok=True, data=json.dumps(STATUS | {"added_later": 1}))):
        assert main(["status", "--json", "--data", str(tmp_path)]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == STATUS | {"added_later": 1}


def test_no_panel_is_told_with_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--data", str(tmp_path)]) == 2
    assert "--data" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("power", "line"),
    [
        ({"mains": True, "battery_mv": 13_700, "percent": 100}, "  power: mains; battery 13.7 V, 100 %"),
        ({"mains": True, "battery_mv": None, "percent": 90}, "  power: mains; battery not known"),
        (
            {"mains": False, "battery_mv": 12_410, "percent": 84, "hours_left": 8.8},
            "  ON BATTERY: 12.4 V, 84 %, about 9 h left",
        ),
        (
            {"mains": False, "battery_mv": 11_600, "percent": 9, "hours_left": 0.8},
            "  ON BATTERY: 11.6 V, 9 %, about 48 min left",
        ),
        ({"mains": False, "battery_mv": 12_410}, "  ON BATTERY: 12.4 V"),
    ],
)
def test_the_power_is_said_with_the_hours_that_are_left(
    tmp_path: Path, runtime: Path, capsys: pytest.CaptureFixture[str], power: dict[str, object], line: str
) -> None:
    with answering(tmp_path, runtime, Reply(ok=True, data=json.dumps(STATUS | {"power": power}))):
        assert main(["status", "--data", str(tmp_path)]) == 0
    assert line in capsys.readouterr().out.splitlines()


def test_the_air_is_shown_and_that_nobody_knows_it(
    tmp_path: Path, runtime: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    climate = {
        "cellar": {"celsius": 4.25, "humidity": 61.4, "age_s": 7},
        "attic": {"celsius": None, "humidity": None, "age_s": None},
    }
    with answering(tmp_path, runtime, Reply(ok=True, data=json.dumps(STATUS | {"climate": climate}))):
        assert main(["status", "--data", str(tmp_path)]) == 0
    shown = [line for line in capsys.readouterr().out.splitlines() if "air" in line]
    assert shown == ["  air at cellar: 4.2 °C, 61 % RH", "  air at attic: not known"]
