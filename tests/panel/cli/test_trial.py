"""``sereno trial``."""

from pathlib import Path

import pytest

from panel.api import Reply, TryOut
from panel.cli import main
from panel.core.names import ReportKind, Trial
from tests.panel.cli.answering import answering


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (["walk", "--pin", "1111"], TryOut(pin="1111", trial=Trial.WALK)),
        (
            ["station", "--pin", "1111", "--minutes", "90", "--with", "alarm.fire"],
            TryOut(pin="1111", trial=Trial.STATION, minutes=90, named=(ReportKind.FIRE,)),
        ),
        (["service", "--pin", "1111", "--minutes", "1440"], TryOut(pin="1111", trial=Trial.SERVICE, minutes=1440)),
        (["end", "--pin", "1111"], TryOut(pin="1111")),
    ],
)
def test_what_is_typed_is_what_is_asked(
    tmp_path: Path, runtime: Path, capsys: pytest.CaptureFixture[str], words: list[str], asked: TryOut
) -> None:
    with answering(tmp_path, runtime, Reply(ok=True, text="done")) as console:
        assert main(["trial", *words, "--data", str(tmp_path)]) == 0
    assert console.asked == [asked]
    assert capsys.readouterr().out == "done\n"


def test_a_no_is_told_in_the_panels_words(tmp_path: Path, runtime: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with answering(tmp_path, runtime, Reply(ok=False, text="not now")):
        assert main(["trial", "walk", "--pin", "1111", "--data", str(tmp_path)]) == 1
    assert capsys.readouterr().err == "not now\n"


def test_without_a_pin_and_a_terminal_nothing_is_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trial", "walk", "--data", str(tmp_path)]) == 2
    assert "give it with --pin" in capsys.readouterr().err


@pytest.mark.parametrize("minutes", ["0", "1441", "-5", "soon"])
def test_a_test_lasts_from_a_minute_to_a_day(tmp_path: Path, capsys: pytest.CaptureFixture[str], minutes: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["trial", "walk", "--pin", "1111", f"--minutes={minutes}", "--data", str(tmp_path)])
    assert "a whole number from 1 to 1440" in capsys.readouterr().err
