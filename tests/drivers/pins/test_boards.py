"""Boards by their revision codes, as Raspberry Pi gives them (documentation, "Raspberry Pi revision codes")."""

import pytest
from gpiozero.pins.pi import PiFactory

from drivers.errors import PinFactoryError
from drivers.pins.boards import checked_board

ACCEPTED = {
    0x902120: "Zero2W",
    0xA02082: "3B",
    0xA020D3: "3B+",
    0x9020E0: "3A+",
    0xC03114: "4B",
    0xD03115: "4B",
    0xC03130: "400",
    0xB03140: "CM4",
    0xC04170: "5B",
    0xE04171: "5B",
    0xB04180: "CM5",
    0xD04190: "500",
    0x9000C1: "Zero W",
    0x0010: "B+",
    0xA01041: "2B",
}

# Where each line is on the header: Raspberry Pi's documentation, "GPIO and the 40-pin header".
PLACES = {
    0: 27, 1: 28, 2: 3, 3: 5, 4: 7, 5: 29, 6: 31, 7: 26, 8: 24, 9: 21, 10: 19, 11: 23, 12: 32, 13: 33, 14: 8, 15: 10,
    16: 36, 17: 11, 18: 12, 19: 35, 20: 38, 21: 40, 22: 15, 23: 16, 24: 18, 25: 22, 26: 37, 27: 13,
}  # fmt: skip


class Board(PiFactory):
    """A factory that knows its board and has no pins."""

    def __init__(self, revision: int) -> None:
        super().__init__()
        self._revision = revision

    def _get_revision(self) -> int:
        return self._revision


@pytest.mark.parametrize(("revision", "model"), ACCEPTED.items())
def test_every_board_with_the_header_is_accepted_and_has_the_same_28_lines_in_the_same_places(
    revision: int, model: str
) -> None:
    board = checked_board(Board(revision))
    assert board.model == model
    lines = {pin.name: place for place, pin in board.headers["J8"].pins.items() if pin.name.startswith("GPIO")}
    assert lines == {f"GPIO{line}": place for line, place in PLACES.items()}
    pulled = {pin.name: pin.pull for pin in board.headers["J8"].pins.values() if pin.pull}
    assert pulled == {"GPIO2": "up", "GPIO3": "up"}  # I2C's resistors; the tables of the configuration say the same


@pytest.mark.parametrize(
    ("revision", "what"),
    [
        (0x0002, "B 1.0"),
        (0x000E, "B 2.0"),
        (0x0007, "A 2.0"),
        (0x900061, "CM 1.1"),
        (0xA02100, "CM3+ 1.0"),
        (0xA03150, "CM4S 1.0"),
    ],
)
def test_a_board_with_another_header_is_refused_by_its_name_with_those_that_are_allowed(
    revision: int, what: str
) -> None:
    with pytest.raises(PinFactoryError) as refused:
        checked_board(Board(revision))
    assert str(refused.value) == (
        f"board: this is a {what}, without the 40-pin header; allowed are Raspberry Pis with the 40-pin header: "
        "A+, B+, 2, 3, 4, 5, 400, 500, every Zero, Compute Modules 4 and 5. Use one of these."
    )


def test_a_type_that_gpiozero_only_guesses_at_is_refused() -> None:
    with pytest.raises(PinFactoryError, match=r"^board: the revision code c041b0 is of a type .* Update gpiozero\.$"):
        checked_board(Board(0xC041B0))


def test_what_is_no_pi_at_all_is_refused_in_a_sentence() -> None:
    with pytest.raises(PinFactoryError, match=r"^board: this is no Raspberry Pi that gpiozero knows: .*Run on a Pi"):
        checked_board(Board(0x0001))
