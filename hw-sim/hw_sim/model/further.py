"""The whole family, and the part of it that every change is walked through."""

from hw_sim.model.family import FIRST, Member
from hw_sim.model.houses.counting import COUNTING
from hw_sim.model.houses.desk import DESK
from hw_sim.model.houses.leaving import LEAVING
from hw_sim.model.houses.telling import TELLING

FAMILY: tuple[Member, ...] = (*FIRST, *LEAVING, *TELLING, *COUNTING, *DESK)
