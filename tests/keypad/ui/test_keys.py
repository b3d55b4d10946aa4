"""What a person's fingers mean."""

from keypad.ui.keys import DIGITS_MAX, NOTHING, Intent, Typed, press
from panel.core.names import Mode


def typed(keys: str, gap_ms: int = 200) -> tuple[Typed, list[Intent]]:
    """Presses keys in turn; what is left typed, and every intent on the way."""
    state, intents, at_ms = NOTHING, [], 1_000_000
    for key in keys:
        at_ms += gap_ms
        state, intent = press(state, key, at_ms)
        intents += [intent] if intent else []
    return state, intents


def test_a_pin_and_hash_disarm() -> None:
    assert typed("418305#") == (NOTHING, [Intent("418305", None)])


def test_a_letter_before_the_pin_arms_its_mode() -> None:
    assert typed("A418305#")[1] == [Intent("418305", Mode.TOTAL)]
    assert typed("B418305#")[1] == [Intent("418305", Mode.PARTIAL)]
    assert typed("C418305#")[1] == [Intent("418305", Mode.NIGHT)]


def test_star_starts_over() -> None:
    assert typed("A41*418305#")[1] == [Intent("418305", None)]


def test_a_letter_in_the_middle_begins_a_new_entry_and_never_joins_two_halves() -> None:
    assert typed("418A305#")[1] == [Intent("305", Mode.TOTAL)]


def test_a_half_typed_code_is_forgotten_after_30_s() -> None:
    state, _ = press(NOTHING, "4", 1_000)
    assert press(state, "#", 31_000)[1] == Intent("4", None)
    assert press(state, "#", 31_001)[1] is None


def test_hash_alone_means_nothing() -> None:
    assert typed("A#")[1] == []


def test_more_digits_than_a_pin_has_stay_a_wrong_code_and_do_not_grow() -> None:
    _, intents = typed("1" * 50 + "#")
    assert intents == [Intent("1" * (DIGITS_MAX + 1), None)]


def test_d_first_arms_over_what_was_in_the_way_and_forgets_what_was_typed_before_it() -> None:
    assert typed("D418305#")[1] == [Intent("418305", None, force=True)]
    assert typed("12D418305#")[1] == [Intent("418305", None, force=True)]
    assert typed("DA418305#")[1] == [Intent("418305", Mode.TOTAL)], "the last letter counts"
    assert typed("D*418305#")[1] == [Intent("418305", None)]


def test_unknown_keys_change_nothing() -> None:
    assert typed("41?8305#")[1] == [Intent("418305", None)]
    assert typed("D?418305#")[1] == [Intent("418305", None, force=True)]


def test_no_digit_is_ever_printed() -> None:
    assert "418305" not in repr(Typed("418305")) + repr(Intent("418305", None))
