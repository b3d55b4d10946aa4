"""One question over the console socket, and everything that can go wrong with it."""

import argparse
import io
import socket
from pathlib import Path

import pytest

from panel.api import Reply, StatusWanted
from panel.asking import NotGiven
from panel.cli.console import ConsoleError, ask, failed, pin_of
from panel.places import PlaceError
from tests.panel.cli.answering import answering


def test_a_yes_is_given_back_and_the_question_arrived_as_it_was(tmp_path: Path, runtime: Path) -> None:
    with answering(tmp_path, runtime, Reply(ok=True, text="fine")) as console:
        assert ask(tmp_path, StatusWanted()) == Reply(ok=True, text="fine")
        assert console.asked == [StatusWanted()]


def test_a_no_is_an_error_in_the_panels_own_words(tmp_path: Path, runtime: Path) -> None:
    no = answering(tmp_path, runtime, Reply(ok=False, text="no such user"))
    with no, pytest.raises(ConsoleError, match="no such user"):
        ask(tmp_path, StatusWanted())


@pytest.mark.parametrize("nonsense", [b"", b"\x00\x00\x00\x02{}", b"\xff\xff\xff\xff"])
def test_nonsense_is_an_error_that_says_what_to_look_at(tmp_path: Path, runtime: Path, nonsense: bytes) -> None:
    with answering(tmp_path, runtime, nonsense), pytest.raises(ConsoleError, match="is alarmd running"):
        ask(tmp_path, StatusWanted())


def test_a_panel_that_is_not_there_is_told_with_what_to_do(tmp_path: Path, runtime: Path) -> None:
    with pytest.raises(PlaceError):
        ask(tmp_path, StatusWanted())
    (tmp_path / "runtime").write_text(str(runtime), encoding="utf-8")
    with pytest.raises(ConsoleError, match=r"no panel runs there any more: .*start it, or a new `./sereno demo`"):
        ask(tmp_path, StatusWanted())


def test_a_panel_that_was_killed_and_left_its_socket_is_told_so_too(tmp_path: Path, runtime: Path) -> None:
    (tmp_path / "runtime").write_text(str(runtime), encoding="utf-8")
    with socket.socket(socket.AF_UNIX) as killed:
        killed.bind(str(runtime / "console.sock"))
    with pytest.raises(ConsoleError, match="no panel runs there any more"):
        ask(tmp_path, StatusWanted())


def test_a_pin_is_asked_for_only_where_nobody_reads_along(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pin_of(argparse.Namespace(pin="123456")) == "123456"
    monkeypatch.setattr("sys.stdin", io.StringIO("123456"))
    with pytest.raises(NotGiven, match="--pin"):
        pin_of(argparse.Namespace(pin=None))


@pytest.mark.parametrize("typed", ["", "123", "123456789", "12a456", "ábc", "٣٤٥٦", "1234\n"])
def test_what_can_be_nobodys_pin_is_not_sent_and_counts_as_no_wrong_code(typed: str) -> None:
    with pytest.raises(NotGiven, match="a PIN is 4 to 8 digits: nothing was asked of the panel"):
        pin_of(argparse.Namespace(pin=typed))


def test_a_terminal_that_is_closed_at_the_question_gave_no_pin(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", closed)
    with pytest.raises(NotGiven, match="--pin"):
        pin_of(argparse.Namespace(pin=None))


def test_exit_codes_tell_wrong_usage_from_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert failed(PlaceError("no panel")) == 2
    assert failed(NotGiven("no PIN")) == 2
    assert failed(ConsoleError("refused")) == 1
    assert capsys.readouterr().err == "no panel\nno PIN\nrefused\n"
