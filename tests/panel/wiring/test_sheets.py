"""Blocks onto sheets."""

from panel.wiring.block import WHOLE, Block
from panel.wiring.sheets import BOTTOM, COLUMN, HEADING, LEFT, TOP, Frame, Section, draw, frame, laid_out
from tests.support.drawings import drawn, words


def block(high: float, name: str = "", wide: float = 194) -> Block:
    return Block(high=high, wide=wide, draw=lambda pen: pen.text(0, 5, name))


def places(section: Section) -> list[list[tuple[float, float]]]:
    """Where the blocks stand, sheet by sheet, without heading and notes."""
    ours = set(map(id, section.blocks))
    return [[(x, y) for x, y, each in sheet if id(each) in ours] for sheet in laid_out([section])]


def test_narrow_blocks_stand_in_two_even_columns_in_their_order() -> None:
    first = TOP + HEADING
    section = Section("t", tuple(block(40) for _ in range(3)))
    assert places(section) == [[(LEFT, first), (LEFT + COLUMN, first), (LEFT + COLUMN, first + 40)]]


def test_a_wide_block_goes_across_below_what_stands_above_it() -> None:
    first = TOP + HEADING
    section = Section("t", (block(30), block(50, wide=WHOLE), block(20)))
    assert places(section) == [[(LEFT, first), (LEFT, first + 30), (LEFT, first + 80)]]


def test_a_section_that_fits_stays_on_the_sheet_and_one_that_does_not_begins_another() -> None:
    small, large = Section("s", (block(60),)), Section("l", (block(200, wide=WHOLE),))
    assert len(laid_out([small, small])) == 1
    assert len(laid_out([small, large])) == 2


def test_a_section_goes_on_over_as_many_sheets_as_it_needs_with_its_notes_on_each() -> None:
    section = Section("t", tuple(block(60, f"b{index}") for index in range(9)), (block(10, "note", WHOLE),))
    sheets = laid_out([section])
    said = [words(drawn(lambda pen, sheet=sheet: draw(pen, sheet))) for sheet in sheets]  # type: ignore[misc]
    assert said == [["t", *(f"b{index}" for index in range(8)), "note"], ["t", "b8", "note"]]
    assert all(y + each.high <= BOTTOM for sheet in sheets for _, y, each in sheet)


def test_the_foot_names_panel_sheet_and_drawing() -> None:
    assert words(drawn(lambda pen: frame(pen, Frame("Casa", "Sheet 1 of 2", "drawing abc")))) == [
        "Casa",
        "drawing abc",
        "Sheet 1 of 2",
    ]
