"""The rest of the family: each house is small, of its own name, and can be walked."""

from hw_sim.model.further import FAMILY
from hw_sim.model.walk import moves
from panel.core.names import Profile
from zones.kinds import Kind


def test_every_house_has_a_name_of_its_own_and_something_that_can_happen() -> None:
    assert len({member.name for member in FAMILY}) == len(FAMILY)
    assert all(list(moves(member, member.start())) for member in FAMILY)


def test_together_they_hold_every_profile_and_every_kind() -> None:
    assert {member.plan.profile for member in FAMILY} == set(Profile)
    assert {zone.kind for member in FAMILY for zone in member.plan.zones} == set(Kind)
