"""Commanding a panel over a real broker: one challenge, one command, one result."""

import asyncio

import pytest

from comms import commands
from comms.documents import CommandDoc, ResultDoc, decode, encode
from comms.envelope import Typ, digest, sign, verify
from comms.errors import DocumentError
from comms.keys import Identity, KeyKind, generate, kid
from comms.mqtt import MqttTransport
from comms.transport import Arrived
from panel.core.names import Mode, Status
from station.errors import NoResultError
from station.order import command
from tests.support.mosquitto import Mosquitto
from tests.support.outbox import NOW_MS, state
from tests.support.serving import heard, publish, station_broker
from tests.support.waiting import until

pytestmark = pytest.mark.lane("mosquitto")

CASA = generate(KeyKind.PANEL, "casa")
ANA = generate(KeyKind.USER, "ana")


async def renew(broker: Mosquitto, identity: Identity = CASA) -> None:
    body = sign(identity, Typ.STATE, encode(state("casa", NOW_MS, "challenge-7"))).encode()
    await publish(broker, "sereno/1/casa/state", body, retain=True)


async def answer(broker: Mosquitto, words: list[Arrived], status: Status) -> CommandDoc:
    """As the panel: judges the command and answers it, after another's result."""
    await until(lambda: words != [], "a command")
    jws = words[0].body.decode()
    public = ANA.public()
    asked = decode(verify(jws, {kid(public): public}, Typ.COMMAND).payload, CommandDoc)
    for named in ("A" * 43, digest(jws)):
        result = ResultDoc(v=1, panel="casa", id=asked.id, command_digest=named, status=status, at_ms=NOW_MS)
        await publish(broker, "sereno/1/casa/result", sign(CASA, Typ.RESULT, encode(result)).encode())
    return asked


def disarm(challenge: str) -> CommandDoc:
    return commands.disarm("casa", challenge)


async def ask(broker: Mosquitto, timeout_s: float = 20.0) -> ResultDoc:
    return await command(station_broker(broker), MqttTransport, CASA.public(), ANA, disarm, timeout_s)


def test_a_users_key_disarms_and_hears_the_one_result(broker: Mosquitto) -> None:
    async def tell() -> None:
        await renew(broker)
        async with heard(broker, "sereno/1/casa/command") as words, asyncio.TaskGroup() as tasks:
            asking = tasks.create_task(ask(broker))
            asked = await answer(broker, words, Status.OK)
            result = await asking
        assert (asked.verb, asked.challenge) == ("disarm", "challenge-7")
        assert (result.status, result.id) == (Status.OK, asked.id)
        assert len(words) == 1

    asyncio.run(tell())


def test_a_panel_that_does_not_answer_leaves_it_open_whether_it_obeyed(broker: Mosquitto) -> None:
    async def tell() -> None:
        await renew(broker)
        with pytest.raises(NoResultError, match="the panel did not answer; whether it was obeyed is not known"):
            await ask(broker, 2.0)

    asyncio.run(tell())


def test_without_a_signed_state_nothing_is_sent(broker: Mosquitto) -> None:
    async def tell() -> None:
        await renew(broker, generate(KeyKind.PANEL, "casa"))
        async with heard(broker, "sereno/1/casa/command") as words:
            with pytest.raises(NoResultError, match=r"a state was refused.*nothing was sent"):
                await ask(broker, 2.0)
            assert words == []

    asyncio.run(tell())


def test_a_command_that_is_none_is_told_at_once(broker: Mosquitto) -> None:
    def nonsense(challenge: str) -> CommandDoc:
        return commands.arm("casa", challenge, Mode.DISARMED)

    async def tell() -> None:
        await renew(broker)
        with pytest.raises(DocumentError):
            await command(station_broker(broker), MqttTransport, CASA.public(), ANA, nonsense, 20.0)

    asyncio.run(tell())
