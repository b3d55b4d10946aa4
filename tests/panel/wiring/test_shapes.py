"""How much room a text takes, and what becomes of one that is too long."""

from panel.wiring.shapes import Text, bounds, fitted, in_lines, width_mm


def text(words: str, anchor: str = "start") -> Text:
    return Text(x=10, y=20, text=words, size=2, anchor=anchor)


def test_widths_are_those_of_the_widest_font_that_may_be_used() -> None:
    assert width_mm("iii", 10) == 8.34
    assert width_mm("WWW", 10) == 29.67
    assert width_mm("WWW", 10, bold=True) == 33.09


def test_an_accent_is_as_wide_as_its_letter_and_what_is_no_letter_of_ours_as_wide_as_can_be() -> None:
    assert width_mm("çã", 10) == width_mm("ca", 10)
    assert width_mm("日Ω", 10) == 22


def test_a_text_covers_a_rectangle_around_its_anchor() -> None:
    assert bounds(text("ll"))[::2] == (10, 10 + width_mm("ll", 2))
    assert bounds(text("ll", "end"))[::2] == (10 - width_mm("ll", 2), 10)
    left, top, right, bottom = bounds(text("ll", "middle"))
    assert (left + right) / 2 == 10
    assert (top, bottom) == (18.48, 20.48)


def test_a_text_that_is_too_long_is_set_smaller_and_then_squeezed() -> None:
    assert fitted(text("short"), 40) == text("short")
    smaller = fitted(text("x" * 30), 30)
    assert (smaller.size, smaller.squeezed_mm) == (1.68, None)
    squeezed = fitted(text("W" * 60), 30)
    assert (squeezed.size, squeezed.squeezed_mm) == (1.5, 30)
    assert bounds(squeezed)[2] == 40


def test_a_name_that_needs_two_lines_is_cut_at_a_space_or_where_both_are_alike() -> None:
    assert in_lines("Kitchen window", 2, 40) == ("Kitchen window",)
    assert in_lines("The window over the kitchen table", 2, 25) == ("The window over", "the kitchen table")
    assert in_lines("1  " + "W" * 20, 2, 25) == ("1  WWWWWWWWW", "WWWWWWWWWWW")
