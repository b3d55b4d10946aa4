"""The model keeps to its data sheet: SPI, reset values, FIFO, timer, frames of odd bits, collisions."""

import pytest

from hw_sim.rfid.bits import crc_a, with_crc
from hw_sim.rfid.field import Field
from hw_sim.rfid.mfrc522 import ANSWER_NS, BIT_NS, POWER_UP_NS, Mfrc522, Register
from hw_sim.rfid.tag import Tag

MS = 1_000_000
SEVEN = bytes.fromhex("04632D5A1F3380")


def put(chip: Mfrc522, register: int, *values: int) -> None:
    chip.transfer(bytes([register << 1, *values]))


def get(chip: Mfrc522, register: int) -> int:
    return chip.transfer(bytes([register << 1 | 0x80, 0]))[1]


def made(*uids: bytes) -> Mfrc522:
    """With its timer at 25 us times 80, all of its carrier taken away and a field that is old enough."""
    field = Field()
    chip = Mfrc522(field)
    for uid in uids:
        field.bring(Tag(uid), 0)
    for register, value in ((0x2A, 0x80), (0x2B, 169), (0x2C, 0), (0x2D, 79), (0x15, 0x40), (0x0E, 0), (0x14, 0x83)):
        put(chip, register, value)
    chip.pause(10 * MS)
    return chip


def sent(chip: Mfrc522, frame: bytes, odd: int = 0, wait_ns: int = 3 * MS) -> bytes:
    """Transceive: what is in the FIFO after so long."""
    put(chip, Register.COMMAND, 0x00)
    put(chip, Register.COM_IRQ, 0x7F)
    put(chip, Register.FIFO_LEVEL, 0x80)
    put(chip, Register.FIFO_DATA, *frame)
    put(chip, Register.BIT_FRAMING, odd << 4 | odd if odd != 7 else 7)
    put(chip, Register.COMMAND, 0x0C)
    put(chip, Register.BIT_FRAMING, 0x80 | (odd << 4 | odd if odd != 7 else 7))
    chip.pause(wait_ns)
    return bytes(get(chip, Register.FIFO_DATA) for _ in range(get(chip, Register.FIFO_LEVEL)))


@pytest.mark.parametrize(
    ("register", "value"),
    [(0x01, 0x20), (0x02, 0x80), (0x04, 0x14), (0x0C, 0x10), (0x0E, 0xA0), (0x11, 0x3F), (0x14, 0x80), (0x37, 0x92)],
)
def test_a_reset_leaves_the_values_of_the_sheet(register: int, value: int) -> None:
    chip = made()
    assert get(Mfrc522(Field()), register) == value
    put(chip, Register.COMMAND, 0x0F)
    assert get(chip, register) == value


def test_each_address_of_a_read_is_answered_with_the_next_byte_and_a_write_goes_on_to_the_same() -> None:
    chip = made()
    assert chip.transfer(bytes([0x2A << 1 | 0x80, 0x2B << 1 | 0x80, 0x37 << 1 | 0x80, 0])) == b"\x00\x80\xa9\x92"
    put(chip, Register.FIFO_DATA, 1, 2, 3)
    assert get(chip, Register.FIFO_LEVEL) == 3
    assert chip.transfer(bytes([0x09 << 1 | 0x80] * 3 + [0])) == b"\x00\x01\x02\x03"
    assert get(chip, Register.FIFO_LEVEL) == 0


def test_a_fifo_of_64_overflows_and_is_flushed() -> None:
    chip = made()
    put(chip, Register.FIFO_DATA, *range(65))
    assert (get(chip, Register.FIFO_LEVEL), get(chip, Register.ERROR)) == (64, 0x10)
    put(chip, Register.FIFO_LEVEL, 0x80)
    assert (get(chip, Register.FIFO_LEVEL), get(chip, Register.ERROR), get(chip, Register.FIFO_DATA)) == (0, 0, 0)


def test_interrupts_are_set_and_cleared_by_their_first_bit() -> None:
    chip = made()
    put(chip, Register.COM_IRQ, 0x7F)
    assert get(chip, Register.COM_IRQ) == 0
    put(chip, Register.COM_IRQ, 0xA1)
    assert get(chip, Register.COM_IRQ) == 0x21


def test_what_only_reads_is_not_written() -> None:
    chip = made()
    for register in (Register.VERSION, Register.ERROR, Register.CONTROL, 0x07):
        before = get(chip, register)
        put(chip, register, ~before & 0xFF)
        assert get(chip, register) == before


def test_nobody_answers_and_the_timer_says_so_after_2_ms() -> None:
    chip = made()
    assert sent(chip, b"\x26", 7, wait_ns=MS) == b""
    assert not get(chip, Register.COM_IRQ) & 0x21
    chip.pause(int(1.2 * MS))
    assert get(chip, Register.COM_IRQ) & 0x61 == 0x41


def test_a_timer_that_is_not_told_to_start_by_itself_does_not() -> None:
    chip = made()
    put(chip, Register.T_MODE, 0x00)
    sent(chip, b"\x26", 7, wait_ns=1_000 * MS)
    assert not get(chip, Register.COM_IRQ) & 0x01


