"""commsd whole, between alarmd's socket and a real station over a real broker, while things break."""

import argparse
import asyncio
import json
import shutil
import signal
import sys
import tempfile
import tomllib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest

from comms.keys import KeyKind, fingerprint, generate
from comms.main import Carrier, at_rest, carry, header, power_key, run, shares
from comms.picture_files import folder_of
from panel.api import Carried
from panel.config import load
from panel.config.gsm import GsmConfig, ModemKind
from panel.config.model import BoardConfig, MqttConfig
from panel.config.schema import example_text
from station import keys
from station.intake import Intake
from station.look import look
from station.store import Entry
from tests.support.mosquitto import Mosquitto
from tests.support.outbox import Outbox, report
from tests.support.pictures import taken
from tests.support.pin_bench import PinBench
from tests.support.serving import heard, publish, station_running
from tests.support.waiting import until

pytestmark = pytest.mark.lane("mosquitto")

PANEL = generate(KeyKind.PANEL, "casa")


class Line:
    """From an outbox through commsd and broker to a station, all in one loop."""

    def __init__(self, folder: Path, broker: Mosquitto) -> None:
        self.broker = broker
        self.folder = folder
        self.runtime = Path(tempfile.mkdtemp(prefix="sereno-", dir="/tmp"))
        self.station_key = keys.identity(folder / "station").public()
        keys.enrol(folder / "station", PANEL.public(), fingerprint(PANEL.public()))
        self.outbox = Outbox(self.runtime / "comms.sock", PANEL, self.station_key)

    def config(self) -> MqttConfig:
        tls = self.broker.tls
        return MqttConfig(
            host="localhost",
            port=self.broker.port,
            ca_file=str(tls / "ca.pem"),
            cert_file=str(tls / "panel.pem"),
            key_file=str(tls / "panel.key"),
            heartbeat_s=10,
        )

    @asynccontextmanager
    async def carrier(self) -> AsyncIterator[Carrier]:
        carrier = Carrier("casa", self.config(), self.folder, self.runtime)
        async with asyncio.TaskGroup() as tasks:
            work = tasks.create_task(carrier.run())
            yield carrier
            work.cancel()

    def log(self) -> list[Entry]:
        intake = Intake.open(self.folder / "station", keys.identity(self.folder / "station"))
        entries = list(intake.log())
        intake.close()
        return entries


@pytest.fixture
def line(tmp_path: Path, broker: Mosquitto) -> Iterator[Line]:
    made = Line(tmp_path, broker)
    yield made
    shutil.rmtree(made.runtime)


def test_a_report_reaches_the_station_and_its_acknowledgement_empties_the_outbox(line: Line) -> None:
    async def tell() -> None:
        await line.outbox.open()
        async with station_running(line.folder, line.broker), line.carrier():
            n = line.outbox.add(report("casa", 1))
            await until(lambda: line.outbox.settled == [n], "acknowledged")
            assert [path.up for path in line.outbox.paths] == [True]
        await line.outbox.close()

    asyncio.run(tell())
    assert [(entry.seq, entry.verdict, entry.redelivered) for entry in line.log()] == [(1, "accepted", 0)]


def test_a_killed_broker_costs_nothing_but_time(line: Line) -> None:
    async def tell() -> None:
        await line.outbox.open()
        async with station_running(line.folder, line.broker), line.carrier():
            # One by itself: what is sent before the station has subscribed is sent again, behind what came after.
            line.outbox.add(report("casa", 1))
            await until(lambda: len(line.outbox.settled) == 1, "the first: the station listens")
            for seq in range(2, 6):
                line.outbox.add(report("casa", seq))
            await until(lambda: len(line.outbox.settled) == 5, "the first five")
            line.broker.kill()
            for seq in range(6, 31):
                line.outbox.add(report("casa", seq, kind="area.armed" if seq % 2 else "alarm.intrusion"))
            line.broker.start()
            await until(lambda: len(line.outbox.settled) == 30, "all thirty", 60)
        await line.outbox.close()

    asyncio.run(tell())
    accepted = [entry for entry in line.log() if entry.verdict == "accepted"]
    assert sorted(entry.seq for entry in accepted) == list(range(1, 31))
    assert {entry.verdict for entry in line.log()} == {"accepted"}
    alarms = [entry.seq for entry in accepted if entry.kind == "alarm.intrusion"]
    assert alarms == sorted(alarms)


