"""The doctor's hands on every kind of wires: devices opened one by one, and joined lines measured."""

import asyncio
import os
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import gpiozero
import pytest

from drivers.bus.i2c import Bus, SmbusWire
from drivers.bus.i2c_scan import scan
from drivers.tags.opening import Ways
from panel.doctor.contract import EDGES, findings
from panel.doctor.findings import State
from panel.doctor.heard import judged
from panel.exam.contract import measure
from panel.exam.lines import Sleep, listen
from tests.contract.worlds import LiveWorld, WiresWorld, World, kinds
from tests.support.pin_bench import COLUMNS, DOOR, KEYPAD, SIREN, installation, siren

T = TypeVar("T")
OUT, INTO = 9, 10
LISTENS_MS = 300
NS_PER_S = 1_000_000_000


def within(world: World, doing: Callable[[gpiozero.Factory, Sleep], Coroutine[Any, Any, T]]) -> T:
    """Does that in the world's own time, on the pins of a panel plugged in for it."""
    if isinstance(world, LiveWorld):
        return world.in_loop(doing(world.plug_in(), asyncio.sleep))
    assert isinstance(world, WiresWorld)

    async def sleep(seconds: float) -> None:
        world._now_ns += int(seconds * NS_PER_S)

    return asyncio.run(doing(world.plug_in(), sleep))


def no_bus(number: int) -> Bus:
    raise AssertionError(f"nothing hangs on bus {number}")


def test_every_device_says_what_its_lines_are_at_and_nothing_is_switched(world: World) -> None:
    config = installation(output=(siren(),), keypad=(KEYPAD,))
    world.put(DOOR, True)
    found = within(world, lambda factory, sleep: listen(config, factory, Ways(no_bus), sleep=sleep, for_ms=LISTENS_MS))
    told = {each.subject: each for one in found for each in judged(one)}
    assert {subject: each.state for subject, each in told.items()} == {
        "siren (siren)": State.OK,
        "door (1 Door)": State.NOTE,
        "keys": State.OK,
    }
    assert told["door (1 Door)"].found == "open: the contact is open, GPIO17 at 3.3 V"
    assert world.level(SIREN) is False


def test_a_shorted_keypad_is_told_and_the_door_all_the_same(simulated: Any) -> None:
    # Of a kernel's simulated lines too weak to be shorted before the panel pulls them.
    simulated.put(DOOR, False)
    simulated.put(COLUMNS[2], False)
    config = installation(keypad=(KEYPAD,))
    found = within(
        simulated, lambda factory, sleep: listen(config, factory, Ways(no_bus), sleep=sleep, for_ms=LISTENS_MS)
    )
    told = {each.subject: each.state for one in found for each in judged(one)}
    assert told == {"keys": State.WRONG, "door (1 Door)": State.OK}


def test_a_wire_between_two_lines_keeps_the_contract(simulated: Any) -> None:
    simulated.act(lambda wires: wires.join(OUT, INTO))
    (found,) = within(simulated, lambda factory, sleep: measure(factory, [(OUT, INTO)], sleep))
    assert [each.subject for each in findings(found) if each.state is State.WRONG] == []
    assert len(found.late_us) == EDGES
    assert found.kept


if "kernel" in kinds():
    LINES = Path(os.environ["SERENO_GPIO_SIM_LINES"])
    GAUGE, HELD = 0x40, 0x31  # the first is there, on the kernel's i2c-stub

    @contextmanager
    def joined(out: int, into: int) -> Iterator[None]:
        """A wire in a thread: what one line is at, the other is pulled to. Later than copper; fast pulses are lost."""
        over = threading.Event()
        source, sink = LINES / f"sim_gpio{out}" / "value", LINES / f"sim_gpio{into}" / "pull"

        def carry() -> None:
            before = ""
            while not over.is_set():
                level = source.read_text().strip()
                if level != before:
                    sink.write_text("pull-up" if level == "1" else "pull-down")
                    before = level

        thread = threading.Thread(target=carry)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    @contextmanager
    def in_the_kernel_s_hands(bus: int, address: int) -> Iterator[None]:
        """A chip that one of the kernel's drivers has, though it is one that does nothing (i2c-core's dummy)."""
        adapter = Path(f"/sys/bus/i2c/devices/i2c-{bus}")
        (adapter / "new_device").write_text(f"dummy {address}")
        try:
            yield
        finally:
            (adapter / "delete_device").write_text(f"{address}")

    def test_a_chip_that_a_kernel_s_driver_has_does_not_hide_the_others() -> None:
        bus = int(os.environ["SERENO_I2C_STUB"])
        with closing(SmbusWire(bus)) as wire, in_the_kernel_s_hands(bus, HELD):
            found = scan(wire)
        assert GAUGE in found.answering and found.held == {HELD}

    @pytest.mark.parametrize("world", ["kernel"], indirect=True)
    def test_a_kernel_s_edges_come_once_each_with_stamps_that_are_right(world: World) -> None:
        with joined(OUT, INTO):
            (found,) = within(world, lambda factory, sleep: measure(factory, [(OUT, INTO)], sleep))
        assert (found.error, found.levels) == ("", {0: 0, 1: 1})
        assert (len(found.late_us), found.stamped, found.clicks) == (EDGES, EDGES, 0)
        assert found.kept is False  # this wire carries changes, and there is none: test_kernel_outputs.py shows more
