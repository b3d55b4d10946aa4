"""Asks the demo's launcher about the broker: it started the broker, so it alone stops it.

``launch.sock``: one JSON object a line; asks ``{"broker": "kill" | "start" | "state"}``, answers
``{"broker": "up" | "down"}`` once it is so.
"""

import asyncio
from pathlib import Path

import msgspec

from hw_sim.world.errors import NoLauncher

ANSWER_S = 10.0


class BrokerAsked(msgspec.Struct, frozen=True):
    broker: str


class BrokerIs(msgspec.Struct, frozen=True):
    broker: str


class BrokerSwitch:
    """The launcher's far end. Raises NoLauncher when nobody answers."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def ask(self, what: str) -> str:
        """Asks ``kill``, ``start`` or ``state``; the answer is ``up`` or ``down``."""
        try:
            async with asyncio.timeout(ANSWER_S):
                reader, writer = await asyncio.open_unix_connection(self._path)
                try:
                    writer.write(msgspec.json.encode(BrokerAsked(what)) + b"\n")
                    return msgspec.json.decode(await reader.readline(), type=BrokerIs).broker
                finally:
                    writer.close()
        except (OSError, TimeoutError, msgspec.DecodeError) as error:
            raise NoLauncher(f"nobody answers for the broker at {self._path} ({error}); is this a demo?") from error
