"""What the commands that tell the panel something have in common."""

import argparse
from pathlib import Path

import pytest

from panel.api import Chime
from panel.asking import NotGiven
from panel.cli.order import PIN_WANTED, pin_of, tell


def test_a_pin_is_taken_as_given_and_never_asked_for_where_nobody_sits() -> None:
    assert pin_of(argparse.Namespace(pin="123456")) == "123456"
    with pytest.raises(NotGiven, match=PIN_WANTED):
        pin_of(argparse.Namespace(pin=None))


def test_a_pin_is_asked_for_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", {"your PIN: ": "739154"}.__getitem__)
    assert pin_of(argparse.Namespace(pin=None)) == "739154"


def test_without_a_panel_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tell(argparse.Namespace(data=tmp_path), Chime(on=True)) == 2
    assert str(tmp_path) in capsys.readouterr().err
