"""Without a launcher nobody can say anything about the broker."""

import asyncio
from pathlib import Path

import pytest

from hw_sim.world.broker_switch import BrokerSwitch
from hw_sim.world.errors import NoLauncher


def test_nobody_there_is_an_answer_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(NoLauncher, match="nobody answers for the broker"):
        asyncio.run(BrokerSwitch(tmp_path / "launch.sock").ask("state"))


def test_nonsense_from_there_too(tmp_path: Path) -> None:
    async def babble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.write(b"?\n")
        writer.close()

    async def story() -> None:
        async with await asyncio.start_unix_server(babble, tmp_path / "launch.sock"):
            with pytest.raises(NoLauncher):
                await BrokerSwitch(tmp_path / "launch.sock").ask("state")

    asyncio.run(story())
