"""``sereno user``: people and tags."""

import io
import json
from pathlib import Path

import pytest

from panel.api import (
    AddTag,
    AddUser,
    Block,
    ConsoleToPanel,
    Grant,
    HandOver,
    ListPeople,
    NewCode,
    Recover,
    RemoveUser,
    Reply,
    SetHours,
    Speak,
    TakeCode,
    Unblock,
)
from panel.cli import main
from panel.core.hours import Limits, Span
from panel.core.names import Action, CodeKind, Language, Mode
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


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (["list"], ListPeople(pin="1111")),
        (["unblock", "Rui"], Unblock(pin="1111", who="Rui")),
        (["remove", "Rui"], RemoveUser(pin="1111", who="Rui")),
        (["hand-over", "Rui"], HandOver(pin="1111", to="Rui")),
        (["recover", "Rui"], Recover(pin="1111", who="Rui")),
        (["language", "Rui", "es"], Speak(pin="1111", who="Rui", language=Language.ES)),
        (["block", "Rui", "--codes", "--no-tags"], Block(pin="1111", who="Rui", codes=True, tags=False)),
        (["pin", "Rui"], NewCode(pin="1111", who="Rui")),
        (["pin", "Rui", "--code", "271828"], NewCode(pin="1111", who="Rui", chosen="271828")),
        (["duress", "Rui"], NewCode(pin="1111", who="Rui", kind=CodeKind.DURESS)),
        (["duress", "Rui", "--take-away"], TakeCode(pin="1111", who="Rui", kind=CodeKind.DURESS)),
        (["one-time", "Rui"], NewCode(pin="1111", who="Rui", kind=CodeKind.ONE_TIME)),
        (["one-time", "Rui", "--take-away"], TakeCode(pin="1111", who="Rui", kind=CodeKind.ONE_TIME)),
        (["hours", "Rui"], SetHours(pin="1111", who="Rui")),
        (
            ["hours", "Rui", "--hours", "tue 09:00-12:00"],
            SetHours(pin="1111", who="Rui", limits=Limits(weekly=(Span((1,), 540, 720),))),
        ),
        (
            ["grant", "Rui", "--arm", "house", "--disarm", "house", "--mode", "total", "--allow", "force"],
            Grant(
                pin="1111", who="Rui", arm=("house",), disarm=("house",), modes=(Mode.TOTAL,), granted=(Action.FORCE,)
            ),
        ),
        (["grant", "Rui"], Grant(pin="1111", who="Rui")),
    ],
)
def test_what_is_typed_is_what_is_asked(
    tmp_path: Path, runtime: Path, capsys: pytest.CaptureFixture[str], words: list[str], asked: ConsoleToPanel
) -> None:
    with answering(tmp_path, runtime, Reply(ok=True, text="done")) as console:
        assert main(["user", *words, "--pin", "1111", "--data", str(tmp_path)]) == 0
    assert console.asked == [asked]
    assert capsys.readouterr().out == "done\n"


def test_whoever_is_blocked_is_asked_about_and_nobody_guesses(
    tmp_path: Path, runtime: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["user", "block", "Rui", "--pin", "1111", "--data", str(tmp_path)]
    assert main(words) == 2
    assert "shall their codes do nothing any more? say --codes or --no-codes" in capsys.readouterr().err
    terminal = io.StringIO("banana\n985884\n\nn\n")  # a word and a PIN typed too early are no answer
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", terminal)
    with answering(tmp_path, runtime, Reply(ok=True)) as console:
        assert main(words) == 0
    assert console.asked == [Block(pin="1111", who="Rui", codes=True, tags=False)]


@pytest.mark.parametrize(("second", "code"), [("271828", 0), ("271829", 2)])
def test_a_code_is_chosen_by_typing_it_twice_alike(
    tmp_path: Path,
    runtime: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    second: str,
    code: int,
) -> None:
    typed = iter(["271828", second])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(typed))
    with answering(tmp_path, runtime, Reply(ok=True)) as console:
        assert main(["user", "pin", "Rui", "--choose", "--pin", "1111", "--data", str(tmp_path)]) == code
    assert console.asked == ([NewCode(pin="1111", who="Rui", chosen="271828")] if code == 0 else [])
    assert capsys.readouterr().err == ("" if code == 0 else "the two differ: nothing is changed\n")
