"""Colours of wires."""

from panel.wiring.colours import CSS, GROUND, SIGNALS, V3, V5, V12, Colour, signal


def test_no_signal_has_the_colour_of_a_supply_or_of_the_earth() -> None:
    assert not set(SIGNALS) & {V12, V5, V3, GROUND, Colour.EARTH}
    assert len(set(SIGNALS)) == 8  # as many as the lines of a keypad


def test_after_eight_they_begin_anew() -> None:
    assert [signal(index) for index in (0, 7, 8)] == [Colour.WHITE, Colour.TURQUOISE, Colour.WHITE]


def test_each_looks_different() -> None:
    assert len(set(CSS.values())) == len(Colour) == len(CSS)
