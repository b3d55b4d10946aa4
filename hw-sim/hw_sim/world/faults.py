"""What can befall a zone's wires and the converters they hang on, by name: for the house's verbs and whoever makes
faults."""

from enum import StrEnum

from hw_sim.world.errors import BadRequest


class WireFault(StrEnum):
    """What happens to the wires, or to the detector at their end."""

    CUT = "cut"
    SHORT = "short"  # twisted together before the first resistor
    MASK = "mask"  # the detector says that somebody has covered it
    FAULT = "fault"  # the detector says that something is wrong with it
    DRIFT = "drift"  # a joint corrodes: so many ohms more, within a minute
    NOISE = "noise"  # a motor beside the cable: so many per cent of the scale, up and down
    MEND = "mend"


class ConverterFault(StrEnum):
    """What becomes of a converter, or of the bus it hangs on."""

    OUT = "out"  # pulled out of its bus
    HUNG = "hung"  # it holds its bus's clock: whoever asks anything there waits for ever
    RESET = "reset"  # its supply goes for a moment, and it forgets everything
    WELL = "well"


MEASURED = {WireFault.DRIFT: "ohms", WireFault.NOISE: "per cent"}  # those that take a number
ON_A_PIN = (WireFault.CUT, WireFault.SHORT, WireFault.MEND)  # a line knows closed and open, and nothing between
OHM_MAX, PERCENT_MAX = 1_000_000, 100


def amount_of(fault: WireFault, value: str | float) -> float:
    """The number that goes with a fault, 0 where none does. Raises BadRequest."""
    if fault not in MEASURED:
        if value != "":
            raise BadRequest(f"{fault.value} takes no number; {' and '.join(MEASURED)} do")
        return 0.0
    most = OHM_MAX if fault is WireFault.DRIFT else PERCENT_MAX
    try:
        found = float(value)
    except ValueError:
        found = -1.0
    if not 0 <= found <= most:
        raise BadRequest(f"{fault.value} {value!r}: {MEASURED[fault]}, 0 to {most}")
    return found
