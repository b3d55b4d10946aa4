"""The text display's bytes: what each character becomes, and what the sheet wants of the order of things."""

import string
from itertools import pairwise

import pytest

from drivers.displays.hd44780 import BYTES_MAX, OWN, RW, E, at_rest, beginning, codes, row_transfers
from hw_sim.i2c.backpack import Backpack

PORTUGUESE = "áàâãçéêíóôõúüÁÀÂÃÇÉÊÍÓÔÕÚ"
SPANISH = "áéíñóúü¿¡ÁÉÍÑÓÚ"
# What is shown in place of a letter whose mark is not to be had.
PLAIN = dict(zip("àâêôÁÀÂÃÇÉÊÍÓÔÕÚÑ¿¡", "aaeoAAAACEEIOOOUN?!", strict=True))


def shown(*lines: str, size: tuple[int, int] = (20, 4)) -> tuple[str, ...]:
    """What is read on a simulated display that was sent these lines, each wait waited for."""
    us = [1_000_000]
    display = Backpack(lambda: us[0], *size)
    for step in beginning(True, fresh=True):
        for transfer in step.transfers:
            display.transfer(transfer, 0)
        us[0] += step.wait_ms * 1_000
    for row, line in enumerate(lines):
        for transfer in row_transfers(row, size[1], 0, codes(line, size[0]), True):
            display.transfer(transfer, 0)
    return display.glass()


def test_every_letter_of_both_languages_is_read_as_itself_or_without_its_mark() -> None:
    for alphabet in (PORTUGUESE, SPANISH, string.ascii_letters + string.digits):
        for part in (alphabet[:20], alphabet[20:40], alphabet[40:60], alphabet[60:]):
            expected = "".join(PLAIN.get(letter, letter) for letter in part)
            assert shown(part)[0] == expected.ljust(20)


def test_every_sign_of_ascii_is_itself_but_the_two_that_the_display_does_not_have() -> None:
    signs = "".join(map(chr, range(0x20, 0x7F)))
    expected = signs.replace("\\", "/").replace("~", "-")
    for begin in range(0, len(signs), 20):
        assert shown(signs[begin : begin + 20])[0] == expected[begin : begin + 20].ljust(20)


def test_nothing_that_people_may_name_their_rooms_breaks_a_row() -> None:
    for text in ("", "x" * 50, "日本語", "a\u0301gua", "tab\tline\nend", "🙂", "\x00\x7f"):
        assert len(codes(text, 16)) == 16
    assert shown("Sotão — 2º “Ático”…")[0] == 'Sotão - 2° "Atico". '
    assert shown("a\u0301gua", "日本", "\t\n\x00") == ("água".ljust(20), "??".ljust(20), "???".ljust(20), " " * 20)


def test_there_are_no_more_characters_of_ones_own_than_the_display_has_places_for() -> None:
    assert len(OWN) == 8
    assert all(len(rows.split()) == 8 and set(rows) <= set("01 ") for rows in OWN.values())


@pytest.mark.parametrize("size", [(20, 4), (16, 2)])
def test_each_row_of_each_glass_is_where_it_belongs(size: tuple[int, int]) -> None:
    lines = tuple(f"{row}{string.ascii_lowercase}"[: size[0]] for row in range(size[1]))
    assert shown(*lines, size=size) == lines


def test_rs_stands_a_byte_before_e_rises_and_rw_is_never_high_but_to_end_a_reading() -> None:
    """Figure 25: tAS 40 ns before E rises; the data (tDSW) before it falls."""
    sent = [transfer for step in beginning(True, fresh=True) for transfer in step.transfers]
    sent += row_transfers(3, 4, 5, codes("Olá", 12), True)
    port = sent[0][-1]
    for transfer in sent[1:]:
        for byte in transfer:
            rises, falls = byte & E and not port & E, port & E and not byte & E
            assert not (rises and (byte ^ port) & 0x01), "RS moves with E"
            assert not (falls and (byte ^ port) & 0xF1), "something else moves as E falls"
            assert not byte & RW
            port = byte
        assert not port & E
    assert sent[0][0] == 0xFB and not sent[0][1] & 0x07  # E alone falls; then RW may


def test_no_transfer_is_longer_than_adapters_take_and_no_step_keeps_the_bus_for_ten_milliseconds() -> None:
    steps = [*beginning(True, fresh=True), *beginning(False, fresh=False)]
    rows = [row_transfers(row, 4, 0, codes("x" * 20, 20), True) for row in range(4)]
    for transfers in [*(step.transfers for step in steps), *rows]:
        assert all(len(transfer) <= BYTES_MAX for transfer in transfers)
        assert sum(0.09 * (len(transfer) + 1) for transfer in transfers) < 10


def test_its_waits_are_those_of_the_sheet_and_more() -> None:
    """Figure 24: 40 ms after the supply, 4.1 ms, 0.1 ms twice; table 6: 1.52 ms to clear."""
    fresh = [step.wait_ms for step in beginning(True, fresh=True)]
    assert fresh[:2] == [50, 5] and fresh[3] >= 2
    assert [step.wait_ms for step in beginning(True, fresh=False)] == fresh[1:]
    step = b"".join(beginning(True, fresh=True)[2].transfers)
    falls = [place for place in range(1, len(step)) if step[place - 1] & E and not step[place] & E]
    assert falls[1] - falls[0] >= 5 and falls[2] - falls[1] >= 5  # 112 us at 400 kHz, 450 us at 100 kHz


def test_a_slow_display_keeps_up() -> None:
    """Copies run at 190 kHz and take 53 us: between two falls of E lie two bytes, 180 us."""
    for transfer in row_transfers(0, 4, 0, codes("x" * 20, 20), True):
        falls = [place for place in range(1, len(transfer)) if transfer[place - 1] & E and not transfer[place] & E]
        assert {after - before for before, after in pairwise(falls)} <= {2, 3}


def test_the_light_is_in_every_byte() -> None:
    for lit in (True, False):
        assert at_rest(lit) == bytes([8 * lit])
        for transfer in row_transfers(0, 2, 0, codes("x", 16), lit):
            assert {byte & 8 for byte in transfer} == {8 * lit}
