"""Loops on converters: each mistake is told once, at its line, with what to do."""

import msgspec
import pytest

from panel.config import parse
from panel.config.messages import Fault
from tests.panel.config.house import changed, faults, problems, told

FREE = ("columns = [2, 3, 4, 17]", "columns = [8, 9, 4, 17]")  # the keypad leaves GPIO 2 and 3 to the bus
ADC = '[[adc]]\nname = "loops"\n\n'
DOOR = 'adc = "loops"\nchannel = 0\npull_ohm = 4700\nend_ohm = 2200\nalarm_ohm = 4700'
PRESET = "pull_ohm = 2200\nend_ohm = 1000\nalarm_ohm = 1000\nfault_ohm = 3000\ntolerance_percent = 1\ncable_ohm = 0"
ON_ADC = (FREE, ("[[input]]", f"{ADC}[[input]]"), ("pin = 5", DOOR))
DEOL = ('input = "door"\n', 'input = "door"\nwiring = "deol"\n')
LOOPED = changed(*ON_ADC, DEOL)


def looped(*changes: tuple[str, str]) -> str:
    """The house with its door on a double loop, and then changed."""
    text = LOOPED
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def wired(wiring: str, keys: str, kind: str = "entry_exit") -> str:
    """The door on a loop of another kind."""
    modes = 'modes = ["total", "night"]\n\n[[zone]]\nid = 2'
    area = 'modes = ["total", "night"]\n\n[[adc]]'
    always = () if kind == "entry_exit" else ((modes, "\n[[zone]]\nid = 2"), (area, 'modes = ["total"]\n\n[[adc]]'))
    return looped(
        (DOOR, f'adc = "loops"\nchannel = 0\n{keys}'),
        ('wiring = "deol"', f'wiring = "{wiring}"'),
        ('kind = "entry_exit"', f'kind = "{kind}"'),
        *always,
    )


def test_a_door_on_a_double_loop_is_in_order() -> None:
    assert told(LOOPED) == ""
    door = parse(LOOPED, "house.toml").input[0]
    assert (door.pin, door.adc, door.channel, door.pull_ohm, door.alarm_ohm) == (None, "loops", 0, 4_700, 4_700)


@pytest.mark.parametrize(
    ("wiring", "keys"),
    [
        ("seol", "pull_ohm = 2200\nend_ohm = 2000"),
        ("teol", "pull_ohm = 2200\nend_ohm = 1000\nalarm_ohm = 1000\nmask_ohm = 12000"),
        (
            "teol",
            f"{PRESET}\nmask_ohm = 12000",
        ),
        ("leak", "pull_ohm = 10000\nend_ohm = 10000"),
    ],
)
def test_every_wiring_has_its_resistors(wiring: str, keys: str) -> None:
    rail = ('name = "loops"', 'name = "loops"\nrail_channel = 3')
    assert told(wired(wiring, keys).replace(*rail, 1)) == ""


def test_an_input_is_on_a_pin_or_on_a_converter() -> None:
    both = looped((DOOR, f"pin = 5\n{DOOR}"))
    assert told(both) == (
        "house.toml:18: input door: adc: found pin and adc, "
        "allowed: one of pin, adc with channel, and sensor with a limit — "
        "a contact is wired to a line, a loop with resistors to a converter; frost and damp are a sensor's: give one"
    )
    assert told(looped((DOOR, ""))) == (
        "house.toml:15: input door: found none of them, "
        "allowed: one of pin, adc with channel, and sensor with a limit — "
        "a contact is wired to a line, a loop with resistors to a converter; frost and damp are a sensor's: give one"
    )


def test_keys_of_the_other_way_are_refused() -> None:
    assert told(looped((DOOR, f'{DOOR}\npull = "up"'))) == (
        'house.toml:22: input door: pull: found "up", allowed: pull with pin only — '
        "this input is on a converter: remove the key"
    )
    assert told(changed(("pin = 5", "pin = 5\nend_ohm = 2200"))) == (
        "house.toml:15: input door: end_ohm: found 2200, allowed: end_ohm with adc only — "
        "this input is on a pin, which tells closed from open and measures nothing: remove the key"
    )


def test_channel_and_pull_up_must_be_given() -> None:
    assert told(looped(("channel = 0\npull_ohm = 4700\n", ""))) == (
        "house.toml:15: input door: channel: found nothing, allowed: a whole number from 0 to 3 — "
        "Which of the converter's inputs, A0 to A3\n"
        "house.toml:15: input door: pull_ohm: found nothing, allowed: a whole number from 470 to 22000 — "
        "Ohms of the resistor from 3.3 V to the channel, beside the converter"
    )


