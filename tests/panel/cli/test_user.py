"""``sereno user``: people and tags."""

import json
from pathlib import Path

import pytest

from panel.api import AddTag, AddUser, Reply
from panel.cli import main
from tests.panel.cli.answering import answering

DONE = Reply(ok=True, text="Ana (administrator) has the PIN 314159; it is shown only now", data='{"pin":"314159"}')


def test_the_first_administrator_is_made_without_a_pin_and_sees_hers_once(
    tmp_path: Path, runtime: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with answering(tmp_path, runtime, DONE) as console:
        assert main(["user", "add", "Ana", "--role", "administrator", "--data", str(tmp_path)]) == 0
    assert console.asked == [AddUser(name="Ana", role="administrator")]
    assert "314159" in capsys.readouterr().out


def test_a_resident_is_added_by_the_administrator_with_rights(
    tmp_path: Path, runtime: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["user", "add", "Rui", "--role", "resident", "--pin", "314159", "--arm", "house", "--disarm", "house"]
    words += ["--mode", "total", "--mode", "night", "--json", "--data", str(tmp_path)]
    with answering(tmp_path, runtime, DONE) as console:
        assert main(words) == 0
    assert console.asked == [
        AddUser(name="Rui", role="resident", pin="314159", arm=("house",), disarm=("house",), modes=("total", "night"))
    ]
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == {"pin": "314159"}


def test_a_tag_is_given(tmp_path: Path, runtime: Path) -> None:
    words = ["user", "tag", "Ana", "--label", "blue", "--tag", "04A1B2", "--pin", "314159", "--data", str(tmp_path)]
    with answering(tmp_path, runtime, Reply(ok=True)) as console:
        assert main(words) == 0
    assert console.asked == [AddTag(user="Ana", label="blue", tag="04A1B2", pin="314159")]


def test_a_refusal_is_told_and_fails(tmp_path: Path, runtime: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with answering(tmp_path, runtime, Reply(ok=False, text="there is an administrator already")):
        assert main(["user", "add", "Eva", "--role", "administrator", "--data", str(tmp_path)]) == 1
    assert capsys.readouterr().err == "there is an administrator already\n"


def test_a_role_that_is_none_is_a_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["user", "add", "Eva", "--role", "king", "--data", str(tmp_path)])
