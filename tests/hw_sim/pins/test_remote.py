"""The panel's end of the socket, against a world that may go or talk nonsense."""

import asyncio
import errno
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import gpiozero
import pytest

from hw_sim.pins.netlist import Bias, Setting
from hw_sim.pins.remote import COMMSD, RemoteSimFactory, RemoteWires
from hw_sim.pins.wire_format import ProtocolError, snapshot
from hw_sim.pins.wires import Wires
from tests.support.waiting import until

Made = TypeVar("Made")
NAME_MAX = 40


class World:
    """A listening socket that says exactly what it is told to."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.listener.bind(str(path))
        self.listener.listen()
        self.panels: list[socket.socket] = []
        self.names: list[str] = []

    def greet(self, text: str, connect: Callable[[Path], Made]) -> Made:
        """Lets a panel connect, and meets it with these words."""

        def accept() -> None:
            panel, _ = self.listener.accept()
            self.panels.append(panel)
            self.names.append(panel.recv(NAME_MAX).decode())
            panel.sendall(text.encode())

        thread = threading.Thread(target=accept)
        thread.start()
        try:
            return connect(self.path)
        finally:
            thread.join()

    def hear(self) -> str:
        self.panels[-1].settimeout(5)
        return self.panels[-1].recv(1 << 16).decode()

    def close(self) -> None:
        for each in (*self.panels, self.listener):
            each.close()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    opened = World(tmp_path / "world.sock")
    yield opened
    opened.close()


def greeting(wires: Wires | None = None) -> str:
    return "".join(f"{line}\n" for line in snapshot(wires or Wires(lambda: 0)))


def test_it_takes_over_levels_settings_joints_and_failures(world: World) -> None:
    there = Wires(lambda: 0)
    there.configure(22, Setting(output=True, level=True))
    there.configure(17, Setting(pull=Bias.UP))
    there.drive(17, False)
    there.join(5, 12)
    there.fail(4)
    here = world.greet(greeting(there), RemoteWires)
    assert here.netlist == there.netlist
    assert here.failing == {4}
    here.close()


def test_it_says_who_it_is_before_anything_else(world: World) -> None:
    for connect in (RemoteWires, lambda path: RemoteWires(path, COMMSD)):
        world.greet(greeting(), connect).close()
    assert world.names == ["panel alarmd\n", "panel commsd\n"]


def test_acts_that_come_with_the_greeting_are_not_lost(world: World) -> None:
    here = world.greet(greeting() + "drive 17 1 3 edge\n", RemoteWires)
    assert here.level(17) is True
    here.close()


def test_a_setting_leaves_before_the_call_returns_and_an_unchanged_one_not_at_all(world: World) -> None:
    here = world.greet(greeting(), RemoteWires)
    for _ in range(2):
        here.configure(22, Setting(output=True, level=True))
    here.configure(4, Setting(pull=Bias.UP))
    assert world.hear() == "set 22 out floating 1\n"
    here.close()


def test_settings_leave_in_the_order_made_even_when_one_answers_another_s_edge(world: World) -> None:
    here = world.greet(greeting(), RemoteWires)
    here.configure(5, Setting(pull=Bias.UP))
    here.watch(5, lambda at_ns, level: here.configure(5, Setting(pull=Bias.UP)))
    here.configure(5, Setting(output=True, level=False))
    assert world.hear() == "set 5 out floating 0\nset 5 in up 0\n"
    here.close()


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("sereno-pins 9\nready\n", ProtocolError, "expected 'sereno-pins 2' from the world, got 'sereno-pins 9'"),
        (
            "refused another alarmd holds these pins\n",
            ConnectionRefusedError,
            "refused another alarmd holds these pins",
        ),
        ("sereno-pins 2\nburn 1 1 0 edge\nready\n", ProtocolError, "not an act of the world: 'burn 1 1 0 edge'"),
    ],
)
def test_a_world_that_will_not_have_it_is_an_error_at_once(
    world: World, text: str, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        world.greet(text, RemoteWires)


def test_no_world_at_all_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        RemoteWires(tmp_path / "world.sock")


def test_when_the_world_goes_every_pin_answers_as_if_its_chip_were_gone(world: World) -> None:
    factory = world.greet(greeting(), RemoteSimFactory)
    door = gpiozero.InputDevice(17, pull_up=True, pin_factory=factory)
    siren = gpiozero.OutputDevice(22, pin_factory=factory)

    async def story() -> None:
        factory.attach(asyncio.get_running_loop())
        world.panels[-1].close()
        await until(lambda: not factory.plugged_in, "the end of the world")

    asyncio.run(story())
    for use in (lambda: door.pin.state, siren.on):
        with pytest.raises(OSError, match="No such device") as gone:
            use()
        assert gone.value.errno == errno.ENODEV
    factory.close()


def test_a_world_that_does_not_read_is_given_up_not_waited_for(world: World) -> None:
    here = world.greet(greeting(), RemoteWires)

    def never_stops() -> None:
        for turn in range(1_000_000):
            here.configure(22, Setting(output=True, level=turn % 2 == 0))

    with pytest.raises(OSError, match="No such device"):
        never_stops()
    assert not here.plugged_in


def test_nonsense_from_a_running_world_unplugs_it_and_is_not_swallowed(world: World) -> None:
    here = world.greet(greeting(), RemoteWires)
    errors: list[dict[str, object]] = []

    async def story() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: errors.append(context))
        here.attach(loop)
        world.panels[-1].sendall(b"what?\n")
        await until(lambda: not here.plugged_in, "the unplugging")

    asyncio.run(story())
    assert [type(context["exception"]) for context in errors] == [ProtocolError]
