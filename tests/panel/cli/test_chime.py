"""``sereno chime``."""

from pathlib import Path

import pytest

from panel.api import Chime, Reply
from panel.cli import main
from tests.panel.cli.answering import answering


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (["on"], Chime(on=True)),
        (["off"], Chime(on=False)),
    ],
)
def test_what_is_typed_is_what_is_asked(
    tmp_path: Path, runtime: Path, capsys: pytest.CaptureFixture[str], words: list[str], asked: Chime
) -> None:
    with answering(tmp_path, runtime, Reply(ok=True, text="done")) as console:
        assert main(["chime", *words, "--data", str(tmp_path)]) == 0
    assert console.asked == [asked]
    assert capsys.readouterr().out == "done\n"
