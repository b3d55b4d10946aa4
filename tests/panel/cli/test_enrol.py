"""``sereno enrol``: keys go out and come in by file and fingerprint."""

import io
import json
import stat
from pathlib import Path

import pytest

from comms.keys import KeyKind, fingerprint, format_key_file, generate, load_identity, load_key_file
from panel.api import EnrolExport, EnrolImport, Reply
from panel.cli import main
from tests.panel.cli.answering import answering

CASA = generate(KeyKind.PANEL, "casa").public()
STATION = generate(KeyKind.STATION, "cra").public()


def test_the_panels_key_is_written_and_its_fingerprint_shown(
    tmp_path: Path, runtime: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reply = Reply(ok=True, text=fingerprint(CASA), data=format_key_file(CASA))
    with answering(tmp_path, runtime, reply) as console:
        assert main(["enrol", "export", str(tmp_path / "casa.json"), "--json", "--data", str(tmp_path)]) == 0
    assert console.asked == [EnrolExport()]
    assert load_key_file(tmp_path / "casa.json") == CASA
    assert json.loads(capsys.readouterr().out)["fingerprint"] == fingerprint(CASA)


def test_a_stations_key_is_handed_to_the_panel_with_what_was_confirmed(tmp_path: Path, runtime: Path) -> None:
    (tmp_path / "station.json").write_text(format_key_file(STATION), encoding="ascii")
    words = ["enrol", "import", str(tmp_path / "station.json"), "--fingerprint", fingerprint(STATION)]
    with answering(tmp_path, runtime, Reply(ok=True, text="enrolled")) as console:
        assert main([*words, "--pin", "314159", "--data", str(tmp_path)]) == 0
    (asked,) = console.asked
    assert asked == EnrolImport(
        content=format_key_file(STATION), fingerprint=fingerprint(STATION), actor="station", pin="314159"
    )


def test_a_person_at_a_terminal_is_shown_the_fingerprint_and_types_it(
    tmp_path: Path, runtime: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "station.json").write_text(format_key_file(STATION), encoding="ascii")
    monkeypatch.setattr("builtins.input", lambda prompt: "as read out")
    with answering(tmp_path, runtime, Reply(ok=True, text="enrolled")) as console:
        words = ["enrol", "import", str(tmp_path / "station.json"), "--pin", "314159", "--actor", "Ana"]
        assert main([*words, "--data", str(tmp_path)]) == 0
    (asked,) = console.asked
    assert isinstance(asked, EnrolImport)
    assert (asked.fingerprint, asked.actor) == ("as read out", "Ana")
    assert fingerprint(STATION) in capsys.readouterr().out


def test_without_anybody_to_ask_the_options_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "station.json"
    file.write_text(format_key_file(STATION), encoding="ascii")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    words = ["enrol", "import", str(file), "--data", str(tmp_path)]
    assert main([*words, "--pin", "1111"]) == 2
    assert capsys.readouterr().err == "there is nobody to ask: give --fingerprint, or run this at a terminal\n"
    assert main([*words, "--fingerprint", fingerprint(STATION)]) == 2
    assert "give it with --pin" in capsys.readouterr().err


def test_what_is_no_key_file_never_reaches_the_panel(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.json").write_text("{}", encoding="ascii")
    assert main(["enrol", "import", str(tmp_path / "x.json"), "--pin", "1111", "--data", str(tmp_path)]) == 1
    assert "not a key file" in capsys.readouterr().err


def test_a_users_key_has_a_secret_half_and_a_public_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ana.key"
    assert main(["enrol", "key", "new", str(path), "--id", "ana"]) == 0
    public = load_key_file(tmp_path / "ana.key.pub")
    assert (public.kind, public.id) == (KeyKind.USER, "ana")
    assert load_identity(path).public() == public
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert fingerprint(public) in capsys.readouterr().out


def test_a_key_is_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ana.key"
    assert main(["enrol", "key", "new", str(path), "--id", "ana"]) == 0
    before = path.read_bytes()
    assert main(["enrol", "key", "new", str(path), "--id", "ana"]) == 1
    assert path.read_bytes() == before
    assert "never overwritten" in capsys.readouterr().err
