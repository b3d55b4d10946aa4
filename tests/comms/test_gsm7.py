"""Seven bits a character: two tables, packed without gaps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.gsm7 import BASIC, EXTENSION, decoded, encoded, fold, packed, septets, unpacked

CHARS = st.sampled_from([char for char in BASIC if char != "\x1b"] + list(EXTENSION.values()))


def test_the_basic_table_has_its_hundred_and_twenty_eight_places() -> None:
    assert len(BASIC) == len(set(BASIC)) == 128
    places = {char: BASIC.index(char) for char in "@$\nA§¿a à"}
    assert places == {"@": 0, "$": 2, "\n": 10, "A": 65, "§": 95, "¿": 96, "a": 97, " ": 32, "à": 127}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("123", "31D90C"),
        ("12345678", "31D98C56B3DD70"),
        ("Hello World!", "C8329BFD065DDF72363904"),
        ("[{abc}]~", "1BDE0615168F37A98D6FD303"),
    ],
)
def test_texts_pack_as_other_programs_pack_them(text: str, wanted: str) -> None:
    found = encoded(text)
    assert found is not None
    assert packed(found).hex().upper() == wanted


@given(st.text(CHARS), st.integers(0, 6))
def test_what_is_packed_is_unpacked_whatever_lies_before_it(text: str, fill_bits: int) -> None:
    found = encoded(text)
    assert found is not None
    assert decoded(unpacked(packed(found, fill_bits), len(found), fill_bits)) == text


def test_a_euro_takes_two_septets_and_a_tilde_over_an_a_has_none() -> None:
    assert [septets(char) for char in ("€", "é", "ã", "😀")] == [b"\x1b\x65", b"\x05", None, None]
    assert encoded("São Paulo") is None


def test_folding_leaves_what_the_alphabet_has_and_loses_accents_before_it_loses_letters() -> None:
    assert fold("Alarme: intrusão na varanda. Café à 1ª, señor; coração 😀") == (
        "Alarme: intrusao na varanda. Café à 1?, señor; coracao ?"
    )


@given(st.text())
def test_whatever_is_folded_can_be_sent_in_seven_bits(text: str) -> None:
    assert encoded(fold(text)) is not None


def test_an_escape_before_what_is_in_no_table_is_left_away() -> None:
    assert decoded(bytes((0x1B, 0x41, 0x1B, 0x1B, 0x65))) == "A\x1be"
