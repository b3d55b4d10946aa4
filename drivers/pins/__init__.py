"""Where pins come from: gpiozero pin factories, chosen by the configuration and by nothing else."""

from typing import assert_never

import gpiozero

from drivers.errors import PinFactoryError
from drivers.pins.gpiod_factory import GpiodFactory
from panel.config.model import BoardConfig, PinFactory


def open_factory(board: BoardConfig) -> gpiozero.Factory:
    """The pin factory that ``[board] pins`` names. Raises PinFactoryError.

    gpiozero by itself tries four back ends and settles, with a warning, for one that may not hear
    edges. An alarm panel that cannot have the pins it is configured for does not start.
    """
    match board.pins:
        case PinFactory.GPIOD:
            return GpiodFactory()
        case PinFactory.LGPIO:
            return _open_lgpio()
        case _:
            assert_never(board.pins)


def _open_lgpio() -> gpiozero.Factory:
    try:
        # Late: the import opens files, and most panels have no lgpio.
        from drivers.pins.lgpio_factory import LoopLGPIOFactory
    except ImportError as error:
        raise PinFactoryError(
            f'board: pins = "lgpio", but {error}; allowed are "gpiod", which is part of Sereno, and "lgpio", which '
            f'is not. Install python3-lgpio and let the virtual environment see it, or write pins = "gpiod".'
        ) from error
    try:
        return LoopLGPIOFactory()
    except (OSError, gpiozero.GPIOZeroError) as error:
        raise PinFactoryError(
            f"board: lgpio cannot open the header: {error}; it must be free and this user in the group gpio. "
            f'Or write pins = "gpiod", the default.'
        ) from error
