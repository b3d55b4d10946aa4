"""The launcher kills and starts the broker when the house asks."""

import asyncio
import sys
from pathlib import Path

from hw_sim.launch.children import Child, Program
from hw_sim.launch.control import Control
from hw_sim.world.broker_switch import BrokerSwitch
from tests.hw_sim.waiting import until


def test_the_broker_goes_and_comes_as_asked(tmp_path: Path) -> None:
    answers: list[str] = []

    async def story() -> None:
        child = Child(
            Program("broker", (sys.executable, "-c", "import time; time.sleep(600)"), tmp_path / "log"), answers.append
        )
        switch = BrokerSwitch(tmp_path / "launch.sock")
        async with asyncio.TaskGroup() as tasks:
            forever = [tasks.create_task(child.keep())]
            forever.append(tasks.create_task(Control(child).serve(tmp_path / "launch.sock")))
            await until((tmp_path / "launch.sock").exists)
            answers.extend([await switch.ask(what) for what in ("state", "start", "kill", "kill", "state")])
            for task in forever:
                task.cancel()

    asyncio.run(story())
    assert answers == ["down", "up", "down", "down", "down"]
