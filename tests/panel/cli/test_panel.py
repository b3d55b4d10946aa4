"""``sereno panel``: nothing that cannot be undone happens without somebody who is sure."""

import io
from pathlib import Path

import pytest

from panel.api import ConsoleToPanel, EndContract, Reply, TakePicture, Transfer
from panel.cli import main
from tests.panel.cli.answering import answering


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (["transfer", "--yes"], Transfer(pin="1111")),
        (["decommission", "--yes"], EndContract(pin="1111")),
        (["decommission", "--now", "--yes"], EndContract(pin="1111", now=True)),
    ],
)
def test_whoever_is_sure_is_heard(tmp_path: Path, runtime: Path, words: list[str], asked: ConsoleToPanel) -> None:
    with answering(tmp_path, runtime, Reply(ok=True, text="done")) as console:
        assert main(["panel", *words, "--pin", "1111", "--data", str(tmp_path)]) == 0
    assert console.asked == [asked]


@pytest.mark.parametrize(
    ("words", "printed"), [([], "the picture p1 of hall is taken"), (["--json"], '{"picture":"p1"}')]
)
def test_a_picture_is_asked_for_with_a_pin(
    tmp_path: Path, runtime: Path, words: list[str], printed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    reply = Reply(ok=True, text="the picture p1 of hall is taken", data='{"picture":"p1"}')
    with answering(tmp_path, runtime, reply) as console:
        assert main(["panel", "picture", "hall", *words, "--pin", "1111", "--data", str(tmp_path)]) == 0
    assert console.asked == [TakePicture(pin="1111", camera="hall")]
    assert capsys.readouterr().out.splitlines()[-1] == printed


def test_without_a_terminal_somebody_must_say_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["panel", "transfer", "--pin", "1111", "--data", str(tmp_path)]) == 2
    assert "every PIN and every tag will be erased. Say --yes" in capsys.readouterr().err


@pytest.mark.parametrize(("typed", "code"), [("yes\n", 0), ("y\n", 2), ("\n", 2)])
def test_at_a_terminal_the_whole_word_is_asked_for(
    tmp_path: Path, runtime: Path, monkeypatch: pytest.MonkeyPatch, typed: str, code: int
) -> None:
    terminal = io.StringIO(typed)
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", terminal)
    with answering(tmp_path, runtime, Reply(ok=True, text="done")) as console:
        assert main(["panel", "decommission", "--pin", "1111", "--data", str(tmp_path)]) == code
    assert len(console.asked) == (code == 0)
