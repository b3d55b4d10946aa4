"""Every text of a display, in every language, on the narrowest glass."""

import string
from collections.abc import Iterator

import msgspec
import pytest

from drivers.displays.hd44780 import OWN, codes
from keypad.ui.keys import DIGITS_MAX
from keypad.ui.words import WORDS, Words
from panel.core.names import ARMED_MODES, Language, Mode, Trial
from panel.core.state import Sound

NARROW = 16
SECONDS_MAX, MINUTES_MAX = 900, 60  # a keypad is locked for 15 min at most; a programme announces itself for less


def texts(words: Words) -> Iterator[str]:
    for value in msgspec.structs.asdict(words).values():
        for text in value.values() if isinstance(value, dict) else (value,):
            yield text.format(s=SECONDS_MAX if "{s}" in text and "soon" not in text else 60, min=MINUTES_MAX)


@pytest.mark.parametrize("language", Language)
def test_every_text_fits_sixteen_columns_with_its_longest_number(language: Language) -> None:
    words = WORDS[language]
    longest = msgspec.structs.replace(words, arms_soon=words.arms_soon.format(s=60))
    assert [text for text in texts(longest) if not 0 < len(text) <= NARROW] == []
    prompts = [words.code, words.force, *words.code_of.values()]
    assert [prompt for prompt in prompts if len(prompt) + DIGITS_MAX > NARROW] == []


@pytest.mark.parametrize("language", Language)
def test_every_letter_of_every_text_is_one_that_the_display_has(language: Language) -> None:
    known = set(string.ascii_letters + string.digits + ":. ñü") | set(OWN) | {"à"}
    for text in texts(WORDS[language]):
        assert set(text) <= known
        assert "?" not in codes(text, NARROW).decode("latin-1")


@pytest.mark.parametrize("language", Language)
def test_every_mode_sound_and_trial_has_its_words(language: Language) -> None:
    words = WORDS[language]
    assert set(words.sounds) == set(Sound) and set(words.trials) == set(Trial)
    assert set(words.here) == set(words.arming) == set(words.code_of) == set(ARMED_MODES)
    assert set(words.short) == set(Mode)
    for kind in (words.here, words.arming, words.short, words.sounds, words.trials, words.code_of):
        assert len(set(kind.values())) == len(kind), "two things with one word"


def test_modes_are_called_as_people_in_both_countries_know_them() -> None:
    portuguese, spanish = WORDS[Language.PT].here, WORDS[Language.ES].here
    assert [portuguese[mode] for mode in ARMED_MODES] == ["Armado total", "Armado parcial", "Modo noite"]
    assert [spanish[mode] for mode in ARMED_MODES] == ["Armado total", "Armado parcial", "Modo noche"]