def test_a_converter_that_is_not_there_is_one_mistake() -> None:
    assert told(looped(('adc = "loops"', 'adc = "lops"'))) == (
        'house.toml:17: input door: adc: found "lops", allowed: loops — did you mean "loops"?'
    )
    assert told(looped((ADC, ""))) == (
        'house.toml:14: input door: adc: found "loops", allowed: none: there is no [[adc]] in the file'
    )


def test_a_converter_of_which_nobody_would_hear_is_refused() -> None:
    second = f'{ADC}[[adc]]\nname = "spare"\naddress = 0x49\n\n'
    assert told(looped((ADC, second))) == (
        "house.toml:16: adc spare: name: found no input that uses it, allowed: at least one [[input]] on each "
        'converter, or its rail_channel — add an [[input]] with adc = "spare", or remove the converter'
    )
    assert told(looped((ADC, second.replace("0x49", "0x49\nrail_channel = 0")))) == ""


HALL = "pin = 6"
HALL_TOO = (HALL, DOOR), ('input = "hall"\n', 'input = "hall"\nwiring = "deol"\n')


def test_a_channel_has_one_loop() -> None:
    assert told(looped(*HALL_TOO)) == (
        "house.toml:26: input hall: channel: found 0, allowed: a channel of its own — "
        "line 18: input door uses it already; free channels of loops: 1, 2, 3"
    )


def test_a_channel_that_measures_the_rail_has_no_loop() -> None:
    assert told(looped(('name = "loops"', 'name = "loops"\nrail_channel = 0'))) == (
        "house.toml:19: input door: channel: found 0, allowed: a channel of its own — "
        "line 14: adc loops uses it already; free channels of loops: 1, 2, 3"
    )


def test_the_wiring_suits_what_the_input_is_on() -> None:
    assert told(looped(('wiring = "deol"\n', ""))) == (
        'house.toml:41: zone 1 (Door): wiring: found nothing, and so "nc", allowed: seol, deol, teol, leak — '
        "input door is on a converter"
    )
    assert told(changed(('input = "door"\n', 'input = "door"\nwiring = "deol"\n'))) == (
        'house.toml:40: zone 1 (Door): wiring: found "deol", allowed: nc, no — '
        "input door is on a pin, which tells closed from open and measures nothing"
    )


NEEDS, LEAVE = "needs it: give its ohms", "has no such resistor: leave it away"


@pytest.mark.parametrize(
    ("wiring", "keys", "says"),
    [
        ("deol", "end_ohm = 2200", [f"alarm_ohm: found nothing | deol {NEEDS}"]),
        ("seol", "end_ohm = 2200\nmask_ohm = 1000", [f"mask_ohm: found 1000 | seol {LEAVE}"]),
        (
            "teol",
            "end_ohm = 2200\nalarm_ohm = 2200",
            ["mask_ohm: found nothing | teol needs it, or fault_ohm, or both: give their ohms"],
        ),
        (
            "leak",
            "alarm_ohm = 2200",
            [f"end_ohm: found nothing | leak {NEEDS}", f"alarm_ohm: found 2200 | leak {LEAVE}"],
        ),
    ],
)
def test_missing_and_superfluous_resistors_are_told(wiring: str, keys: str, says: list[str]) -> None:
    allowed = f", allowed: the resistors of wiring {wiring}, no more and no less — "
    lines = told(wired(wiring, f"pull_ohm = 4700\n{keys}")).replace(allowed, " | ").splitlines()
    assert [line.partition(": input door: ")[2] for line in lines] == says


def test_states_that_could_not_be_told_apart_are_refused_with_their_names() -> None:
    assert told(looped(("alarm_ohm = 4700", "alarm_ohm = 220"))) == (
        "house.toml:20: input door: end_ohm: found secure reads up to 0.366 and open from 0.303, allowed: resistors "
        "whose states can be told apart — choose resistors further apart, or a tolerance below 5 %, "
        "or measure the supply"
    )
    assert "fault reads up to" in told(wired("teol", PRESET))
    measured = wired("teol", PRESET).replace('name = "loops"', 'name = "loops"\nrail_channel = 1', 1)
    assert told(measured) == ""  # the same resistors, now that somebody measures the 3.3 V


