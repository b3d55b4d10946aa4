"""The whole family, and the parts of it that are walked on their own."""

from enum import StrEnum
from typing import assert_never

from hw_sim.model.family import FIRST, Member
from hw_sim.model.houses.counting import COUNTING
from hw_sim.model.houses.desk import DESK
from hw_sim.model.houses.four_kinds import FOUR_KINDS
from hw_sim.model.houses.leaving import LEAVING
from hw_sim.model.houses.telling import TELLING
from hw_sim.model.houses.together import TOGETHER

FAMILY: tuple[Member, ...] = (*FIRST, *LEAVING, *TELLING, *COUNTING, *DESK, *TOGETHER, *FOUR_KINDS)


class Part(StrEnum):
    """How much of the family is walked. Each part is walked to its end; only the whole is the whole proof."""

    WHOLE = "whole"
    QUICK = "quick"  # the smallest houses; not every cell


def members_of(part: Part) -> tuple[Member, ...]:
    """The houses of a part."""
    match part:
        case Part.WHOLE:
            return FAMILY
        case Part.QUICK:
            return tuple(member for member in FAMILY if member.quick)
        case _:
            assert_never(part)
