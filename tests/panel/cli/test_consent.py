"""``sereno consent``."""

from pathlib import Path

import pytest

from panel.api import LetIn, Reply
from panel.cli import main
from tests.panel.cli.answering import answering


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (["4", "--pin", "1111"], LetIn(pin="1111", hours=4)),
        (["0", "--pin", "1111"], LetIn(pin="1111", hours=0)),
    ],
)
def test_what_is_typed_is_what_is_asked(
    tmp_path: Path, runtime: Path, capsys: pytest.CaptureFixture[str], words: list[str], asked: LetIn
) -> None:
    with answering(tmp_path, runtime, Reply(ok=True, text="done")) as console:
        assert main(["consent", *words, "--data", str(tmp_path)]) == 0
    assert console.asked == [asked]
    assert capsys.readouterr().out == "done\n"


def test_a_no_is_told_in_the_panels_words(tmp_path: Path, runtime: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with answering(tmp_path, runtime, Reply(ok=False, text="not now")):
        assert main(["consent", "1", "--pin", "1111", "--data", str(tmp_path)]) == 1
    assert capsys.readouterr().err == "not now\n"


def test_without_a_pin_and_a_terminal_nothing_is_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["consent", "1", "--data", str(tmp_path)]) == 2
    assert "give it with --pin" in capsys.readouterr().err