def test_a_station_that_comes_late_gets_everything_that_happened_meanwhile(line: Line) -> None:
    async def tell() -> None:
        await line.outbox.open()
        async with line.carrier():
            for seq in range(1, 21):
                line.outbox.add(report("casa", seq))
            async with station_running(line.folder, line.broker):
                await until(lambda: len(line.outbox.settled) == 20, "all twenty", 60)
        await line.outbox.close()

    asyncio.run(tell())


def test_an_alarmd_that_restarts_is_found_again(line: Line) -> None:
    async def tell() -> None:
        await line.outbox.open()
        async with station_running(line.folder, line.broker), line.carrier():
            line.outbox.add(report("casa", 1))
            await until(lambda: len(line.outbox.settled) == 1, "the first")
            await line.outbox.close()
            await line.outbox.open()
            line.outbox.add(report("casa", 2))
            await until(lambda: len(line.outbox.settled) == 2, "the second")
        await line.outbox.close()

    asyncio.run(tell())


def test_a_kept_command_reaches_alarmd_with_its_flag_so_that_it_can_be_refused(line: Line) -> None:
    async def tell() -> None:
        await line.outbox.open()
        await publish(line.broker, "sereno/1/casa/command", b"disarm", retain=True)
        async with line.carrier():
            await until(lambda: line.outbox.received != [], "the command arrives")
            assert [(r.topic, r.body, r.retained) for r in line.outbox.received] == [("command", "disarm", True)]
        await line.outbox.close()

    asyncio.run(tell())


def test_a_forged_acknowledgement_empties_nothing(line: Line) -> None:
    async def tell() -> None:
        await line.outbox.open()
        async with line.carrier():
            line.outbox.add(report("casa", 1))
            await until(lambda: line.outbox.paths != [], "connected")
            await publish(line.broker, "sereno/1/casa/ack", b"forged")
            await until(lambda: line.outbox.refused != [], "refused")
            assert line.outbox.settled == []
        await line.outbox.close()

    asyncio.run(tell())


def test_sigterm_ends_the_process_in_order_and_tells_that_the_panel_is_offline(line: Line) -> None:
    config = line.folder / "sereno.toml"
    config.write_text(_installation(line.config()), encoding="utf-8")
    argv = [sys.executable, "-m", "panel.cli", "commsd", "--config", str(config)]
    argv += ["--data", str(line.folder), "--runtime", str(line.runtime)]

    async def tell() -> None:
        async with heard(line.broker, "sereno/1/+/presence") as words:
            process = await asyncio.create_subprocess_exec(*argv)
            await until(lambda: b"online" in [each.body for each in words], "online", 60)
            process.send_signal(signal.SIGTERM)
            assert await process.wait() == 0
            await until(lambda: words[-1].body == b"offline", "offline")

    asyncio.run(tell())


def test_without_a_broker_in_the_configuration_there_is_nothing_to_do(tmp_path: Path) -> None:
    config = tmp_path / "sereno.toml"
    config.write_text(_installation(None), encoding="utf-8")
    assert carry(load(config), tmp_path, tmp_path) == 0


def test_certificates_that_are_not_there_are_a_wrong_configuration(
    line: Line, capsys: pytest.CaptureFixture[str]
) -> None:
    config = line.folder / "sereno.toml"
    mqtt = msgspec.structs.replace(line.config(), ca_file="/nowhere/ca.pem")
    config.write_text(_installation(mqtt), encoding="utf-8")
    assert run(argparse.Namespace(config=config, data=line.folder, runtime=line.runtime)) == 2
    assert "/nowhere/ca.pem" in capsys.readouterr().err


def _installation(mqtt: MqttConfig | None) -> str:
    """The shipped example with another broker, or none."""
    example = tomllib.loads(example_text())
    text = example_text()[: example_text().index("[mqtt]")] if "mqtt" in example else example_text()
    if mqtt is None:
        return text
    table = msgspec.to_builtins(mqtt)
    return text + "[mqtt]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in table.items())


GSM = GsmConfig(port="/dev/serial0", station_number="+351300000001")
WITH_KEY = msgspec.structs.replace(GSM, power_key=11, modem=ModemKind.SIM800)


