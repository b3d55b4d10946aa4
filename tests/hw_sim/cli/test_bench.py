"""``sereno bench``: one object on the last line."""

import json

import pytest

from panel.cli import main


def test_a_benchmark_prints_figures_for_people_and_one_object_for_programs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["bench", "memory", "-n", "2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    found = json.loads(lines[-1])
    assert {"bench", "n", "alarmd_mb", "commsd_mb", "station_mb", "pins", "machine"} <= found.keys()
    assert any("alarmd_mb" in line for line in lines[:-1])


def test_an_unknown_benchmark_is_a_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["bench", "everything"])
    assert ended.value.code == 2
    assert "edge-to-siren" in capsys.readouterr().err


def test_codes_are_timed_among_as_many_users_as_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "code", "-n", "50", "--users", "200", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["bench"], found["n"], found["users"]) == ("code", 50, 200)
    assert {
        f"{what}_decided_{part}_ms" for what in ("right", "wrong") for part in ("p50", "p99", "max")
    } <= found.keys()
