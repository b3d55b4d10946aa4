import json
from dataclasses import replace
from pathlib import Path

import pytest

from hw_sim.replay.account import Account
from hw_sim.replay.plain import Happening
from hw_sim.replay.play import play
from tests.hw_sim.replay.written_home import write_home


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Account:
    folder: Path = tmp_path_factory.mktemp("home")
    sensors = ["10:00:00 10:00:05 Door", "10:10:00 10:10:02 Window", "10:19:50 10:20:00 Door", "08:00:02 08:00:01 Hall"]
    labels = ["10:00:00 10:20:00 Leaving", "09:00:00 08:00:00 Lunch", "10:20:01 10:20:02 Sleeping"]
    return play(write_home(folder, sensors, labels))


def test_programs_get_the_agreed_names(account: Account) -> None:
    data = json.loads(json.dumps(account.data()))
    counts = {key: value for key, value in data.items() if isinstance(value, int) and key != "redelivered"}
    del counts["acks_dropped"], counts["link_breaks"]
    assert counts == {
        "ok": True,
        "events": 9,
        "armed_periods": 1,
        "expected": 1,
        "missed": 0,
        "unexplained": 0,
        "reports": 13,
        "lost": 0,
        "duplicated": 0,
        "stray": 0,
        "planted": 0,
    }
    assert data["alarms"] == [
        {
            "time": "2025-03-10T10:10:00.052+01:00",
            "at_ms": 1741597800052,
            "kind": "alarm.intrusion",
            "area": "house",
            "zone": 3,
            "zone_name": "Window",
            "why": "instant",
        }
    ]
    assert data["redelivered"] > 0
    assert data["wall_s"] > 0


def test_programs_get_what_was_skipped_and_what_was_armed(account: Account) -> None:
    data = account.data()
    assert data["skipped_labels"] == [
        {
            "line": 4,
            "start": "2025-03-10 09:00:00",
            "end": "2025-03-10 08:00:00",
            "label": "Lunch",
            "reason": "ends before it begins",
        },
        {
            "line": 5,
            "start": "2025-03-10T10:20:01.000+01:00",
            "end": "2025-03-10T10:20:02.000+01:00",
            "label": "Sleeping",
            "reason": "over before the house could be armed",
        },
    ]
    assert [row["label"] for row in data["skipped_sensors"]] == ["Hall/PIR/House"]  # type: ignore[attr-defined]  # JSON
    assert data["periods"] == [
        {
            "mode": "total",
            "label": "Leaving",
            "armed": "2025-03-10T10:00:00.056+01:00",
            "disarmed": "2025-03-10T10:20:00.056+01:00",
            "presentations": 1,
        }
    ]


def test_people_get_a_page(account: Account) -> None:
    text = account.text()
    assert "armed     1 times (1 total)" in text
    assert "2025-03-10 10:10:00.052  alarm.intrusion  zone 3 (Window) instant" in text
    assert "skipped   line 4: Lunch" in text
    assert "note      sensor Bed/PIR/House of the mapping never occurs" in text
    assert text.endswith("PASSED")


def test_a_missed_alarm_is_shown_and_fails(account: Account) -> None:
    missed = (Happening(1741597800052, "alarm.intrusion", "house", 3, "instant"),)
    failed = replace(account, verdict=replace(account.verdict, missed=missed))
    assert (failed.passed, failed.data()["ok"], failed.data()["missed"]) == (False, False, 1)
    assert failed.data()["missed_list"] == failed.data()["alarms"]
    assert failed.text().endswith("FAILED")


def test_a_link_that_never_misbehaved_proves_nothing(account: Account) -> None:
    calm = replace(account.ran.traffic, delivered=dict.fromkeys(account.ran.traffic.delivered, 1))
    assert not replace(account, ran=replace(account.ran, traffic=calm)).passed
