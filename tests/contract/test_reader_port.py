"""A Wiegand reader, whatever wires it hangs on."""

import pytest

from drivers.board import PinBoard
from drivers.wiegand import Misread, WiegandFrame, encode
from panel.ports import HardwareEvent, TagRead
from tests.contract.worlds import World
from tests.support.pin_bench import D0, D1, READER, installation

TRIES = 10  # a pulse train made by hand may be torn apart on a loaded machine; a person tries again too


class Hall:
    """A house with a reader at rest."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.said: list[HardwareEvent] = []
        for line in (D0, D1):
            world.put(line, True)
        self.board: PinBoard = world.start(installation(reader=(READER,)), self.said.append)
        world.settle()
        self.said.clear()

    def send(self, bits: tuple[int, ...]) -> None:
        """One frame, as fast as this world's wires can be moved, and the silence after it."""
        for bit in bits:
            self.world.pulse((D0, D1)[bit])
        self.world.settle()
        self.world.wait(60, self.board)


@pytest.mark.parametrize(
    ("frame", "tag"), [(WiegandFrame(26, 0x01A2B3), "01A2B3"), (WiegandFrame(34, 0xDEADBEEF), "DEADBEEF")]
)
def test_a_tag_is_read_with_number_length_and_time(world: World, frame: WiegandFrame, tag: str) -> None:
    hall = Hall(world)
    before_ms = world.now_ms()
    for _ in range(TRIES):
        hall.send(encode(frame))
        if hall.said:
            break
    assert len(hall.said) == 1, hall.board.readers["hall"].misreads
    (read,) = hall.said
    assert isinstance(read, TagRead)
    assert (read.reader, read.tag, read.bits) == ("hall", tag, frame.bits)
    assert before_ms <= read.at_ms <= world.now_ms()


def test_a_torn_frame_is_counted_and_no_tag(world: World) -> None:
    hall = Hall(world)
    hall.send(encode(WiegandFrame(26, 0x01A2B3))[:20])
    assert hall.said == []
    assert hall.board.readers["hall"].misreads[Misread.LENGTH] >= 1  # one, unless the machine tore it further
