"""A battery as it is and not as the panel believes it: what it gives, and what its terminals show.

It knows nothing of ``battery``, the panel's own estimate: its curves, its losses and its age are its own, so that the
estimate is measured against something else than itself. A rested voltage behind a resistance; charge that is lost to
haste (Peukert) and to charging; a charger that gives a constant current until a constant voltage.
"""

from itertools import pairwise

import msgspec

HOUR_MS = 3_600_000

# Rested volts of one cell over its charge, as read off makers' sheets: Yuasa NP (lead), A123 26650 and CALB (iron
# phosphate), Panasonic NCR18650 (ion); rounded to what such sheets allow.
LEAD = ((0.0, 1.6), (0.04, 1.9), (0.1, 1.953), (0.3, 1.997), (0.5, 2.033), (0.7, 2.073), (0.9, 2.107), (1.0, 2.127))
IRON = ((0.0, 2.6), (0.04, 3.05), (0.1, 3.19), (0.3, 3.27), (0.6, 3.297), (0.9, 3.325), (0.98, 3.35), (1.0, 3.43))
ION = ((0.0, 3.1), (0.05, 3.45), (0.15, 3.62), (0.35, 3.7), (0.6, 3.83), (0.8, 3.99), (1.0, 4.19))


class Make(msgspec.Struct, frozen=True, kw_only=True):
    """One battery, new or old. ``capacity_mah``: what it truly gives in twenty hours."""

    curve: tuple[tuple[float, float], ...]
    cells: int
    capacity_mah: float
    resistance_mohm: float  # of the whole pack
    peukert: float
    charges_at_mv: float  # where the charger holds it
    returned: float  # of what went in


def lead_acid(capacity_mah: float = 7_000, age: float = 1.0) -> Make:
    """Six cells; ``age`` is what is left of its capacity, and its resistance grows as that shrinks."""
    return Make(
        curve=LEAD,
        cells=6,
        capacity_mah=capacity_mah * age,
        resistance_mohm=40 / age**2,
        peukert=1.2,
        charges_at_mv=13_700,
        returned=0.87,
    )


def iron_phosphate(capacity_mah: float = 7_000, age: float = 1.0) -> Make:
    """Four cells."""
    return Make(
        curve=IRON,
        cells=4,
        capacity_mah=capacity_mah * age,
        resistance_mohm=60 / age**2,
        peukert=1.02,
        charges_at_mv=14_400,
        returned=0.98,
    )


def lithium_ion(capacity_mah: float = 5_000, age: float = 1.0) -> Make:
    """Three cells."""
    return Make(
        curve=ION,
        cells=3,
        capacity_mah=capacity_mah * age,
        resistance_mohm=120 / age**2,
        peukert=1.05,
        charges_at_mv=12_600,
        returned=0.97,
    )


class Battery:
    """A battery of that make, as charged as ``share`` says, 0 to 1."""

    def __init__(self, make: Make, share: float = 1.0) -> None:
        self.make = make
        self.share = share

    def terminal_mv(self, out_ma: float) -> int:
        """What a meter shows while that current is taken out (negative: put in)."""
        return round(self._rested_mv() - out_ma * self.make.resistance_mohm / 1_000)

    def discharge(self, for_ms: int, out_ma: float) -> None:
        """That current is taken out for that long; nothing more comes when it is empty."""
        rated_ma = self.make.capacity_mah / 20
        haste = max(1.0, out_ma / rated_ma) ** (self.make.peukert - 1)
        self.share = max(0.0, self.share - out_ma * haste * for_ms / HOUR_MS / self.make.capacity_mah)

    def charge(self, for_ms: int, most_ma: float) -> tuple[float, int]:
        """On a charger that gives at most that: what flowed in, mA, and what a meter showed, mV.

        What it does not take of that current, the charger does not lose in it: the terminals stand at its voltage.
        """
        room_mv = self.make.charges_at_mv - self._rested_mv()
        into_ma = max(0.0, min(most_ma, room_mv * 1_000 / self.make.resistance_mohm, self._accepts_ma()))
        gained = into_ma * self.make.returned * for_ms / HOUR_MS / self.make.capacity_mah
        shows_mv = self.terminal_mv(-into_ma) if into_ma == most_ma else round(self.make.charges_at_mv)
        self.share = min(1.0, self.share + gained)
        return into_ma, shows_mv

    def _rested_mv(self) -> float:
        for (below, below_v), (above, above_v) in pairwise(self.make.curve):
            if self.share <= above:
                return (
                    1_000 * self.make.cells * (below_v + (above_v - below_v) * (self.share - below) / (above - below))
                )
        return 1_000 * self.make.cells * self.make.curve[-1][1]

    def _accepts_ma(self) -> float:
        """Towards its end a battery takes less and less: half of what is missing in an hour, and a trickle at last."""
        return self.make.capacity_mah * max(0.002, (1 - self.share) / 0.5)
