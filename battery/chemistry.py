"""What batteries are like: the voltages that mean something, and the charge that a rested voltage stands for.

Millivolts are those of the whole pack as its INA219 sees them; curves are per cell, because packs differ in cells and
cells do not. Nobody should believe the middle of the LiFePO4 curve: it is flat, and a counter of charge knows better.
"""

from enum import StrEnum
from itertools import pairwise

import msgspec


class Chemistry(StrEnum):
    """What the battery is made of."""

    LEAD_ACID = "lead_acid"
    LIFEPO4 = "lifepo4"
    LI_ION = "li_ion"


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of cell. Millivolts per cell.

    ``charged_mv``: reached only on a charger; with hardly any current left, the cell is full. ``low_mv``: tell;
    ``restored_mv``: well again; ``empty_mv``: stop before it is damaged. ``rested``: (millivolts, per mille of its
    charge) without load, falling. ``peukert``: how much less a cell gives the faster it is emptied, as an exponent.
    """

    cell_mv: int  # nominal
    charged_mv: int
    low_mv: int
    restored_mv: int
    empty_mv: int
    rested: tuple[tuple[int, int], ...]
    peukert: float


# Lead: low, restored and cut-off are 11.8, 12.6 and 10.5 V of six cells (the panel's contract); float begins at 13.5 V;
# rested 12.7 V full and 11.9 V at a fifth (standards' sheet on batteries), the points between as makers print them.
# Iron phosphate: 3.2 V nominal, full at 3.60, kept at or above 2.8. Ion: 4.2 full, 3.4 warn, 3.2 last, 3.0 off.
PROFILES = {
    Chemistry.LEAD_ACID: Profile(
        cell_mv=2_000,
        charged_mv=2_250,
        low_mv=1_967,
        restored_mv=2_100,
        empty_mv=1_750,
        rested=((2_117, 1_000), (2_083, 800), (2_050, 600), (2_017, 400), (1_983, 200), (1_942, 50), (1_900, 0)),
        peukert=1.15,
    ),
    Chemistry.LIFEPO4: Profile(
        cell_mv=3_200,
        charged_mv=3_500,
        low_mv=3_100,
        restored_mv=3_300,
        empty_mv=2_800,
        rested=((3_400, 1_000), (3_330, 900), (3_300, 650), (3_270, 400), (3_220, 200), (3_100, 80), (2_800, 0)),
        peukert=1.03,
    ),
    Chemistry.LI_ION: Profile(
        cell_mv=3_600,
        charged_mv=4_150,
        low_mv=3_400,
        restored_mv=3_900,
        empty_mv=3_200,
        rested=((4_180, 1_000), (3_980, 800), (3_850, 600), (3_770, 400), (3_700, 200), (3_550, 70), (3_200, 0)),
        peukert=1.04,
    ),
}


def rested_permille(profile: Profile, cell_mv: int) -> int:
    """The charge of a cell that has rested at this voltage, 0 to 1,000; between the points of the curve on a line."""
    highest, lowest = profile.rested[0], profile.rested[-1]
    if cell_mv >= highest[0]:
        return highest[1]
    for (above_mv, above), (below_mv, below) in pairwise(profile.rested):
        if cell_mv >= below_mv:
            return below + (above - below) * (cell_mv - below_mv) // (above_mv - below_mv)
    return lowest[1]
