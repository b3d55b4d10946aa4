"""A tag keeps to the states of ISO/IEC 14443-3."""

import pytest

from hw_sim.rfid.bits import of_bytes, to_bytes, with_crc
from hw_sim.rfid.tag import REQA, WUPA, State, Tag

UID4, UID7, UID10 = bytes.fromhex("C0FFEE42"), bytes.fromhex("04632D5A1F3380"), bytes.fromhex("04112233445566778899")
HLTA, RATS, DESELECT = with_crc(b"\x50\x00"), with_crc(b"\xe0\x50"), with_crc(b"\xc2")


def say(tag: Tag, data: bytes) -> bytes:
    return to_bytes(tag.hears(of_bytes(data)))


def select(tag: Tag, *levels: str) -> list[bytes]:
    """Each level's four bytes, asked for, checked and selected; what it said to the selections."""
    said = []
    for command, level in zip((0x93, 0x95, 0x97), levels, strict=False):
        found = say(tag, bytes([command, 0x20]))
        assert found[:4] == bytes.fromhex(level) and found[4] == found[0] ^ found[1] ^ found[2] ^ found[3]
        said.append(say(tag, with_crc(bytes([command, 0x70]) + found)))
    return said


@pytest.mark.parametrize(("uid", "atqa"), [(UID4, "0400"), (UID7, "4400"), (UID10, "8400")])
def test_to_a_request_it_says_how_long_its_uid_is(uid: bytes, atqa: str) -> None:
    for request in (REQA, WUPA):
        assert to_bytes(Tag(uid).hears(request)) == bytes.fromhex(atqa)


def test_a_uid_of_four_bytes_is_one_level_and_longer_ones_are_cascaded() -> None:
    for uid, levels, sak in (
        (UID4, ("C0FFEE42",), "08"),
        (UID7, ("8804632D", "5A1F3380"), "08"),
        (UID10, ("88041122", "88334455", "66778899"), "08"),
    ):
        tag = Tag(uid)
        tag.hears(REQA)
        said = select(tag, *levels)
        assert said == [with_crc(b"\x04")] * (len(levels) - 1) + [with_crc(bytes.fromhex(sak))]
        assert tag.state is State.ACTIVE


def test_whoever_knows_some_of_its_bits_gets_the_others_and_who_has_them_wrong_gets_nothing() -> None:
    tag = Tag(UID4)
    tag.hears(REQA)
    own = of_bytes(UID4 + bytes([0xC0 ^ 0xFF ^ 0xEE ^ 0x42]))
    head = of_bytes(bytes([0x93, 0x43]))  # two bytes and three bits of the level
    assert tag.hears(head + own[:19]) == own[19:]
    assert tag.hears(head + own[:18] + (1 - own[18],)) == ()
    assert tag.state is State.READY
    assert tag.hears(of_bytes(bytes([0x93, 0x70]))) == ()
    assert tag.state.name == "IDLE"


def test_a_halted_tag_hears_the_wake_up_alone_until_it_loses_the_field() -> None:
    tag = Tag(UID4)
    tag.hears(REQA)
    select(tag, "C0FFEE42")
    assert say(tag, HLTA) == b""
    assert tag.hears(REQA) == ()
    assert tag.hears(WUPA) != ()
    assert say(tag, b"\x95\x20") == b""  # not its level: it falls back, and was halted
    assert tag.hears(REQA) == ()
    tag.loses_the_field()
    assert tag.hears(REQA) != ()


def test_an_active_tag_does_not_answer_a_request_and_is_idle_after_it() -> None:
    tag = Tag(UID4)
    tag.hears(REQA)
    select(tag, "C0FFEE42")
    assert tag.hears(REQA) == ()
    assert tag.hears(REQA) != ()


def test_part_4_begins_with_rats_and_ends_with_deselect() -> None:
    tag = Tag(UID7, sak=0x00, ats=bytes.fromhex("7577810280"))
    tag.hears(REQA)
    assert select(tag, "8804632D", "5A1F3380")[1] == with_crc(b"\x20")
    assert say(tag, RATS) == with_crc(bytes.fromhex("067577810280"))
    assert tag.hears(WUPA) == () and say(tag, b"\x00") == b""
    assert say(tag, DESELECT) == DESELECT
    assert tag.hears(REQA) == () and tag.hears(WUPA) != ()


def test_a_selection_with_a_wrong_checksum_is_none() -> None:
    tag = Tag(UID4)
    tag.hears(REQA)
    assert say(tag, bytes([0x93, 0x70]) + UID4 + b"\x93\x00\x00") == b""
    assert tag.state is State.IDLE
