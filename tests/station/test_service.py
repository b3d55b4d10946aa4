"""The running station over a real broker: batches, floods, restarts, forgeries."""

import asyncio
from pathlib import Path

import httpx
import pytest

from comms.documents import AckDoc, decode
from comms.envelope import Typ, verify
from comms.keys import KeyKind, fingerprint, generate, kid
from comms.transport import Arrived
from station import keys
from tests.support.mosquitto import Mosquitto
from tests.support.outbox import report, signed_report
from tests.support.serving import heard, publish, station_running
from tests.support.waiting import until

pytestmark = pytest.mark.lane("mosquitto")

CASA = generate(KeyKind.PANEL, "casa")
VILLA = generate(KeyKind.PANEL, "villa")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for panel in (CASA, VILLA):
        keys.enrol(tmp_path / "station", panel.public(), fingerprint(panel.public()))
    return tmp_path


def body(seq: int, kind: str = "alarm.intrusion") -> bytes:
    return signed_report(CASA, report("casa", seq, kind)).encode()


def acknowledged(folder: Path, words: list[Arrived]) -> list[int]:
    """The numbers in all acknowledgements heard, each judged as the panel would."""
    station = keys.identity(folder / "station").public()
    documents = [decode(verify(w.body.decode(), {kid(station): station}, Typ.ACK).payload, AckDoc) for w in words]
    return [ack.seq for document in documents for ack in document.acks]


def test_many_reports_at_once_are_all_kept_and_all_acknowledged(folder: Path, broker: Mosquitto) -> None:
    async def tell() -> None:
        async with station_running(folder, broker) as (intake, shown, _), heard(broker, "sereno/1/casa/ack") as words:
            await publish(broker, "sereno/1/casa/report", *(body(seq) for seq in range(1, 301)))
            await until(lambda: sorted(acknowledged(folder, words)) == list(range(1, 301)), "all acknowledged")
            assert len(words) <= 300
            assert [entry.seq for entry in intake.log()] == list(range(1, 301))
            assert len(shown) == 300

    asyncio.run(tell())


def test_a_report_delivered_twice_is_kept_once_and_acknowledged_twice(folder: Path, broker: Mosquitto) -> None:
    async def tell() -> None:
        async with station_running(folder, broker) as (intake, shown, _), heard(broker, "sereno/1/casa/ack") as words:
            await publish(broker, "sereno/1/casa/report", body(1))
            await until(lambda: acknowledged(folder, words) == [1], "once")
            await publish(broker, "sereno/1/casa/report", body(1))
            await until(lambda: acknowledged(folder, words) == [1, 1], "again")
            assert [(entry.seq, entry.redelivered) for entry in intake.log()] == [(1, 1)]
            assert len(shown) == 1

    asyncio.run(tell())


def test_forgeries_strangers_and_conflicts_are_shown_and_never_acknowledged(folder: Path, broker: Mosquitto) -> None:
    async def tell() -> None:
        async with station_running(folder, broker) as (intake, shown, _), heard(broker, "sereno/1/+/ack") as words:
            await publish(broker, "sereno/1/casa/report", body(1))
            await until(lambda: len(words) == 1, "the honest one")
            await publish(broker, "sereno/1/villa/report", body(2))  # casa's, on villa's topic
            await publish(broker, "sereno/1/casa/report", b"forged", body(1, "area.disarmed"))
            await publish(broker, "sereno/1/casa/report", body(3), retain=True)
            await until(lambda: len(intake.log()) == 5, "all judged")
            assert [entry.verdict for entry in intake.log()] == [
                "accepted",
                "refused",
                "refused",
                "conflict",
                "refused",
            ]
            assert len(words) == 1
            assert any("CONFLICT" in text for text in shown)
            assert sum("refused" in text for text in shown) == 1  # a flood is one line on the screen

    asyncio.run(tell())


def test_what_came_while_the_station_was_away_is_kept_when_it_is_back(folder: Path, broker: Mosquitto) -> None:
    async def tell() -> None:
        async with station_running(folder, broker), heard(broker, "sereno/1/casa/ack") as words:
            await publish(broker, "sereno/1/casa/report", body(1))
            await until(lambda: len(words) == 1, "the station is subscribed")
        await publish(broker, "sereno/1/casa/report", body(2))
        async with heard(broker, "sereno/1/casa/ack") as words, station_running(folder, broker) as (intake, _, _):
            await until(lambda: 2 in acknowledged(folder, words), "acknowledged")
            assert [entry.seq for entry in intake.log()] == [1, 2]

    asyncio.run(tell())


def test_an_open_page_hears_of_an_alarm_and_shows_it(folder: Path, broker: Mosquitto) -> None:
    async def tell() -> None:
        async with station_running(folder, broker) as (_, _, port), heard(broker, "sereno/1/casa/ack") as words:
            client = httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20)
            async with client, client.stream("GET", "/events") as events:
                lines = events.aiter_lines()
                while await anext(lines) != "event: figures":
                    pass  # all there is, to begin with
                await publish(broker, "sereno/1/casa/report", body(1, "alarm.fire"))
                while await anext(lines) != "event: incidents":
                    pass
                assert "Fire" in (await client.get("/parts/incidents")).text
                await until(lambda: acknowledged(folder, words) == [1], "acknowledged")
                page = await client.get("/")
                assert "NO CONNECTION TO THE BROKER" not in page.text

    asyncio.run(tell())


def test_a_page_that_is_never_read_stops_neither_reports_nor_the_end(folder: Path, broker: Mosquitto) -> None:
    async def tell() -> None:
        async with station_running(folder, broker) as (intake, _, port):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert b"200 OK" in await reader.readline()
            await publish(broker, "sereno/1/casa/report", *(body(seq) for seq in range(1, 201)))
            await until(lambda: len(intake.log()) == 200, "all kept")
        assert b"event: incidents" in await reader.read()  # and its end: the station let go of it
        writer.close()

    asyncio.run(tell())
