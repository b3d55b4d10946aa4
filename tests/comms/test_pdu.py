"""Text messages in hexadecimal, as modems take and give them."""

import contextlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms import gsm7
from comms.errors import PduError
from comms.pdu import (
    PART_SEPTETS,
    PART_UCS2,
    Deliver,
    Fate,
    Part,
    StatusReport,
    fate,
    received,
    relative_validity,
    submit,
)

ANA = "+34616585119"
LONG_VALIDITY = timedelta(days=4)


@pytest.mark.parametrize(
    ("to", "text", "more", "pdu"),
    [
        (ANA, "hola", {}, "0001000B914316565811F9000004E8373B0C"),
        (ANA, "hola", {"valid_for": LONG_VALIDITY}, "0011000B914316565811F90000AA04E8373B0C"),
        ("+34654123456", "hey yo", {"status_report": True}, "0021000B914356143254F6000006E8721E947F03"),
        ("+34654123456", "BÄRÇA äñ@", {}, "0001000B914356143254F6000009C2AD341104EDFB00"),
        (ANA, "あ叶葉", {}, "0001000B914316565811F9000806304253F68449"),
        (
            "655345678",
            "Русский",
            {"valid_for": LONG_VALIDITY},
            "001100098156355476F80008AA0E0420044304410441043A04380439",
        ),
    ],
)
def test_a_message_is_written_as_other_programs_write_it(to: str, text: str, more: dict[str, object], pdu: str) -> None:
    (found,) = submit(to, text, **more)  # type: ignore[arg-type]  # words of a dict
    assert (found.hex, found.length) == (pdu, len(pdu) // 2 - 1)


def test_messages_that_came_read_as_they_were_sent() -> None:
    greeting = "07911326040000F0040B911346610089F60000208062917314080CC8F71D14969741F977FD07"
    assert received(greeting) == Deliver(
        sender="+31641600986", text="How are you?", sent_at=datetime(2002, 8, 26, 19, 37, 41, tzinfo=UTC)
    )
    in_summer = "0791447758100650040C914497716247010000909010711423400A2050EC468B81C4733A"
    assert received(in_summer) == Deliver(
        sender="+447917267410", text="  1741 bst", sent_at=datetime(2009, 9, 1, 16, 41, 32, tzinfo=UTC)
    )


def test_what_became_of_a_message_names_it_by_its_reference() -> None:
    report = received("0791538375000075061805810531F1019082416500400190824165004000")
    assert report == StatusReport(reference=24, recipient="50131", status=0)
    abroad = received("0006D60B911326880736F4111011719551401110117195714000")
    assert abroad == StatusReport(reference=214, recipient="+31628870634", status=0)
    assert [fate(status) for status in (0x00, 0x1F, 0x20, 0x3F, 0x40, 0x7F)] == [
        *(Fate.DELIVERED, Fate.DELIVERED, Fate.TRYING, Fate.TRYING, Fate.FAILED, Fate.FAILED)
    ]


@pytest.mark.parametrize(
    ("valid_for", "validity"),
    [
        (timedelta(minutes=5), 0),
        (timedelta(minutes=6), 1),
        (timedelta(minutes=30), 5),
        (timedelta(hours=12), 143),
        (timedelta(hours=12, minutes=1), 144),
        (timedelta(hours=13), 145),
        (timedelta(hours=24), 167),
        (timedelta(hours=25), 168),
        (timedelta(days=2), 168),
        (timedelta(days=30), 196),
        (timedelta(days=31), 197),
        (timedelta(weeks=5), 197),
        (timedelta(weeks=63), 255),
        (timedelta(weeks=99), 255),
        (timedelta(0), 0),
    ],
)
def test_a_message_is_valid_for_at_least_the_time_asked_for(valid_for: timedelta, validity: int) -> None:
    assert relative_validity(valid_for) == validity


def test_a_hundred_and_sixty_characters_are_one_part_and_one_more_are_two() -> None:
    assert len(submit(ANA, "x" * 160)) == 1
    assert len(submit(ANA, "x" * 161, reference=7)) == 2
    assert len(submit(ANA, "ã" * 70)) == 1
    assert len(submit(ANA, "ã" * 71)) == 2


def test_no_part_ends_within_a_character() -> None:
    """A euro on the border of the first part, and a face whose two halves would lie in two parts."""
    euro = submit(ANA, "x" * (PART_SEPTETS - 1) + "€" + "y" * 20)
    face = submit(ANA, "ã" * (PART_UCS2 // 2 - 1) + "😀" + "b" * 20)
    assert [_as_delivered(part.hex).text[:1] for part in euro] == ["x", "€"]
    assert [_as_delivered(part.hex).text[:1] for part in face] == ["ã", "😀"]


def _as_delivered(submitted: str) -> Deliver:
    """The same as its receiver's modem would give it."""
    data = bytes.fromhex(submitted)
    length = 2 + (data[3] + 1) // 2
    number, rest = data[3 : 3 + length], data[3 + length :]
    first = 0x44 if data[1] & 0x40 else 0x04
    found = received((bytes((0, first)) + number + rest[:2] + bytes(7) + rest[2:]).hex())
    assert isinstance(found, Deliver)
    return found


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400), st.integers(0, 255))
def test_every_text_arrives_whole_and_its_parts_in_order(text: str, reference: int) -> None:
    parts = [_as_delivered(part.hex) for part in submit(ANA, text, reference=reference)]
    assert "".join(part.text for part in parts) == text
    assert {part.sender for part in parts} == {ANA}
    numbered = [part.part for part in parts]
    whole = [None] if len(parts) == 1 else [Part(reference, place + 1, len(parts)) for place in range(len(parts))]
    assert numbered == whole


@given(st.text(st.sampled_from("abc€[]~\n"), min_size=150, max_size=330))
def test_seven_bit_texts_of_any_length_fill_their_parts(text: str) -> None:
    septets = gsm7.encoded(text)
    assert septets is not None
    parts = submit(ANA, text)
    assert len(parts) in (-(-len(septets) // PART_SEPTETS), -(-len(septets) // (PART_SEPTETS - 1)), 1)
    assert all(len(bytes.fromhex(part.hex)) <= 1 + 14 + 140 for part in parts)


@pytest.mark.parametrize("number", ["", "+", "112 ", "call", "+4915x", "1" * 21, "٣٤٥"])
def test_what_is_no_telephone_number_is_refused_with_what_is_one(number: str) -> None:
    with pytest.raises(PduError, match="allowed are 1 to 20 digits"):
        submit(number, "hola")


def test_a_text_of_more_than_two_hundred_and_fifty_five_parts_is_refused() -> None:
    with pytest.raises(PduError, match="found 256 parts, at most 255 fit"):
        submit(ANA, "x" * (255 * PART_SEPTETS + 1))


@given(st.binary(max_size=60))
def test_no_rubbish_from_a_modem_is_worse_than_a_refusal(data: bytes) -> None:
    with contextlib.suppress(PduError):
        assert isinstance(received(data.hex()), Deliver | StatusReport)


@pytest.mark.parametrize(
    ("pdu", "why"),
    [
        ("xyz", "allowed are pairs of hexadecimal digits"),
        ("", "the service centre's length: found 0 octets, 1 were announced"),
        ("0001", "found type 1, allowed are 0 .deliver. and 2"),
        ("0004039121F30000", "the time stamp: found 0 octets, 7 were announced"),
    ],
)
def test_a_refusal_says_what_was_missing(pdu: str, why: str) -> None:
    with pytest.raises(PduError, match=why):
        received(pdu)


def test_a_sender_with_a_name_is_shown_by_it_and_a_date_on_no_calendar_is_none() -> None:
    name = gsm7.packed(gsm7.encoded("Vodafone") or b"")
    pdu = (
        bytes((0, 0x04, 2 * len(name), 0xD0))
        + name
        + bytes((0, 0))
        + bytes((0x62, 0x31, 0x99, 0, 0, 0, 0))
        + bytes((0,))
    )
    assert received(pdu.hex()) == Deliver(sender="Vodafone", text="", sent_at=None)
