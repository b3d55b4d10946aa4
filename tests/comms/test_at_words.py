"""What a modem's lines mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.at_words import (
    LINE_MAX,
    PROMPT,
    Advice,
    Ended,
    advice,
    announces_pdu,
    cut,
    ended,
    is_power_news,
    is_registered,
    number_after,
    place_of_news,
    place_stored,
    registration,
    signal_dbm,
    switches_off,
)

TALK = b'\r\nOK\r\n\r\n+CMTI: "SM",3\r\n\0\0\r\n> '


def test_lines_are_cut_at_their_ends_and_a_prompt_needs_none() -> None:
    assert cut(b"", TALK) == (b"", ("OK", '+CMTI: "SM",3', PROMPT))
    assert cut(b"", b"\r\n+CS") == (b"+CS", ())
    assert cut(b"+CS", b"Q: 20,0\r\n") == (b"", ("+CSQ: 20,0",))


@given(st.lists(st.integers(1, len(TALK) - 1), max_size=6))
def test_it_is_the_same_wherever_the_bytes_are_cut(places: list[int]) -> None:
    held, found, begin = b"", list[str](), 0
    for end in [*sorted(set(places)), len(TALK)]:
        held, lines = cut(held, TALK[begin:end])
        found += lines
        begin = end
    assert (held.strip(), found) == (b"", ["OK", '+CMTI: "SM",3', PROMPT])  # a prompt's blank may come later


def test_noise_without_an_end_is_not_kept_for_ever() -> None:
    held, lines = cut(b"x" * LINE_MAX, b"x")
    assert (held, lines) == (b"", ())
    assert cut(b"", b"y" * (LINE_MAX + 1) + b"\r\nOK\r\n") == (b"", ("OK",))


def test_answers_end_well_or_with_an_error_that_has_a_number() -> None:
    lines = ("OK", "ERROR", "+CMS ERROR: 331", "+CME ERROR: 10", "+CSQ: 1,0", "OK?")
    assert [ended(line) for line in lines] == [Ended(), Ended(-1), Ended(331), Ended(10), None, None]


@pytest.mark.parametrize(
    ("errors", "meant"),
    [
        ((17, 22, 38, 42, 331, 332, 500, -1), Advice.AGAIN),
        ((8, 310, 313, 318, 330), Advice.CARD),
        ((1, 21, 304, 305, 513), Advice.NEVER),
    ],
)
def test_each_error_says_what_to_do_next(errors: tuple[int, ...], meant: Advice) -> None:
    assert {advice(error) for error in errors} == {meant}


def test_registration_is_read_from_answers_and_from_news() -> None:
    lines = ("+CREG: 0,1", "+CREG: 5", '+CREG: 2,1,"00C3","1E2F"', '+CEREG: 2,5,"1","2",7', "+CREG: 0,2", "+CSQ: 1,0")
    assert [registration(line) for line in lines] == [1, 5, 1, 5, 2, None]
    assert [is_registered(state) for state in range(6)] == [False, True, False, False, False, True]


def test_strength_is_in_dbm_and_unknown_is_none() -> None:
    lines = ("+CSQ: 0,0", "+CSQ: 20,99", "+CSQ: 31,0", "+CSQ: 99,99", "+CREG: 1")
    assert [signal_dbm(line) for line in lines] == [-113, -73, -51, None, None]


def test_numbers_and_places_are_read_from_their_own_lines_only() -> None:
    assert [number_after("+CMGS", line) for line in ("+CMGS: 12", "+CMGS:7", "+CMGR: 1", "+CMGS: x")] == [
        12,
        7,
        None,
        None,
    ]
    assert [place_of_news(line) for line in ('+CMTI: "SM",3', '+CMTI: "ME",12', "+CMTI: 3")] == [3, 12, None]
    assert [place_stored(line) for line in ("+CMGL: 3,1,,24", "+CMGL: x", "OK")] == [3, None, None]
    assert [announces_pdu(line) for line in ("+CDS: 24", "+CMT: ,24", "+CDSI: 1", "0791")] == [True, True, False, False]


def test_power_news_is_told_from_others_and_the_last_word_of_a_modem_from_a_warning() -> None:
    lines = ("UNDER-VOLTAGE WARNNING", "OVER-VOLTAGE POWER DOWN", "NORMAL POWER DOWN", "RDY")
    assert [is_power_news(line) for line in lines] == [True, True, True, False]
    assert [switches_off(line) for line in lines] == [False, True, True, False]
