"""The whole family, and the parts of it that are walked on their own."""

from enum import StrEnum
from typing import assert_never

from hw_sim.model.family import FIRST, Member
from hw_sim.model.houses.counting import COUNTING
from hw_sim.model.houses.desk import DESK
from hw_sim.model.houses.leaving import LEAVING
from hw_sim.model.houses.telling import TELLING
from hw_sim.model.houses.together import TOGETHER

ONE_BY_ONE: tuple[Member, ...] = (*FIRST, *LEAVING, *TELLING, *COUNTING, *DESK)
FAMILY: tuple[Member, ...] = (*ONE_BY_ONE, *TOGETHER)


class Part(StrEnum):
    """How much of the family is walked. Each part is walked to its end; only the whole is the whole proof."""

    WHOLE = "whole"
    CI = "ci"  # what each thing does by itself: every cell and every arrow, and half of the time
    QUICK = "quick"  # the smallest houses; not every cell


def members_of(part: Part) -> tuple[Member, ...]:
    """The houses of a part."""
    match part:
        case Part.WHOLE:
            return FAMILY
        case Part.CI:
            return ONE_BY_ONE
        case Part.QUICK:
            return tuple(member for member in ONE_BY_ONE if member.quick)
        case _:
            assert_never(part)
