"""``launch.sock``: the one thing others may ask of the launcher, to kill and to start the broker."""

import asyncio
from asyncio import StreamReader, StreamWriter
from pathlib import Path

import msgspec

from hw_sim.launch.children import Child
from hw_sim.world.broker_switch import BrokerAsked, BrokerIs


class Control:
    """Answers the world process."""

    def __init__(self, broker: Child) -> None:
        self._broker = broker

    async def serve(self, path: Path) -> None:
        """Serves for ever, until cancelled."""
        async with await asyncio.start_unix_server(self._answer, path):
            await asyncio.get_running_loop().create_future()

    async def _answer(self, reader: StreamReader, writer: StreamWriter) -> None:
        try:
            while line := await reader.readline():
                asked = msgspec.json.decode(line, type=BrokerAsked)
                writer.write(msgspec.json.encode(BrokerIs(await self._do(asked.broker))) + b"\n")
                await writer.drain()
        except (msgspec.DecodeError, UnicodeDecodeError, ConnectionError):
            return  # nonsense, or gone: the connection ends
        finally:
            writer.close()

    async def _do(self, what: str) -> str:
        if what == "kill":
            await self._broker.kill()
        elif what == "start":
            self._broker.start()
            await self._broker.wait_started()
        return "down" if self._broker.pid is None else "up"
