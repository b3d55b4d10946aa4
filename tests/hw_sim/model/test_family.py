"""The family holds every kind and both tag settings; each member has two areas and starts as it says."""

import pytest

from hw_sim.model.family import Member
from hw_sim.model.further import FAMILY
from panel.core.events import TagPresented
from panel.core.state import initial
from zones.kinds import Kind, Level

EACH = pytest.mark.parametrize("member", FAMILY, ids=lambda member: member.name)


def test_every_kind_built_is_in_it() -> None:
    assert {zone.kind for member in FAMILY for zone in member.plan.zones} == set(Kind)


def test_every_level_is_in_it() -> None:
    assert {level for member in FAMILY for levels in member.levels for level in levels} == set(Level)


def test_both_tag_settings_are_in_it_with_tags() -> None:
    tagged = [m.plan for m in FAMILY if any(isinstance(event, TagPresented) for event in m.events)]
    assert {plan.uid_only_needs_pin for plan in tagged} == {plan.tag_cancels for plan in tagged} == {True, False}


@EACH
def test_two_areas_and_levels_for_each_zone(member: Member) -> None:
    assert len(member.plan.areas) == 2
    assert len(member.levels) == len(member.plan.zones)


@EACH
def test_a_member_starts_shut_or_never_read(member: Member) -> None:
    start = member.start()
    if member.never_read:
        assert start == initial(member.plan)
    else:
        assert {zone.level for zone in start.zones} == {Level.SECURE}


def test_names_are_unique() -> None:
    assert len({member.name for member in FAMILY}) == len(FAMILY)
