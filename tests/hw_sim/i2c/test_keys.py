"""Keys on an expander are joints between its pins, and nothing more."""

import pytest

from hw_sim.i2c.keys import Keys


def read(keys: Keys, port: int) -> int:
    keys.chip.transfer(bytes([port]), 0)
    return keys.chip.transfer(b"", 1)[0]


def test_a_pressed_key_pulls_its_column_low_with_its_row_and_no_other() -> None:
    keys = Keys()
    keys.press("6")  # second row, third column: P1 and P6
    assert [read(keys, port) for port in (0xFE, 0xFD, 0xFB, 0xF7)] == [0xFE, 0xBD, 0xFB, 0xF7]
    assert (read(keys, 0xF0), read(keys, 0xFF)) == (0xB0, 0xFF)
    keys.release("6")
    assert read(keys, 0xFD) == 0xFD


def test_three_keys_on_a_rectangle_make_the_fourth_appear() -> None:
    keys = Keys()
    for key in "124":
        keys.press(key)
    assert read(keys, 0xFE) == read(keys, 0xFD) == 0xCC


def test_rows_and_columns_may_hang_on_any_pins() -> None:
    keys = Keys((7, 6, 5, 4), (3, 2, 1, 0))
    keys.press("1")
    assert (read(keys, 0x7F), read(keys, 0xBF)) == (0x77, 0xBF)


def test_a_shorted_pin_is_low_whatever_is_put_out() -> None:
    keys = Keys()
    keys.ground(5)
    assert read(keys, 0xFF) == 0xDF
    keys.ground()
    assert read(keys, 0xFF) == 0xFF


def test_a_key_that_moves_is_told_by_int() -> None:
    keys = Keys()
    keys.chip.transfer(b"\xf0", 0)
    heard: list[bool] = []
    keys.chip.on_int = heard.append
    keys.press("#")
    keys.release("#")
    assert heard == [True, False]


@pytest.mark.parametrize("key", ["E", "", "12"])
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="no key"):
        Keys().press(key)
