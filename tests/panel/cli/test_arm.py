"""``sereno arm``."""

from pathlib import Path

import pytest

from panel.api import Arm, Reply
from panel.cli import main
from panel.core.names import Mode
from tests.panel.cli.answering import answering


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (["total", "--pin", "1111"], Arm(pin="1111", mode=Mode.TOTAL)),
        (
            ["night", "--pin", "1111", "--area", "house", "--area", "barn", "--no-exit", "--silent", "--force", "ab12"],
            Arm(pin="1111", mode=Mode.NIGHT, areas=("house", "barn"), no_exit=True, silent=True, force="ab12"),
        ),
    ],
)
def test_what_is_typed_is_what_is_asked(
    tmp_path: Path, runtime: Path, capsys: pytest.CaptureFixture[str], words: list[str], asked: Arm
) -> None:
    with answering(tmp_path, runtime, Reply(ok=True, text="done")) as console:
        assert main(["arm", *words, "--data", str(tmp_path)]) == 0
    assert console.asked == [asked]
    assert capsys.readouterr().out == "done\n"


def test_a_no_is_told_in_the_panels_words(tmp_path: Path, runtime: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with answering(tmp_path, runtime, Reply(ok=False, text="not now")):
        assert main(["arm", "total", "--pin", "1111", "--data", str(tmp_path)]) == 1
    assert capsys.readouterr().err == "not now\n"


def test_without_a_pin_and_a_terminal_nothing_is_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["arm", "total", "--data", str(tmp_path)]) == 2
    assert "give it with --pin" in capsys.readouterr().err