def test_a_modem_without_a_line_to_its_key_has_none_and_no_pins_are_opened() -> None:
    assert power_key(GSM, lambda: pytest.fail("opened")) is None
    with at_rest(None):
        pass


def test_the_key_is_driven_and_not_pressed_from_the_beginning_to_the_end() -> None:
    bench = PinBench()
    with at_rest(power_key(WITH_KEY, bench.factory)):
        assert bench.wires.is_output(11) and not bench.wires.level(11)
    assert bench.wires.is_output(11) and not bench.wires.level(11)


def test_a_computer_without_such_pins_is_an_error_in_the_log_and_not_the_end_of_texts(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with at_rest(power_key(WITH_KEY, lambda: header(BoardConfig()))):
        (said,) = caplog.messages
    assert said.startswith("board: ") and said.endswith("no power key until that is mended; texts go on without.")


def snapped(line: Line, name: str, size: int) -> Carried:
    """A picture as camerad leaves it, and alarmd's word for it."""
    shot = taken(PANEL, line.station_key, name, size)
    folder_of(line.folder).mkdir(parents=True, exist_ok=True)
    (folder_of(line.folder) / f"{name}.srp").write_bytes(shot.sealed)
    document = shot.document
    return Carried(picture=name, jws=shot.jws, file=f"{name}.srp", size=document.size, sha256=document.sha256)


def test_a_picture_reaches_the_station_sealed_and_whole(line: Line) -> None:
    async def tell() -> None:
        await line.outbox.open()
        async with station_running(line.folder, line.broker) as (_, shown, _), line.carrier():
            line.outbox.add(report("casa", 1))
            await until(lambda: len(line.outbox.settled) == 1, "the report")
            line.outbox.carry(snapped(line, "small", 3_000), snapped(line, "whole", 150_000))
            await until(lambda: len(line.outbox.delivered) == 2, "both pictures")
            assert "picture whole  camera hall, of report 1" in shown[-1]
        await line.outbox.close()

    asyncio.run(tell())
    assert line.outbox.delivered == ["small", "whole"]
    came = line.folder / "station" / "pictures" / "casa" / "whole.srp"
    assert came.read_bytes() == (folder_of(line.folder) / "whole.srp").read_bytes()
    assert look(line.folder / "station", "whole").size == (64, 48)
    assert line.outbox.lacked == [], "nothing was sent twice"


def test_a_broker_killed_in_the_middle_of_a_picture_costs_only_what_it_lost(line: Line) -> None:
    names = [f"p{number}" for number in range(6)]

    async def tell() -> None:
        await line.outbox.open()
        async with station_running(line.folder, line.broker), line.carrier():
            line.outbox.add(report("casa", 1))
            await until(lambda: len(line.outbox.settled) == 1, "the report: the station listens")
            line.outbox.carry(*(snapped(line, name, 200_000) for name in names))
            parts = line.folder / "station" / "pictures" / "casa"
            await until(lambda: any(part.stat().st_size > 20_000 for part in parts.glob("*.part")), "under way")
            line.broker.kill()
            line.broker.start()
            await until(lambda: len(line.outbox.delivered) == len(names), "all", 60)
        await line.outbox.close()

    asyncio.run(tell())
    assert sorted(line.outbox.delivered) == names
    assert line.outbox.lacked, "the station was asked what it lacks"
    assert [entry.verdict for entry in line.log()].count("picture") == len(names)


def test_alarmd_hears_of_a_file_that_is_gone(line: Line) -> None:
    async def tell() -> None:
        await line.outbox.open()
        async with line.carrier():
            lost = snapped(line, "p1", 3_000)
            (folder_of(line.folder) / "p1.srp").unlink()
            line.outbox.add(report("casa", 1))
            line.outbox.carry(lost)
            await until(lambda: bool(line.outbox.gone), "told")
        await line.outbox.close()

    asyncio.run(tell())
    assert line.outbox.gone[0].picture == "p1"


@pytest.mark.parametrize(("most", "reports", "pictures"), [(65_535, 8, 2), (10, 8, 2), (5, 3, 2), (2, 1, 1), (1, 1, 0)])
def test_pictures_take_no_place_that_a_report_could_have(most: int, reports: int, pictures: int) -> None:
    assert shares(most) == (reports, pictures)
