"""``sereno soak``: what it says, and how it ends."""

import json

import pytest

from hw_sim.cli import soak as command
from hw_sim.soak.play import Soaked, soak
from panel.cli import main


def test_the_last_line_is_one_object_with_every_figure(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["soak", "--seed", "6", "--days", "2", "--json"]) == 0
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert {"seed", "days", "components", "events", "expected", "alarms", "missed", "unexplained"} <= set(found)
    assert {"reports", "lost", "duplicated", "violations", "trace_sha256", "wall_s"} <= set(found)
    assert (found["seed"], found["days"], found["lost"], found["violations"]) == (6, 2, 0, [])


def test_for_a_person_it_says_what_happened(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["soak", "--seed", "6", "--days", "2"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("2 days from seed 6 in ")
    assert "0 missed, 0 unexplained" in said and "0 lost, 0 doubled" in said and "rules broken: 0" in said


def test_what_is_wrong_is_said_and_fails(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(seed: int, days: int) -> Soaked:
        found = soak(seed, days)
        found.missed, found.details = 1, ["alarm missed: the window"]
        return found

    monkeypatch.setattr(command, "soak", broken)
    assert main(["soak", "--days", "1"]) == 1
    assert "  alarm missed: the window" in capsys.readouterr().out


@pytest.mark.parametrize("days", ["0", "-1", "many"])
def test_no_days_are_a_wrong_usage(days: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["soak", f"--days={days}"])
    assert "at least 1" in capsys.readouterr().err
