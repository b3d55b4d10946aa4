"""What a detector's contact does to its line: wiring and pull, as the installer configured them."""

from panel.config.model import Config, InputConfig, Pull
from zones.wiring import Wiring


def wirings(config: Config) -> dict[str, Wiring]:
    """How each input's detector is wired; an input that no zone uses has a normally closed contact."""
    wired = dict.fromkeys((each.name for each in config.input), Wiring.NC)
    wired.update({zone.input: zone.wiring for zone in config.zone})
    return wired


def line_level(line: InputConfig, wiring: Wiring, tripped: bool) -> bool | None:
    """What the contact drives the line to, None when it lets go of it.

    A closed contact joins the line to the rail opposite its pull. With no pull configured the board
    must have a resistor of its own, taken to go to 3.3 V; it drives the line here.
    """
    return contact_level(line, tripped == (wiring is Wiring.NO))


def contact_level(line: InputConfig, closed: bool) -> bool | None:
    """The same of a circuit that conducts or does not, whatever its detector says."""
    match line.pull:
        case Pull.UP:
            return False if closed else None
        case Pull.DOWN:
            return True if closed else None
        case Pull.NONE:
            return not closed