def test_a_tag_answers_a_request_when_it_is_time() -> None:
    chip = made(SEVEN)
    assert sent(chip, b"\x26", 7, wait_ns=ANSWER_NS) == b""
    chip = made(SEVEN)
    assert sent(chip, b"\x26", 7, wait_ns=ANSWER_NS + 40 * BIT_NS) == b"\x44\x00"
    assert get(chip, Register.COM_IRQ) & 0x21 == 0x20, "and the timer stands still"


def test_a_request_of_eight_bits_is_none() -> None:
    assert sent(made(SEVEN), b"\x26") == b""


@pytest.mark.parametrize(("register", "value"), [(0x14, 0x80), (0x15, 0x00)])
def test_without_field_or_with_less_than_all_of_its_carrier_nobody_hears_it(register: int, value: int) -> None:
    chip = made(SEVEN)
    put(chip, register, value)
    assert sent(chip, b"\x26", 7) == b""


def test_a_tag_needs_five_milliseconds_of_field() -> None:
    chip = made(SEVEN)
    put(chip, Register.TX_CONTROL, 0x80)
    put(chip, Register.TX_CONTROL, 0x83)
    assert sent(chip, b"\x26", 7) == b""
    chip.pause(POWER_UP_NS)
    assert sent(chip, b"\x26", 7) == b"\x44\x00"


def test_without_transceive_nothing_is_sent() -> None:
    chip = made(SEVEN)
    put(chip, Register.FIFO_DATA, 0x26)
    put(chip, Register.BIT_FRAMING, 0x87)
    chip.pause(3 * MS)
    assert get(chip, Register.FIFO_LEVEL) == 1


def test_idle_ends_what_is_under_way() -> None:
    chip = made(SEVEN)
    sent(chip, b"\x26", 7, wait_ns=0)
    put(chip, Register.COMMAND, 0x00)
    chip.pause(3 * MS)
    assert not get(chip, Register.COM_IRQ) & 0x61


def test_one_tag_is_selected_level_by_level() -> None:
    chip = made(SEVEN)
    sent(chip, b"\x26", 7)
    first = sent(chip, b"\x93\x20")
    assert first == b"\x88\x04\x63\x2d" + bytes([0x88 ^ 0x04 ^ 0x63 ^ 0x2D])
    assert sent(chip, with_crc(b"\x93\x70" + first)) == b"\x04" + crc_a(b"\x04")
    second = sent(chip, b"\x95\x20")
    assert second[:4] == SEVEN[3:]
    assert sent(chip, with_crc(b"\x95\x70" + second))[0] == 0x08


def test_two_tags_collide_and_the_place_counts_from_the_fifo_s_first_bit() -> None:
    one, two = bytes([0x0F, 0x01, 0x02, 0x03]), bytes([0x0F, 0x05, 0x02, 0x03])
    chip = made(one, two)
    sent(chip, b"\x26", 7)
    assert sent(chip, b"\x93\x20") == b"\x0f\x05\x00\x00\x00"
    assert get(chip, Register.ERROR) == 0x08
    assert get(chip, Register.COLL) == 11
    # The eleven bits that are known, the last of them a 1: two bytes, of the second three bits.
    assert sent(chip, b"\x93\x33\x0f\x05", odd=3) == bytes([0x00, 0x02, 0x03, 0x0F ^ 0x05 ^ 0x02 ^ 0x03])
    assert get(chip, Register.COLL) & 0x20


def test_the_32nd_bit_is_place_0_and_one_behind_it_has_no_place() -> None:
    for one, two, place in ((0x03, 0x83, 0x00), (0x03, 0x03, 0x20)):
        chip = made(bytes([1, 2, 3, one]), bytes([1, 2, 3, two]))
        first, second = chip.field.tags
        if one == two:
            second._levels = (first._levels[0][:4] + b"\xff",)
        sent(chip, b"\x26", 7)
        sent(chip, b"\x93\x20")
        assert get(chip, Register.COLL) & 0x3F == place


def test_bits_after_a_collision_are_left_where_that_is_wanted() -> None:
    chip = made(bytes([0x00, 1, 2, 3]), bytes([0x01, 1, 2, 3]))
    put(chip, Register.COLL, 0x80)
    sent(chip, b"\x26", 7)
    assert sent(chip, b"\x93\x20")[1:4] == b"\x01\x02\x03"


def test_the_last_byte_s_bits_are_counted() -> None:
    chip = made(b"\x01\x02\x03\x04")
    sent(chip, b"\x26", 7)
    sent(chip, b"\x93\x23\x01", odd=3)
    assert get(chip, Register.CONTROL) & 0x07 == 0, "37 bits from the third on end a byte"


def test_one_that_loses_its_supply_forgets_and_so_do_its_tags() -> None:
    chip = made(SEVEN)
    sent(chip, b"\x26", 7)
    chip.loses_its_supply()
    assert not chip.has_field and not chip.field.on
    assert get(chip, Register.T_MODE) == 0
