"""Several tags in one field, and what an antenna hears of them."""

from hw_sim.rfid.bits import of_bytes, to_bytes
from hw_sim.rfid.field import Field
from hw_sim.rfid.tag import REQA, State, Tag


def field(*uids: str) -> Field:
    made = Field()
    made.switch(True)
    for uid in uids:
        made.bring(Tag(bytes.fromhex(uid)), 0)
    return made


def test_without_a_field_nobody_speaks() -> None:
    dark = field("C0FFEE42")
    dark.switch(False)
    assert dark.says(REQA).bits == ()


def test_two_tags_say_the_same_until_they_differ_and_a_one_is_what_is_seen() -> None:
    both = field("C0FFEE42", "C0FFEE43")
    assert to_bytes(both.says(REQA).bits) == b"\x04\x00"
    answer = both.says(of_bytes(b"\x93\x20"))
    assert answer.collisions == (24, 32)  # the lowest bit of the fourth byte, and of the check byte behind it
    assert to_bytes(answer.bits)[3] == 0x43


def test_whoever_is_switched_off_forgets_and_whoever_comes_is_told_before() -> None:
    told: list[int] = []
    made = field("C0FFEE42")
    made.before = told.append
    made.says(REQA)
    made.switch(False)
    assert made.tags[0].state is State.IDLE
    tag = made.tags[0]
    made.take(tag, 500)
    made.take(tag, 600)
    made.bring(tag, 700)
    made.bring(tag, 800)
    assert told == [500, 600, 700, 800] and made.tags == (tag,)
