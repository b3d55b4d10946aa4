"""``sereno station`` as a person types it, one process after another."""

import asyncio
import io
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from comms.documents import CommandDoc, ResultDoc, decode, encode
from comms.envelope import Typ, digest, sign, verify
from comms.keys import KeyKind, fingerprint, format_key_file, generate, kid, load_key_file
from panel.cli import main
from panel.core.names import Reason, Status
from station.keys import identity
from tests.support.mosquitto import Mosquitto
from tests.support.outbox import NOW_MS, report, signed_report, state
from tests.support.pictures import jpeg, taken
from tests.support.serving import heard, publish
from tests.support.waiting import until, wait_until

CASA = generate(KeyKind.PANEL, "casa")


def enrol(data: Path) -> None:
    (data / "casa.json").write_text(format_key_file(CASA.public()), encoding="ascii")
    words = ["station", "import", str(data / "casa.json"), "--fingerprint", fingerprint(CASA.public())]
    assert main([*words, "--data", str(data)]) == 0


@contextmanager
def station(data: Path, broker: Mosquitto) -> Iterator[subprocess.Popen[str]]:
    """``sereno station run``, ended by SIGTERM."""
    tls = broker.tls
    argv = [sys.executable, "-m", "panel.cli", "station", "run", "--data", str(data)]
    argv += ["--broker", "localhost", "--port", str(broker.port), "--ca", str(tls / "ca.pem")]
    argv += ["--cert", str(tls / "station.pem"), "--key-file", str(tls / "station.key")]
    said = data / "station.err"
    with (
        said.open("w", encoding="utf-8") as errors,
        subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=errors, text=True) as process,
    ):
        wait_until(lambda: "connected to the broker" in said.read_text(encoding="utf-8"), "connected", 60)
        yield process
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def test_keys_are_exchanged_by_file_and_fingerprint(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exported = tmp_path / "station.json"
    assert main(["station", "export", str(exported), "--data", str(tmp_path)]) == 0
    key = load_key_file(exported)
    assert key.kind is KeyKind.STATION
    assert fingerprint(key) in capsys.readouterr().out
    enrol(tmp_path)
    assert "casa is enrolled" in capsys.readouterr().out


def test_a_wrong_fingerprint_enrols_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "casa.json").write_text(format_key_file(CASA.public()), encoding="ascii")
    words = ["station", "import", str(tmp_path / "casa.json"), "--fingerprint", "AAAA-AAAA"]
    assert main([*words, "--data", str(tmp_path)]) == 1
    assert "do not enrol" in capsys.readouterr().err
    assert not (tmp_path / "station" / "panels").exists()


def test_the_fingerprint_is_asked_for_when_it_is_not_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "casa.json").write_text(format_key_file(CASA.public()), encoding="ascii")
    monkeypatch.setattr("builtins.input", lambda prompt: fingerprint(CASA.public()).lower())
    assert main(["station", "import", str(tmp_path / "casa.json"), "--data", str(tmp_path)]) == 0
    assert fingerprint(CASA.public()) in capsys.readouterr().out


def test_without_anybody_to_ask_the_option_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "casa.json").write_text(format_key_file(CASA.public()), encoding="ascii")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert main(["station", "import", str(tmp_path / "casa.json"), "--data", str(tmp_path)]) == 2
    assert capsys.readouterr().err == "there is nobody to ask: give --fingerprint, or run this at a terminal\n"
    assert not (tmp_path / "station" / "panels").exists()


@pytest.mark.parametrize("option", ["--port", "--http-port"])
def test_a_port_that_tcp_does_not_have_is_a_wrong_usage(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["station", "run", option, "99999"])
    assert ended.value.code == 2
    assert "to 65535" in capsys.readouterr().err


@pytest.mark.parametrize("origin", ["*", "127.0.0.1:8470", "http://127.0.0.1:8470/", "http://a; script-src *"])
def test_what_is_no_origin_may_frame_nothing(origin: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["station", "run", "--framed-by", origin])
    assert ended.value.code == 2
    assert "is no origin" in capsys.readouterr().err


def test_a_port_of_its_own_that_it_cannot_have_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        words = ["station", "run", "--broker", "localhost", "--http-port", port, "--data", str(tmp_path)]
        assert main(words) == 1
    assert f"cannot have port {port}" in capsys.readouterr().err


def test_a_station_needs_to_be_told_its_broker_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["station", "run", "--data", str(tmp_path)]) == 1
    assert "--broker HOST" in capsys.readouterr().err


def test_without_a_verb_it_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["station", "--data", str(tmp_path)]) == 1
    assert "which broker?" in capsys.readouterr().err


def test_the_log_of_a_station_that_does_not_run_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["station", "log", "--json", "--data", str(tmp_path)]) == 1
    assert "sereno station run" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["arm"], ["disarm", "total"]])
def test_a_command_of_the_wrong_shape_is_a_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert main(["station", "command", "casa", *words, "--data", str(tmp_path)]) == 2
    assert "needs a mode" in capsys.readouterr().err


def test_a_panel_that_is_not_enrolled_cannot_be_commanded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["station", "command", "casa", "disarm", "--data", str(tmp_path)]) == 1
    assert "'casa' is enrolled" in capsys.readouterr().err


