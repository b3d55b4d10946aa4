"""Gestures are played in real time, and listeners never hold the house up."""

import asyncio
import time

from hw_sim.pins.wires import Wires
from hw_sim.world.look import Change
from hw_sim.world.shell import LISTENER_QUEUE_MAX, Listeners, Player
from hw_sim.world.stage import Stage
from tests.hw_sim.small_house import CONFIG, TAGS
from tests.hw_sim.waiting import until

CHANGE = Change(wire="door", kind="input", state="open", at_ms=1, at_us=1_000)


def test_a_gesture_is_over_when_play_returns() -> None:
    told: list[str] = []

    async def story() -> None:
        stage = Stage(CONFIG, TAGS, Wires(time.monotonic_ns), lambda change: told.append(change.state))
        player = Player(stage)
        async with asyncio.TaskGroup() as tasks:
            running = tasks.create_task(player.run())
            await player.play(stage.house.open("door", player.now_ms()))
            await player.play(stage.house.keys("1", player.now_ms()))
            assert stage.next_ms() is None
            running.cancel()
        assert player.look().inputs["door"] == "open"

    asyncio.run(story())
    assert told == ["open"]


def test_a_gesture_goes_on_without_whoever_asked_for_it() -> None:
    async def story() -> None:
        wires = Wires(time.monotonic_ns)
        player = Player(Stage(CONFIG, TAGS, wires, lambda change: None))
        async with asyncio.TaskGroup() as tasks:
            running = tasks.create_task(player.run())
            asking = tasks.create_task(player.play(player.stage.house.keys("1", player.now_ms())))
            await asyncio.sleep(0.02)
            asking.cancel()
            assert wires.netlist.joints
            await until(lambda: not wires.netlist.joints)
            running.cancel()

    asyncio.run(story())


def test_every_listener_hears_every_change_and_the_end() -> None:
    listeners = Listeners()
    first, second = listeners.join(), listeners.join()
    listeners.tell(CHANGE)
    listeners.end()
    assert [first.get_nowait(), first.get_nowait()] == [CHANGE, None]
    assert [second.get_nowait(), second.get_nowait()] == [CHANGE, None]


def test_a_listener_that_does_not_listen_is_let_go() -> None:
    listeners = Listeners()
    queue = listeners.join()
    for _ in range(LISTENER_QUEUE_MAX + 5):
        listeners.tell(CHANGE)
    heard = [queue.get_nowait() for _ in range(queue.qsize())]
    assert len(heard) == LISTENER_QUEUE_MAX
    assert heard[-1] is None
