"""What comes from a tag reader and is no tag."""

from enum import Enum


class Misread(Enum):
    """Why. Each is counted, and none is a trouble by itself: the bearer tries again."""

    LENGTH = "length"  # Wiegand: so many bits are no frame
    PARITY = "parity"
    KEY = "key"  # a key of 8 bits whose halves do not fit, or one that no keypad has
    DAMAGED = "damaged"  # a chip: its checksums do not fit, or what is in it makes no sense
    UNEXPECTED = "unexpected"  # a chip: an answer that nobody waits for
