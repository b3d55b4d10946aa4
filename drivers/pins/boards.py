"""Which boards a panel runs on: those whose lines are known, that is to say the ones with the 40-pin header.

gpiozero looks a board up by its revision code and knows every header there was. It guesses as well: a type that it has
never heard of is called ``???`` and lent the usual header. A siren on a guessed line is no siren.
"""

from gpiozero import PinUnknownPi
from gpiozero.pins.pi import PiBoardInfo, PiFactory

from drivers.errors import PinFactoryError

HEADER = "J8"  # the 40 pins, on every board since the B+; the first two had 26 (P1), Compute Modules to the 4S edges
ALLOWED = "Raspberry Pis with the 40-pin header: A+, B+, 2, 3, 4, 5, 400, 500, every Zero, Compute Modules 4 and 5"
_GUESSED = "???"


def checked_board(factory: PiFactory) -> PiBoardInfo:
    """The board on which this is, if a panel can run on it. Raises PinFactoryError."""
    try:
        board = factory.board_info
    except PinUnknownPi as error:
        raise PinFactoryError(
            f"board: this is no Raspberry Pi that gpiozero knows: {error}. "
            f"Run on a Pi; for one newer than gpiozero, update gpiozero."
        ) from error
    if board.model == _GUESSED:
        raise PinFactoryError(
            f"board: the revision code {board.revision} is of a type that gpiozero does not know; its header would be "
            f"a guess. Update gpiozero."
        )
    if HEADER not in board.headers:
        raise PinFactoryError(
            f"board: this is a {board.model} {board.pcb_revision}, without the 40-pin header; allowed are {ALLOWED}. "
            f"Use one of these."
        )
    return board
