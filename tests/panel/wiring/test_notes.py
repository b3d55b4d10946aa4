"""The notes."""

import pytest

from panel.wiring import notes
from panel.wiring.block import WHOLE
from panel.wiring.notes import Notes
from panel.wiring.shapes import Text, bounds
from panel.wiring.words import LANGUAGES, Language
from tests.support.drawings import collisions, of_blocks


@pytest.mark.parametrize("each", Notes)
def test_every_sheet_says_as_much_in_each_language(each: Notes) -> None:
    texts = [each.texts(Language(code)) for code in LANGUAGES]
    assert len({len(said) for said in texts}) == 1
    assert all(note.endswith(".") and "  " not in note for said in texts for note in said)
    assert len({tuple(said) for said in texts}) == len(LANGUAGES)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_note_is_broken_before_the_sheet_s_edge(code: str) -> None:
    blocks = [notes.block(each, Language(code)) for each in Notes]
    for pen, block in zip(of_blocks(blocks), blocks, strict=True):
        edges = [bounds(shape) for shape in pen.shapes if isinstance(shape, Text)]
        assert all(right <= WHOLE and bottom <= block.high for _, _, right, bottom in edges)
        assert collisions(pen.shapes) == []
