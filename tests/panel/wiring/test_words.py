"""Words in three languages."""

import re

from panel.wiring.colours import Colour
from panel.wiring.words import COLOUR_NAMES, LANGUAGES, Language, Say


def test_every_text_is_there_in_all_of_them_with_the_same_gaps() -> None:
    for say in Say:
        texts = say.value
        assert len(texts) == len(LANGUAGES)
        assert all(texts)
        assert len({frozenset(re.findall(r"\{\w+\}", text)) for text in texts}) == 1


def test_a_language_says_it_in_its_own() -> None:
    assert [Language(code)(Say.SUPPLY) for code in ("pt", "es", "en")] == ["Alimentação", "Alimentación", "Supply"]
    assert Language("fr")(Say.SUPPLY) == "Supply"


def test_every_colour_has_a_name() -> None:
    assert set(COLOUR_NAMES) == set(Colour)
