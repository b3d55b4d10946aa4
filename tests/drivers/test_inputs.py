import pytest

from drivers.board import PinBoard, open_board
from drivers.errors import LineFailedError
from hw_sim.pins.devices import Contact
from panel.config.model import InputConfig, Pull, ZoneConfig
from panel.ports import DeviceFailed, DeviceRecovered, HardwareEvent, InputChanged
from tests.support.pin_bench import DOOR, PinBench, installation
from zones.kinds import Kind, Level
from zones.qualify import UNREAD, Qualified, seen
from zones.wiring import CONTACTS, Wiring


def changed(level: Level, at_ms: int) -> HardwareEvent:
    return InputChanged("door", level, at_ms)


def wired(wiring: Wiring, pull: Pull = Pull.UP) -> tuple[PinBench, Contact, PinBoard]:
    bench = PinBench()
    contact = Contact(bench.wires, DOOR, wiring, pull)
    zone = ZoneConfig(id=1, name="Door", area="house", kind=Kind.INSTANT, input="door", wiring=wiring)
    return (
        bench,
        contact,
        bench.board(installation(input=(InputConfig(name="door", pin=DOOR, pull=pull),), zone=(zone,))),
    )


@pytest.mark.parametrize("pull", [Pull.UP, Pull.DOWN])
@pytest.mark.parametrize("wiring", CONTACTS)
def test_a_contact_of_any_wiring_opens_and_closes_with_its_stamps(wiring: Wiring, pull: Pull) -> None:
    bench, contact, _ = wired(wiring, pull)
    contact.trip()
    bench.wait(60)
    contact.secure()
    assert bench.take() == [changed(Level.OPEN, 1000), changed(Level.SECURE, 1060)]


@pytest.mark.parametrize(("wiring", "level"), [(Wiring.NC, Level.OPEN), (Wiring.NO, Level.SECURE)])
def test_a_cut_cable_shows_with_nc_only(wiring: Wiring, level: Level) -> None:
    bench, contact, board = wired(wiring)
    bench.wait(100, board)
    contact.cut()
    assert board.inputs["door"].read() is level


def test_with_no_pull_of_its_own_the_line_trusts_the_resistor_outside() -> None:
    bench = PinBench()
    board = bench.board(installation(input=(InputConfig(name="door", pin=DOOR, pull=Pull.NONE),)))
    bench.wires.drive(DOOR, True)  # 2.2 kOhm to 3.3 V, the contact open
    bench.wires.drive(DOOR, False)
    assert bench.take() == [changed(Level.OPEN, 1000), changed(Level.SECURE, 1000)]
    bench.wires.drive(DOOR, None)  # resistor and contact gone: nobody can know, it stays
    assert board.inputs["door"].read() is Level.SECURE


def test_the_level_at_the_start_is_told_without_an_edge() -> None:
    bench = PinBench()
    Contact(bench.wires, DOOR).trip()
    board = open_board(installation(), bench.factory())
    bench.wait(500)
    board.start(bench.said.append)
    assert bench.take() == [changed(Level.OPEN, 1500)]


def test_an_edge_that_the_controller_lost_is_made_good_by_the_next_poll() -> None:
    bench = PinBench()
    door = Contact(bench.wires, DOOR)
    board = bench.board(installation())
    bench.wait(100, board)
    door.trip(quiet=True)
    assert bench.take() == []
    bench.wait(100, board)
    assert bench.take() == [changed(Level.OPEN, 1200)]


def test_edges_that_a_poll_overtook_still_tell_when_they_were() -> None:
    bench = PinBench(start_ms=1900)
    door = Contact(bench.wires, DOOR)
    board = bench.board(installation())
    door.trip(quiet=True)
    bench.wait(100)
    board.poll(2000)
    for at_ms, move in ((1920, door.secure), (1920, door.trip), (1940, door.secure), (1950, door.trip)):
        move(at_ns=at_ms * 1_000_000)  # stamped before the poll, delivered after it
    bench.wait(10)
    door.secure()
    said = [e for e in bench.take() if isinstance(e, InputChanged)]
    assert (said[0], said[-1]) == (changed(Level.OPEN, 2000), changed(Level.SECURE, 2010))
    state, counted = seen(UNREAD, Level.SECURE, 0, 50)
    for event in (said[0], *said[2:]):
        state, now = seen(state, event.level, event.at_ms, 50)
        counted += now
    assert counted == (Qualified(Level.SECURE, 0), Qualified(Level.OPEN, 2000))  # 1950 to 2010


def test_a_level_that_a_poll_finds_is_dated_when_it_was_read_and_not_when_the_poll_began() -> None:
    bench = PinBench()
    door = Contact(bench.wires, DOOR)
    board = bench.board(installation())
    bench.wait(100)
    began_ms = bench.now_ms
    bench.wait(5)  # other lines were read before, or another process had the processor
    door.trip(quiet=True)
    board.poll(began_ms)
    assert bench.take() == [changed(Level.OPEN, began_ms + 5)]


def test_a_poll_of_a_quiet_house_says_nothing() -> None:
    bench = PinBench()
    Contact(bench.wires, DOOR)
    board = bench.board(installation())
    bench.wait(60_000, board)
    assert bench.take() == []


def test_a_line_that_fails_says_so_once_and_comes_back_with_its_level() -> None:
    bench = PinBench()
    door = Contact(bench.wires, DOOR)
    board = bench.board(installation())
    bench.wires.fail(DOOR)
    bench.wait(500, board)
    (failed,) = bench.take()
    assert isinstance(failed, DeviceFailed)
    assert (failed.device, failed.at_ms) == ("door", 1100)
    assert failed.detail.startswith("door: reading GPIO17 failed: [Errno 5] Input/output error")
    door.trip()
    assert bench.take() == []
    bench.wires.heal(DOOR)
    bench.wait(500, board)
    assert bench.take() == [DeviceRecovered("door", 1600), changed(Level.OPEN, 1600)]


def test_reading_a_failed_line_raises_and_has_said_why() -> None:
    bench = PinBench()
    board = bench.board(installation())
    bench.wires.fail(DOOR)
    for _ in range(2):
        with pytest.raises(LineFailedError, match="GPIO17"):
            board.inputs["door"].read()
    assert [type(event) for event in bench.take()] == [DeviceFailed]


def test_a_line_that_fails_at_the_start_can_be_had_when_it_is_back() -> None:
    bench = PinBench()
    door = Contact(bench.wires, DOOR)
    bench.wires.fail(DOOR)
    with pytest.raises(Exception, match="door: "):
        bench.board(installation())  # it cannot even be claimed
    bench.wires.heal(DOOR)
    board = bench.board(installation())
    door.trip()
    assert bench.take() == [changed(Level.OPEN, 1000)]
    board.close()
    door.secure()
    assert bench.take() == []
