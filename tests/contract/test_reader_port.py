"""A tag reader, whatever its kind and whatever it hangs on: what panel.ports promises of one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from drivers.board import PinBoard, open_board
from drivers.tags.wiegand import Misread, WiegandFrame, encode
from hw_sim.pins.factory import SimFactory
from hw_sim.pins.wires import Wires
from hw_sim.rfid.trouble import Fault
from panel.ports import HardwareEvent, TagRead
from tests.contract.worlds import World, kinds, open_world
from tests.support.pin_bench import D0, D1, READER, installation
from tests.support.reader_bench import CHIPS, NS_PER_MS, House

TRIES = 10  # a pulse train made by hand may be torn apart on a loaded machine; a person tries again too


class Hall(Protocol):
    """A house with a reader "hall" at rest, and everything that its board said since."""

    board: PinBoard
    said: list[HardwareEvent]
    tags: tuple[tuple[str, int], ...]  # by number, with their bits: such as this reader reads

    def hold(self, tag: str) -> None:
        """Holds a tag to the reader and takes it away again, for long enough that it may come again."""
        ...

    def disturb(self) -> None:
        """Something arrives that is no tag."""
        ...

    def now_ms(self) -> int: ...


class WiegandHall:
    """On a world's wires."""

    tags: tuple[tuple[str, int], ...] = (("01A2B3", 26), ("DEADBEEF", 34))

    def __init__(self, world: World) -> None:
        self.world = world
        self.said: list[HardwareEvent] = []
        for line in (D0, D1):
            world.put(line, True)
        self.board: PinBoard = world.start(installation(reader=(READER,)), self.said.append)
        world.settle()
        self.said.clear()

    def hold(self, tag: str) -> None:
        before = len(self.said)
        for _ in range(TRIES):
            self.send(encode(WiegandFrame(len(tag) * 4 + 2, int(tag, 16))))
            if len(self.said) > before:
                return

    def disturb(self) -> None:
        self.send(encode(WiegandFrame(26, 0x01A2B3))[:20])

    def send(self, bits: tuple[int, ...]) -> None:
        """One frame, as fast as this world's wires can be moved, and the silence after it."""
        for bit in bits:
            self.world.pulse((D0, D1)[bit])
        self.world.settle()
        self.world.wait(60, self.board)

    def now_ms(self) -> int:
        return self.world.now_ms()


class ChipHall:
    """A chip with a field, on a clock moved by hand."""

    tags: tuple[tuple[str, int], ...] = (("C0FFEE42", 32), ("04632D5A1F3380", 56), ("04112233445566778899", 80))

    def __init__(self, way: str) -> None:
        self._now_ms = 1_000
        wires = Wires(lambda: self._now_ms * NS_PER_MS)
        config = installation(reader=(CHIPS[way],))
        self.house, self.said = House(config, wires), list[HardwareEvent]()
        house = self.house
        self.board = open_board(config, SimFactory(wires), buses=house.bus, ports=house.port, spis=house.spi)
        self.board.start(self.said.append)
        self.wait(1_000)
        self.said.clear()

    def hold(self, tag: str) -> None:
        for there in (True, False):
            self.house.readers.move("hall", tag, there, self._now_ms)
            self.wait(900)

    def disturb(self) -> None:
        self.house.readers.befall(Fault.HALF)
        self.wait(700)
        self.house.readers.befall(Fault.RESTORE)
        self.wait(700)

    def wait(self, ms: int) -> None:
        end_ms = self._now_ms + ms
        while self._now_ms < end_ms:
            wanted_ms = self.board.next_poll_ms()
            assert wanted_ms is not None
            self._now_ms = min(end_ms, max(wanted_ms, self._now_ms + 1))
            self.board.poll(self._now_ms)

    def now_ms(self) -> int:
        return self._now_ms


@pytest.fixture(params=[*(f"wiegand on {kind}" for kind in kinds()), *CHIPS])
def hall(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hall]:
    """A reader of each kind, on everything that this machine has for it."""
    if request.param in CHIPS:
        yield ChipHall(request.param)
        return
    with open_world(request.param.removeprefix("wiegand on "), tmp_path) as world:
        yield WiegandHall(world)


def test_a_tag_is_read_with_number_length_and_time_and_proves_nothing(hall: Hall) -> None:
    for tag, bits in hall.tags:
        before_ms = hall.now_ms()
        hall.hold(tag)
        assert len(hall.said) == 1, hall.board.readers["hall"].misreads
        read = hall.said.pop()
        assert isinstance(read, TagRead)
        assert (read.reader, read.tag, read.bits, read.proven) == ("hall", tag, bits, False)
        assert before_ms <= read.at_ms <= hall.now_ms()


def test_a_tag_that_comes_again_is_read_again(hall: Hall) -> None:
    tag, _ = hall.tags[0]
    for _ in range(3):
        hall.hold(tag)
    assert [event.tag for event in hall.said if isinstance(event, TagRead)] == [tag] * 3
    assert len(hall.said) == 3


def test_what_is_no_tag_is_counted_and_told_to_nobody_and_the_next_tag_is_read(hall: Hall) -> None:
    tag, _ = hall.tags[0]
    hall.disturb()
    assert hall.said == []
    assert sum(hall.board.readers["hall"].misreads.values()) >= 1
    hall.hold(tag)
    assert [event.tag for event in hall.said if isinstance(event, TagRead)] == [tag]


def test_a_torn_frame_is_counted_by_its_length(world: World) -> None:
    hall = WiegandHall(world)
    hall.disturb()
    assert hall.board.readers["hall"].misreads[Misread.LENGTH] >= 1  # one, unless the machine tore it further
