"""How long a key is held: what the data sheets want, and that any modem is on in the end, whatever it was."""

import pytest

from drivers.key_presses import TIMES, Hold, presses
from hw_sim.world.power_key import KEYS, Key
from panel.config.gsm import ModemKind

EVERY_KIND = list(ModemKind)
# A SIM800C is off after a second: the press that switches it on, given when it is on, switches it off.
EASILY_OFF = Key(on_ms=1_000, off_ms=1_000)
MAKES = [*((kind, KEYS[kind]) for kind in EVERY_KIND), (ModemKind.SIM800, EASILY_OFF)]


def test_a_hung_sim800_is_pressed_off_left_to_go_down_and_pressed_on() -> None:
    assert presses(ModemKind.SIM800, 1) == (
        Hold(True, 2_000),
        Hold(False, 5_000),
        Hold(True, 1_200),
        Hold(False, 5_000),
    )


def test_a_hung_sim7600_is_given_the_half_minute_that_it_takes_to_go_down() -> None:
    assert presses(ModemKind.SIM7600, 1) == (
        Hold(True, 3_000),
        Hold(False, 30_000),
        Hold(True, 1_000),
        Hold(False, 15_000),
    )


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_every_other_attempt_only_switches_on_and_every_one_ends_with_the_key_let_go(kind: ModemKind) -> None:
    for attempt in range(1, 7):
        made = presses(kind, attempt)
        assert made == presses(kind, 1)[-len(made) :] and len(made) == (4 if attempt % 2 else 2)
        assert [hold.pressed for hold in made] == [True, False] * (len(made) // 2)


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_the_times_are_the_data_sheets(kind: ModemKind) -> None:
    wanted, key = TIMES[kind], KEYS[kind]
    assert wanted.on_ms >= key.on_ms and wanted.off_ms >= key.off_ms
    assert wanted.on_ms < key.off_ms, "what switches on does not switch off, where the sheet lets one choose"
    assert wanted.off_ms < 33_000, "held for longer, a SIM800 is on again"


@pytest.mark.parametrize(("kind", "key"), MAKES)
@pytest.mark.parametrize("powered", [True, False])
def test_hung_or_off_it_is_on_and_well_after_two_attempts_at_most(kind: ModemKind, key: Key, powered: bool) -> None:
    hung = powered
    for attempt in (1, 2):
        for hold in presses(kind, attempt):
            if hold.pressed and key.toggles(hold.ms, powered):
                powered, hung = not powered, False
        if powered and not hung:
            return
    pytest.fail("two attempts, and it is still not on")
