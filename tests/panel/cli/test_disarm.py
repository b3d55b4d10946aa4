"""``sereno disarm``."""

from pathlib import Path

import pytest

from panel.api import Disarm, Reply
from panel.cli import main
from tests.panel.cli.answering import answering


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (["--pin", "1111"], Disarm(pin="1111")),
        (["--pin", "1111", "--area", "barn"], Disarm(pin="1111", areas=("barn",))),
    ],
)
def test_what_is_typed_is_what_is_asked(
    tmp_path: Path, runtime: Path, capsys: pytest.CaptureFixture[str], words: list[str], asked: Disarm
) -> None:
    with answering(tmp_path, runtime, Reply(ok=True, text="done")) as console:
        assert main(["disarm", *words, "--data", str(tmp_path)]) == 0
    assert console.asked == [asked]
    assert capsys.readouterr().out == "done\n"


def test_a_no_is_told_in_the_panels_words(tmp_path: Path, runtime: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with answering(tmp_path, runtime, Reply(ok=False, text="not now")):
        assert main(["disarm", "--pin", "1111", "--data", str(tmp_path)]) == 1
    assert capsys.readouterr().err == "not now\n"


def test_without_a_pin_and_a_terminal_nothing_is_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["disarm", "--data", str(tmp_path)]) == 2
    assert "give it with --pin" in capsys.readouterr().err