@pytest.mark.lane("mosquitto")
def test_alarms_appear_as_they_come_and_stay_in_the_log_over_a_restart(
    tmp_path: Path, broker: Mosquitto, capsys: pytest.CaptureFixture[str]
) -> None:
    enrol(tmp_path)
    with station(tmp_path, broker) as process:
        bodies = [
            signed_report(CASA, report("casa", 1, zone=3, zone_name="Salón")).encode(),
            signed_report(CASA, report("casa", 2, "area.disarmed", actor="ana", test=True)).encode(),
        ]
        asyncio.run(publish(broker, "sereno/1/casa/report", *bodies))
        assert process.stdout is not None
        assert "INTRUSION  zone 3 Salón" in process.stdout.readline()
        live = process.stdout.readline()
        assert "TEST  area disarmed  area house, by ana" in live
    with station(tmp_path, broker):
        capsys.readouterr()
        assert main(["station", "log", "--json", "--data", str(tmp_path)]) == 0
        entries = [json.loads(text) for text in capsys.readouterr().out.splitlines()]
        assert main(["station", "log", "--after", "1", "--data", str(tmp_path)]) == 0
        assert capsys.readouterr().out == live
    assert [(e["panel"], e["epoch"], e["seq"], e["kind"], e["verdict"], e["test"]) for e in entries] == [
        ("casa", "k3f9c2a1", 1, "alarm.intrusion", "accepted", False),
        ("casa", "k3f9c2a1", 2, "area.disarmed", "accepted", True),
    ]
    assert entries[0]["digest"] == digest(bodies[0].decode())


@pytest.mark.lane("mosquitto")
def test_a_command_is_typed_and_its_result_printed(
    tmp_path: Path, broker: Mosquitto, capsys: pytest.CaptureFixture[str]
) -> None:
    enrol(tmp_path)
    tls = broker.tls
    words = ["station", "command", "casa", "arm", "night", "--area", "house", "--json", "--data", str(tmp_path)]
    words += ["--broker", "localhost", "--port", str(broker.port), "--ca", str(tls / "ca.pem")]
    words += ["--cert", str(tls / "station.pem"), "--key-file", str(tls / "station.key")]

    async def tell() -> tuple[int, str]:
        renewed = sign(CASA, Typ.STATE, encode(state("casa", NOW_MS))).encode()
        await publish(broker, "sereno/1/casa/state", renewed, retain=True)
        async with heard(broker, "sereno/1/casa/command") as commands:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "panel.cli", *words, stdout=asyncio.subprocess.PIPE, env=dict(os.environ)
            )
            await until(lambda: commands != [], "the command", 60)
            jws = commands[0].body.decode()
            public = load_key_file(tmp_path / "station.json")
            asked = decode(verify(jws, {kid(public): public}, Typ.COMMAND).payload, CommandDoc)
            refused = ResultDoc(
                v=1,
                panel="casa",
                id=asked.id,
                command_digest=digest(jws),
                status=Status.ERROR,
                reason=Reason.NOT_READY,
                zones=(3,),
                at_ms=NOW_MS,
            )
            await publish(broker, "sereno/1/casa/result", sign(CASA, Typ.RESULT, encode(refused)).encode())
            out, _ = await process.communicate()
            return process.returncode or 0, out.decode()

    assert main(["station", "export", str(tmp_path / "station.json"), "--data", str(tmp_path)]) == 0
    code, out = asyncio.run(tell())
    found = json.loads(out.splitlines()[-1])
    assert code == 1
    assert (found["status"], found["reason"], found["zones"]) == ("error", "not_ready", [3])


@pytest.mark.lane("mosquitto")
def test_a_picture_is_in_the_log_by_name_and_opens_by_it(
    tmp_path: Path, broker: Mosquitto, capsys: pytest.CaptureFixture[str]
) -> None:
    enrol(tmp_path)
    with station(tmp_path, broker):
        shot = taken(CASA, identity(tmp_path / "station").public(), index=2, seq=7)
        asyncio.run(publish(broker, "sereno/1/casa/image", shot.jws.encode(), *shot.pieces()))
        sealed = tmp_path / "station" / "pictures" / "casa" / "p1.srp"
        wait_until(sealed.exists, "the picture")
        capsys.readouterr()
        shown: list[dict[str, object]] = []

        def logged() -> bool:
            assert main(["station", "log", "--json", "--data", str(tmp_path)]) == 0
            shown[:] = [json.loads(text) for text in capsys.readouterr().out.splitlines()]
            return bool(shown)

        wait_until(logged, "its line")
        (told,) = shown
        wanted = {"kind": "picture", "picture": "p1", "camera": "hall", "index": 2, "thumb": False, "seq": 7}
        assert {key: told[key] for key in wanted} == wanted
        assert told["file"] == str(sealed)
        assert main(["station", "log", "--data", str(tmp_path)]) == 0
        assert "picture p1  camera hall, 2 after, of report 7" in capsys.readouterr().out
    out = tmp_path / "seen.jpg"
    assert main(["station", "picture", "p1", "--out", str(out), "--json", "--data", str(tmp_path)]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (told["picture"], told["width"], told["height"], told["file"]) == ("p1", 64, 48, str(out))
    assert out.read_bytes() == jpeg(size=10_000)
    assert out.stat().st_mode & 0o777 == 0o600
    assert main(["station", "picture", "p1", "--data", str(tmp_path)]) == 0
    assert "p1: camera hall, 64 x 48" in capsys.readouterr().out
    assert main(["station", "picture", "p2", "--data", str(tmp_path)]) == 1
    assert "no picture 'p2' is here" in capsys.readouterr().err
