from drivers.tags.wiegand import FRAME_GAP_MS, Misread, WiegandFrame, encode
from hw_sim.pins.devices import WiegandSender
from panel.config.model import ReaderConfig
from panel.ports import DeviceFailed, DeviceRecovered, KeyPressed, TagRead
from tests.support.pin_bench import D0, D1, READER, PinBench, installation

TAG = WiegandFrame(bits=26, data=0x1A2B3C)
US = 1000


def test_a_tag_is_read_when_the_line_has_been_quiet_for_the_gap() -> None:
    bench = PinBench()
    sender = WiegandSender(bench.wires, D0, D1)
    board = bench.board(installation(reader=(READER,)))
    sender.present(TAG)
    asked_ms = board.next_poll_ms()
    assert asked_ms == 999 + FRAME_GAP_MS + 1  # the last pulse began 50 us before 1000
    bench.now_ns = (asked_ms - 2) * 1_000_000
    board.poll(bench.now_ms)
    assert bench.take() == []
    bench.wait(2)
    board.poll(bench.now_ms)
    assert bench.take() == [TagRead("hall", "1A2B3C", 26, 999)]
    assert board.next_poll_ms() is None


def test_two_tags_in_one_late_poll_are_two_tags() -> None:
    bench = PinBench()
    sender = WiegandSender(bench.wires, D0, D1)
    board = bench.board(installation(reader=(READER,)))
    sender.present(TAG)
    bench.wait(100)
    sender.present(WiegandFrame(bits=34, data=0xCAFE))
    bench.wait(1000, board)
    assert bench.take() == [TagRead("hall", "1A2B3C", 26, 999), TagRead("hall", "0000CAFE", 34, 1099)]


def test_pulses_delivered_line_by_line_are_put_in_order_by_their_stamps() -> None:
    bench = PinBench()
    WiegandSender(bench.wires, D0, D1)
    board = bench.board(installation(reader=(READER,)))
    timed = [(1_000_000_000 + place * 2000 * US, bit) for place, bit in enumerate(encode(TAG))]
    bench.wait(100)
    for line, value in ((D1, 1), (D0, 0)):  # a busy loop reads one line's queue, then the other's
        for at_ns, bit in timed:
            if bit == value:
                bench.wires.drive(line, False, at_ns)
                bench.wires.drive(line, True, at_ns + 50 * US)
    bench.wait(100, board)
    assert bench.take() == [TagRead("hall", "1A2B3C", 26, 1050)]


def test_a_misread_is_counted_and_troubles_nobody() -> None:
    bench = PinBench()
    sender = WiegandSender(bench.wires, D0, D1)
    board = bench.board(installation(reader=(READER,)))
    bits = encode(TAG)
    for wrong in (bits[:-1], (1 - bits[0], *bits[1:]), (1, 0, 1)):
        sender.send(wrong)
        bench.wait(200, board)
    assert bench.take() == []
    assert board.readers["hall"].misreads == {Misread.LENGTH: 2, Misread.PARITY: 1, Misread.KEY: 0}
    sender.present(TAG)
    bench.wait(200, board)
    assert [type(event) for event in bench.take()] == [TagRead]


KEYED = ReaderConfig(name="hall", d0=D0, d1=D1, keys=True)
ONE, HASH, HASH_OF_FOUR = (1, 1, 1, 0, 0, 0, 0, 1), (0, 1, 0, 0, 1, 0, 1, 1), (1, 0, 1, 1)


def test_keys_at_a_reader_are_keys_of_a_keypad_of_its_name_and_its_tags_are_tags() -> None:
    bench = PinBench()
    sender = WiegandSender(bench.wires, D0, D1)
    board = bench.board(installation(reader=(KEYED,)))
    for bits in (ONE, HASH, HASH_OF_FOUR, encode(TAG)):
        sender.send(bits)
        bench.wait(100, board)
    said = bench.take()
    assert said == [
        KeyPressed("hall", "1", 999),
        KeyPressed("hall", "#", 1099),
        KeyPressed("hall", "#", 1199),
        TagRead("hall", "1A2B3C", 26, 1299),
    ]


def test_keys_typed_faster_than_any_finger_are_all_read() -> None:
    bench = PinBench()
    sender = WiegandSender(bench.wires, D0, D1)
    board = bench.board(installation(reader=(KEYED,)))
    for _ in range(5):
        sender.send(ONE)
        bench.wait(45)
    bench.wait(200, board)
    assert [event.key for event in bench.take() if isinstance(event, KeyPressed)] == ["1"] * 5


def test_a_burst_whose_halves_do_not_fit_is_a_misread_and_so_is_any_key_where_none_are_expected() -> None:
    bench = PinBench()
    sender = WiegandSender(bench.wires, D0, D1)
    board = bench.board(installation(reader=(KEYED,)))
    for bits in ((0, *ONE[1:]), ONE[:-1], (1, 1, 1, 1)):
        sender.send(bits)
        bench.wait(100, board)
    assert bench.take() == []
    assert board.readers["hall"].misreads == {Misread.LENGTH: 1, Misread.PARITY: 0, Misread.KEY: 2}
    board.close()
    plain = bench.board(installation(reader=(READER,)))
    sender.send(ONE)
    bench.wait(100, plain)
    assert bench.take() == []
    assert plain.readers["hall"].misreads[Misread.LENGTH] == 1


def test_noise_is_bounded_and_ends_as_one_misread() -> None:
    bench = PinBench()
    sender = WiegandSender(bench.wires, D0, D1)
    board = bench.board(installation(reader=(READER,)))
    sender.send((0, 1) * 2000)
    bench.wait(20_000, board)
    assert bench.take() == []
    assert board.readers["hall"].misreads[Misread.LENGTH] == 1


def test_a_reader_without_power_is_a_fault_after_a_second_and_well_when_it_is_back() -> None:
    bench = PinBench()
    WiegandSender(bench.wires, D0, D1)
    board = bench.board(installation(reader=(READER,)))
    bench.wires.drive(D1, False)
    bench.wait(1000, board)
    assert bench.take() == []
    bench.wait(1000, board)
    (failed,) = bench.take()
    assert isinstance(failed, DeviceFailed)
    assert failed.detail.startswith("hall: D1 (GPIO24) stays low; at rest it is high.")
    bench.wires.drive(D1, True)
    bench.wait(300, board)
    assert bench.take() == [DeviceRecovered("hall", 3100)]


def test_a_line_that_fails_is_told_once() -> None:
    bench = PinBench()
    WiegandSender(bench.wires, D0, D1)
    board = bench.board(installation(reader=(READER,)))
    bench.wires.fail(D0)
    bench.wait(500, board)
    bench.wires.heal(D0)
    bench.wait(500, board)
    assert [type(event) for event in bench.take()] == [DeviceFailed, DeviceRecovered]