def test_a_rail_is_measured_by_another_converter_of_the_bus_and_by_none_elsewhere() -> None:
    other = '[[adc]]\nname = "rail"\naddress = 0x49\nrail_channel = 0\n\n[[input]]'
    assert told(wired("teol", PRESET).replace("[[input]]", other, 1)) == ""
    elsewhere = other.replace("address", "i2c_bus = 3\naddress")
    assert "fault reads up to" in told(wired("teol", PRESET).replace("[[input]]", elsewhere, 1))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("end_ohm = 2200", "end_ohm = 99"),
        ("pull_ohm = 4700", "pull_ohm = 100"),
        ("channel = 0", "channel = 4"),
        ("alarm_ohm = 4700", "alarm_ohm = 4700\ntolerance_percent = 0"),
        ("alarm_ohm = 4700", "alarm_ohm = 4700\ncable_ohm = -1"),
        ('name = "loops"', 'name = "loops"\naddress = 0x4C'),
        ('name = "loops"', 'name = "loops"\nrail_percent = 11'),
        ('adc = "loops"', "adc = 1"),
        ('wiring = "deol"', 'wiring = "eol"'),
    ],
)
def test_a_value_that_is_wrong_in_form_is_one_mistake(old: str, new: str) -> None:
    assert faults(looped((old, new))) == ["value"]


def test_two_converters_and_the_gauge_have_addresses_of_their_own() -> None:
    second = f'{ADC}[[adc]]\nname = "more"\nrail_channel = 1\n\n'
    assert told(looped((ADC, second))) == (  # neither says where it is, and both are where it is left out
        "house.toml:15: adc more: address: found 0x48, allowed: an address that nothing else has on I2C bus 1 — "
        "line 12: adc loops has it already"
    )
    gauge = "\n[power]\ncapacity_mah = 7000\ngauge_address = 0x48\n"
    assert told(LOOPED + gauge).endswith(
        "allowed: an address that nothing else has on I2C bus 1 — line 68: power has it already"
    )
    assert told(LOOPED + gauge.replace("0x48", "0x40")) == ""
    assert told(LOOPED + gauge + "i2c_bus = 3\n") == ""


def test_the_bus_of_the_header_takes_its_two_lines() -> None:
    taken = looped(("columns = [8, 9, 4, 17]", "columns = [2, 3, 4, 17]"))
    assert faults(taken) == ["pin_shared", "pin_shared"]
    assert "line 12: adc loops uses it already" in told(taken) or "keypad keys uses it already" in told(taken)
    assert told(taken.replace('name = "loops"', 'name = "loops"\ni2c_bus = 3', 1)) == ""


SIREN = "pull_ohm = 2200\nend_ohm = 2200\nsiren = "


def test_a_siren_s_line_is_a_tamper_with_one_resistor() -> None:
    assert told(wired("seol", f'{SIREN}"siren"', "tamper")) == ""
    assert told(wired("seol", f'{SIREN}"siern"', "tamper")).endswith(
        'input door: siren: found "siern", allowed: siren — did you mean "siren"?'
    )
    assert told(wired("seol", f'{SIREN}"siren"')) == (
        'house.toml:21: input door: siren: found "siren", allowed: siren with kind = "tamper" and wiring = "seol" '
        'only — zone 1 (Door) is "entry_exit", wired "seol"'
    )
    assert faults(wired("leak", f'{SIREN}"siren"', "tamper")) == ["siren_line"]
    assert faults(changed(("pin = 5", 'pin = 5\nsiren = "siren"'))) == ["input_key"]


def test_every_mistake_is_told_at_once() -> None:
    text = looped(
        *HALL_TOO,
        ("alarm_ohm = 4700", "alarm_ohm = 220"),
        ('input = "smoke"\n', 'input = "smoke"\nkind_of = "x"\n'),
        ('wiring = "no"', 'wiring = "teol"'),
    )
    assert [problem.fault for problem in problems(text)] == [
        Fault.LOOP,
        Fault.CHANNEL_SHARED,
        Fault.UNKNOWN_KEY,
        Fault.WIRING,
    ]


def test_a_house_of_64_loops_and_contacts_on_pins_is_in_order() -> None:
    adcs = [f'[[adc]]\nname = "a{n}"\ni2c_bus = {1 + n // 4}\naddress = {0x48 + n % 4}\n' for n in range(16)]
    loop = "pull_ohm = 4700\nend_ohm = 2200\nalarm_ohm = 4700\n"
    inputs = [f'[[input]]\nname = "i{n}"\nadc = "a{n // 4}"\nchannel = {n % 4}\n{loop}' for n in range(64)]
    zones = [
        f'[[zone]]\nid = {100 + n}\nname = "Z{n}"\narea = "house"\nkind = "instant"\nmodes = ["total"]\n'
        f'wiring = "deol"\ninput = "i{n}"\n'
        for n in range(64)
    ]
    text = changed(FREE) + "\n".join([*adcs, *inputs, *zones])
    assert told(text) == ""
    config = parse(text, "house.toml")
    assert (len(config.adc), len(config.input), len(config.zone)) == (16, 67, 67)


def test_what_is_in_order_says_so_to_an_editor_as_well() -> None:
    config = parse(LOOPED, "house.toml")
    assert msgspec.convert(msgspec.to_builtins(config.adc[0]), type(config.adc[0])) == config.adc[0]
