"""``sereno zone``."""

from pathlib import Path

import pytest

from panel.api import LeaveOut, Reply
from panel.cli import main
from panel.core.names import Bypass
from tests.panel.cli.answering import answering


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (["bypass", "3", "--pin", "1111"], LeaveOut(pin="1111", zone=3, bypass=Bypass.ONCE)),
        (["isolate", "3", "--pin", "1111"], LeaveOut(pin="1111", zone=3, bypass=Bypass.ISOLATED)),
        (["include", "3", "--pin", "1111"], LeaveOut(pin="1111", zone=3, bypass=Bypass.NONE)),
    ],
)
def test_what_is_typed_is_what_is_asked(
    tmp_path: Path, runtime: Path, capsys: pytest.CaptureFixture[str], words: list[str], asked: LeaveOut
) -> None:
    with answering(tmp_path, runtime, Reply(ok=True, text="done")) as console:
        assert main(["zone", *words, "--data", str(tmp_path)]) == 0
    assert console.asked == [asked]
    assert capsys.readouterr().out == "done\n"


def test_a_no_is_told_in_the_panels_words(tmp_path: Path, runtime: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with answering(tmp_path, runtime, Reply(ok=False, text="not now")):
        assert main(["zone", "bypass", "3", "--pin", "1111", "--data", str(tmp_path)]) == 1
    assert capsys.readouterr().err == "not now\n"


def test_without_a_pin_and_a_terminal_nothing_is_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["zone", "bypass", "3", "--data", str(tmp_path)]) == 2
    assert "give it with --pin" in capsys.readouterr().err
