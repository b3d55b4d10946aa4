"""The 28 lines of the header, each used once and for something it can do."""

import pytest

from tests.panel.config.house import HOUSE, changed, faults, problems, said, told

GSM = '\n[gsm]\nport = "/dev/ttyUSB0"\nstation_number = "+351210000000"\n'
KEY = GSM + 'power_key = 11\nmodem = "sim800"\n'


def test_two_inputs_on_one_pin_are_refused_with_the_pins_that_are_free() -> None:
    assert said(("pin = 6", "pin = 5")) == (
        "house.toml:18: input hall: pin: found 5, allowed: a pin that nothing else uses — "
        "line 14: input door uses it already; free pins: 0 to 1, 6 to 11, 16, 19 to 22, 24 to 27"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("pin = 12", "pin = 5"),  # an output on an input's
        ("rows = [14, 15, 18, 23]", "rows = [14, 15, 18, 5]"),  # a keypad on an input's
        ("rows = [14, 15, 18, 23]", "rows = [14, 15, 18, 14]"),  # a keypad on its own
        ("columns = [2, 3, 4, 17]", "columns = [2, 3, 4, 14]"),  # a column on a row
        ("[[zone]]", '[[reader]]\nname = "tags"\nd0 = 12\nd1 = 25\n\n[[zone]]'),  # a reader on an output's
        ("[[zone]]", '[[reader]]\nname = "tags"\nd0 = 24\nd1 = 24\n\n[[zone]]'),  # a reader on its own
    ],
)
def test_any_two_users_of_one_pin_are_refused(old: str, new: str) -> None:
    assert faults(changed((old, new))) == ["pin_shared"]


def test_the_modems_power_key_has_a_pin_of_its_own() -> None:
    assert told(HOUSE + KEY) == ""
    assert told(HOUSE + KEY.replace("11", "12")) == (
        "house.toml:61: gsm: power_key: found 12, allowed: a pin that nothing else uses — "
        "line 26: output siren uses it already; free pins: 0 to 1, 7 to 11, 16, 19 to 22, 24 to 27"
    )


@pytest.mark.parametrize(
    ("pin", "high", "least"), [(0, True, 4), (1, False, 2), (2, True, 4), (3, True, 4), (2, False, 0), (4, True, 0)]
)
def test_no_power_key_lies_where_the_pi_itself_would_press_it(pin: int, high: bool, least: int) -> None:
    moved = changed(("columns = [2, 3, 4, 17]", "columns = [8, 9, 10, 17]"))
    key = KEY.replace("11", f"{pin}\npower_key_high = {str(high).lower()}")
    refused = (
        f"gsm: power_key: found {pin}, allowed: a pin from {least} to 27 — the Pi drives GPIO 0 and 1 at each start"
    )
    assert (refused in told(moved + key)) if least else (told(moved + key) == "")


def test_a_power_key_and_the_modem_that_says_how_long_it_is_pressed_go_together() -> None:
    assert told(HOUSE + KEY.replace('modem = "sim800"\n', "")).endswith(
        'gsm: power_key: found no modem, allowed: modem = "sim800" or modem = "sim7600" with power_key — '
        "how long its key is pressed is each modem's own"
    )
    assert faults(HOUSE + GSM + 'modem = "sim7600"\n') == ["modem_without_key"]
    assert faults(HOUSE + GSM + "power_key_high = false\n") == ["modem_without_key"]


def test_a_modem_that_nobody_knows_is_one_mistake() -> None:
    assert told(HOUSE + KEY.replace("sim800", "sim80")).endswith(
        'gsm: modem: found "sim80", allowed: sim800, sim7600 — did you mean "sim800"?'
    )
    assert faults(HOUSE + KEY.replace("11", "28")) == ["value"]


def test_a_shared_pin_within_a_list_is_shown_in_its_line() -> None:
    rows = "rows = [\n  14,\n  15,\n  18,\n  14,\n]"
    assert [problem.line for problem in problems(changed(("rows = [14, 15, 18, 23]", rows)))] == [35]


@pytest.mark.parametrize("pin", [-1, 28, 40])
def test_a_pin_that_the_header_does_not_carry_is_refused(pin: int) -> None:
    assert said(("pin = 6", f"pin = {pin}")) == (
        f"house.toml:18: input hall: pin: found {pin}, allowed: a whole number from 0 to 27"
    )


def test_a_line_with_a_soldered_pull_up_cannot_be_pulled_down() -> None:
    moved = ("columns = [2, 3, 4, 17]", "columns = [8, 9, 4, 17]")
    assert said(moved, ("pin = 6", 'pin = 2\npull = "down"')) == (
        'house.toml:19: input hall: pull: found "down" at GPIO 2, allowed: up, none — '
        "GPIO 2 and 3 have 1.8 kΩ resistors to 3.3 V on the board, which a pull-down cannot overcome"
    )
    assert said(moved, ("pin = 6", 'pin = 2\npull = "none"')) == ""


@pytest.mark.parametrize(("role", "refused"), [("siren", True), ("strobe", True), ("lamp_armed", False)])
def test_only_what_may_flicker_lies_on_the_lines_that_the_pi_probes_at_start(role: str, refused: bool) -> None:
    output = f'[[output]]\nname = "second"\npin = 1\nrole = "{role}"\n\n[[keypad]]'
    assert faults(changed(("[[keypad]]", output))) == (["pin_probed"] if refused else [])
