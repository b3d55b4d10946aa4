"""How a reader's firmware finds tags, alone and among others."""

import random

import pytest

from hw_sim.rfid.field import Field
from hw_sim.rfid.search import Found, find, halt
from hw_sim.rfid.tag import Tag


def field(*tags: Tag) -> Field:
    made = Field()
    made.switch(True)
    for tag in tags:
        made.bring(tag, 0)
    return made


@pytest.mark.parametrize(
    ("uid", "atqa"), [("C0FFEE42", "0400"), ("04632D5A1F3380", "4400"), ("04112233445566778899", "8400")]
)
def test_a_tag_alone_is_found_whole(uid: str, atqa: str) -> None:
    tag = Tag(bytes.fromhex(uid))
    assert find(field(tag), halted_too=False) == Found(bytes.fromhex(atqa), 0x08, tag.uid, b"")


def test_one_of_part_4_is_spoken_to_and_says_its_ats() -> None:
    found = find(field(Tag(bytes.fromhex("04632D5A1F3380"), 0x00, b"\x75\x77")), halted_too=False)
    assert found is not None and (found.sak, found.ats) == (0x20, b"\x03\x75\x77")


def test_among_fifty_tags_each_is_found_once_the_others_are_asleep() -> None:
    chance = random.Random(1)
    tags = [Tag(bytes([0x04]) + chance.randbytes(size - 1)) for size in (4, 7, 10) * 16]
    here, found = field(*tags), []
    while (each := find(here, halted_too=False)) is not None:
        found.append(each.uid)
        halt(here, each)
    assert sorted(found) == sorted(tag.uid for tag in tags)
    assert find(here, halted_too=True) is not None


def test_nobody_is_found_where_nobody_is() -> None:
    assert find(field(), halted_too=True) is None


def test_a_tag_that_leaves_in_the_middle_is_nobody() -> None:
    class Leaving(Field):
        def says(self, frame: tuple[int, ...]):  # type: ignore[no-untyped-def]
            answer = super().says(frame)
            if len(frame) > 16:
                self.take(self.tags[0], 0)
            return answer

    here = Leaving()
    here.switch(True)
    here.bring(Tag(bytes.fromhex("04632D5A1F3380")), 0)
    assert find(here, halted_too=False) is None
