"""Frames of a PN532, as its user manual (UM0701-02) and those who have recorded it print them."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.errors import ReaderError
from drivers.tags import pn532
from drivers.tags.pn532 import ACK, NACK, Command, Response, Sign, Stream, Target

# Commands as they are printed everywhere (user manual, chapter 7; libnfc's logs of a PN532 on I2C).
COMMANDS = [
    (pn532.frame(Command.GET_FIRMWARE_VERSION), "00 00 FF 02 FE D4 02 2A 00"),
    (pn532.sam_normal(), "00 00 FF 03 FD D4 14 01 17 00"),
    (pn532.passive_retries(1), "00 00 FF 06 FA D4 32 05 FF 01 01 F4 00"),
    (pn532.list_targets(1), "00 00 FF 04 FC D4 4A 01 00 E1 00"),
    (pn532.list_targets(2), "00 00 FF 04 FC D4 4A 02 00 E0 00"),
    (pn532.field_off(), "00 00 FF 04 FC D4 32 01 00 F9 00"),
    (pn532.release_all(), "00 00 FF 03 FD D4 52 00 DA 00"),
    (pn532.exchange(1, b"\x30\x04"), "00 00 FF 05 FB D4 40 01 30 04 B7 00"),
]
ANSWERS = [
    ("00 00 FF 00 FF 00", Sign.ACK),
    ("00 00 FF FF 00 00", Sign.NACK),
    ("00 00 FF 01 FF 7F 81 00", Sign.ERROR),
    ("00 00 FF 06 FA D5 03 32 01 06 07 E8 00", Response(0x02, b"\x32\x01\x06\x07")),
    ("00 00 FF 02 FE D5 15 16 00", Response(0x14, b"")),
    ("00 00 FF 02 FE D5 33 F8 00", Response(0x32, b"")),
    ("00 00 FF 03 FD D5 4B 00 E0 00", Response(0x4A, b"\x00")),
    (  # a MIFARE Classic of 1 KB
        "00 00 FF 0C F4 D5 4B 01 01 00 04 08 04 FB 0E E2 0B D8 00",
        Response(0x4A, bytes.fromhex("01 01 0004 08 04 FB0EE20B")),
    ),
]
CLASSIC, ULTRALIGHT, DESFIRE, LONG = (
    bytes.fromhex("01 0004 08 04 FB0EE20B"),
    bytes.fromhex("01 0044 00 07 047BCB51962280"),
    bytes.fromhex("01 0344 20 07 04632D5A1F3380 06 7577810280"),
    bytes.fromhex("02 0084 00 0A 04112233445566778899"),
)


@pytest.mark.parametrize(("made", "printed"), COMMANDS)
def test_a_command_is_the_frame_that_is_printed_of_it(made: bytes, printed: str) -> None:
    assert made == bytes.fromhex(printed)


@pytest.mark.parametrize(("printed", "meant"), ANSWERS)
def test_an_answer_is_read_whole_byte_by_byte_and_between_others(printed: str, meant: Sign | Response) -> None:
    data = bytes.fromhex(printed)
    assert Stream().feed(data) == [meant]
    single = Stream()
    assert [heard for each in data for heard in single.feed(bytes([each]))] == [meant]
    assert Stream().feed(ACK + data + data) == [Sign.ACK, meant, meant]


@pytest.mark.parametrize("extra", [b"", b"\x00", b"\x00" * 40])
def test_preamble_and_postamble_may_be_of_any_length(extra: bytes) -> None:
    answer = bytes.fromhex("FF 02 FE D5 15 16")
    assert Stream().feed(b"\x00" + extra + answer + extra + b"\x00" + ACK) == [Response(0x14, b""), Sign.ACK]


@pytest.mark.parametrize(
    "damaged",
    [
        "00 00 FF 02 FD D5 15 16 00",  # length and its checksum
        "00 00 FF 02 FE D5 15 17 00",  # data and theirs
        "00 00 FF 02 FE D4 15 17 00",  # a command, as if the host heard itself
        "00 00 FF 01 FF D5 2B 00",  # nothing said
        "00 00 FF 00 00 D5 00",  # as somebody met it on a bad line
        "00 00 FF FF FF 01 00 FF D5 41 00",  # an extended frame, which none of our commands is answered with
    ],
)
def test_what_is_no_frame_is_damaged_and_the_next_one_is_read(damaged: str) -> None:
    stream = Stream()
    assert set(stream.feed(bytes.fromhex(damaged))) == {Sign.DAMAGED}
    assert stream.feed(bytes.fromhex("0000FF02FED5151600"))[-1] == Response(0x14, b"")


def test_garbage_is_counted_and_zeroes_are_none() -> None:
    stream = Stream()
    assert stream.feed(b"\x55\x55\x00\x00\xaa" + ACK + b"\x00" * 9 + b"\x13") == [Sign.ACK]
    assert stream.garbage == 4


def test_half_a_frame_is_forgotten_when_it_is_asked_anew() -> None:
    stream = Stream()
    assert stream.feed(bytes.fromhex("00 00 FF 20 E0 D5 4B")) == []
    stream.forget()
    assert stream.feed(ACK) == [Sign.ACK]


@given(st.binary(max_size=200), st.lists(st.integers(1, 30)), st.sampled_from([frame for frame, _ in ANSWERS]))
def test_a_frame_after_anything_is_read_once_that_is_over(garbage: bytes, cuts: list[int], printed: str) -> None:
    stream, data, heard = Stream(), bytes.fromhex(printed), list[pn532.Heard]()
    for cut in cuts:
        heard += stream.feed(garbage[:cut])
        garbage = garbage[cut:]
    stream.feed(garbage)
    stream.forget()
    assert stream.feed(data) == Stream().feed(data)


def test_a_hundred_thousand_strings_of_noise_raise_nothing_and_keep_nothing() -> None:
    chance, stream = random.Random(532), Stream()
    for _ in range(100_000):
        noise = chance.randbytes(chance.randrange(40))
        if chance.random() < 0.3:
            noise += b"\x00\xff" + chance.randbytes(3)
        for heard in stream.feed(noise):
            if isinstance(heard, Response):
                assert heard.command <= 0xFE
        assert len(stream._kept) <= 260
    stream.feed(b"\x01" * 300)  # whatever was pending is complete by now, and wrong
    assert stream.feed(ACK) == [Sign.ACK]


def test_the_tags_of_a_listing_are_told_by_number_kind_uid_and_answer_to_select() -> None:
    assert pn532.targets(b"\x00") == ()
    assert pn532.targets(b"\x01" + CLASSIC) == (Target(1, 0x0004, 0x08, bytes.fromhex("FB0EE20B"), b""),)
    assert pn532.targets(b"\x01" + ULTRALIGHT) == (Target(1, 0x0044, 0x00, bytes.fromhex("047BCB51962280"), b""),)
    assert pn532.targets(b"\x02" + DESFIRE + LONG) == (
        Target(1, 0x0344, 0x20, bytes.fromhex("04632D5A1F3380"), bytes.fromhex("7577810280")),
        Target(2, 0x0084, 0x00, bytes.fromhex("04112233445566778899"), b""),
    )


def test_a_tag_of_part_4_that_said_no_answer_to_select_is_a_tag_all_the_same() -> None:
    (target,) = pn532.targets(b"\x01" + DESFIRE[:12])
    assert target.ats == b""


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x03" + CLASSIC * 3,  # more than it can hold
        b"\x01",
        b"\x02" + CLASSIC,
        b"\x01" + CLASSIC[:-1],
        b"\x01" + bytes.fromhex("01 0004 08 05 FB0EE20B00"),  # no NFCID1 has five bytes
        b"\x01" + DESFIRE[:-1],
        b"\x01" + DESFIRE[:12] + b"\x00",
    ],
)
def test_what_is_no_listing_is_refused_with_what_it_was(data: bytes) -> None:
    with pytest.raises(ReaderError, match=r"none|cut short"):
        pn532.targets(data)


@given(st.binary(max_size=64))
def test_no_listing_whatever_is_in_it_raises_anything_else(data: bytes) -> None:
    try:
        found = pn532.targets(data)
    except ReaderError:
        return
    assert all(len(target.nfcid) in (4, 7, 10) for target in found)


def test_a_pn532_is_known_by_its_first_byte() -> None:
    assert pn532.is_pn532(bytes.fromhex("32010607"))
    assert not pn532.is_pn532(bytes.fromhex("33010607"))
    assert not pn532.is_pn532(b"\x32")


def test_what_a_tag_said_comes_behind_a_status_and_anything_but_well_is_refused() -> None:
    assert pn532.exchanged(bytes.fromhex("00 04 11 22 33")) == bytes.fromhex("04112233")
    for data, said in ((b"\x01", "status 0x01"), (b"\x40\x00", "status 0x40"), (b"", "no status")):
        with pytest.raises(ReaderError, match=said):
            pn532.exchanged(data)


def test_the_two_signs_are_told_apart() -> None:
    assert Stream().feed(NACK + ACK) == [Sign.NACK, Sign.ACK]
