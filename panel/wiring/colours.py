"""Colours of wires, by the letter codes of IEC 60757, which read alike in every language."""

from enum import StrEnum


class Colour(StrEnum):
    """A wire's colour."""

    BLACK = "BK"
    RED = "RD"
    ORANGE = "OG"
    PINK = "PK"
    WHITE = "WH"
    YELLOW = "YE"
    GREEN = "GN"
    BLUE = "BU"
    VIOLET = "VT"
    BROWN = "BN"
    GREY = "GY"
    TURQUOISE = "TQ"
    EARTH = "GNYE"


CSS = {
    Colour.BLACK: "#111111",
    Colour.RED: "#d62718",
    Colour.ORANGE: "#f08a12",
    Colour.PINK: "#f48fb4",
    Colour.WHITE: "#ffffff",
    Colour.YELLOW: "#f3d013",
    Colour.GREEN: "#239a3b",
    Colour.BLUE: "#1f64c8",
    Colour.VIOLET: "#8640b5",
    Colour.BROWN: "#8a5a2b",
    Colour.GREY: "#9aa0a6",
    Colour.TURQUOISE: "#2bb3b1",
    Colour.EARTH: "#6fae2f",
}

# A supply has one colour everywhere, and no signal ever has it.
V12, V5, V3, GROUND = Colour.RED, Colour.ORANGE, Colour.PINK, Colour.BLACK
SIGNALS = (
    Colour.WHITE,
    Colour.YELLOW,
    Colour.GREEN,
    Colour.BLUE,
    Colour.VIOLET,
    Colour.BROWN,
    Colour.GREY,
    Colour.TURQUOISE,
)


def signal(index: int) -> Colour:
    """The colour of the ``index``-th signal wire of a group; after eight they begin anew."""
    return SIGNALS[index % len(SIGNALS)]
