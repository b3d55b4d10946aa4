"""The family together leaves out nothing that the panel can be told to be, and its parts are what they say."""

from collections.abc import Iterable
from enum import StrEnum
from typing import get_args

import msgspec
import pytest

from hw_sim.model.family import Member
from hw_sim.model.further import FAMILY, Part, members_of
from hw_sim.model.walk import moves
from panel.core.events import (
    Actor,
    Booted,
    BypassRequested,
    Event,
    HelpCalled,
    RequestMade,
    TagPresented,
    TimePassed,
    TrialRequested,
    ZoneChanged,
)
from panel.core.names import Bypass, Condition, Help, Hours, Mode, Profile, RequestKind, Role, TagStanding, Trial
from panel.core.plan import AreaPlan, Plan, RelayPlan, ZonePlan
from zones.kinds import Kind, Level

EVENTS = [event for member in FAMILY for event in member.events]
ACTORS = [actor for event in EVENTS if isinstance(actor := getattr(event, "actor", None), Actor)]
# Its events come from the walk itself, not from a member's list.
OF_THE_WALK = {ZoneChanged, Booted, TimePassed}


def everything_decided(kind: type[msgspec.Struct]) -> Iterable[msgspec.Struct]:
    """Every plan of that type in the family."""
    for member in FAMILY:
        plan = member.plan
        yield from (one for one in (plan, *plan.zones, *plan.areas, *plan.relays) if isinstance(one, kind))


@pytest.mark.parametrize(
    ("kind", "option"),
    [(kind, field) for kind in (Plan, ZonePlan, AreaPlan, RelayPlan) for field in kind.__struct_fields__],
    ids=lambda each: each if isinstance(each, str) else each.__name__,
)
def test_every_option_is_somewhere_set_to_what_it_is_not_by_default(kind: type[msgspec.Struct], option: str) -> None:
    defaults = {field.name: field.default for field in msgspec.structs.fields(kind)}
    assert any(getattr(one, option) != defaults[option] for one in everything_decided(kind)), option


@pytest.mark.parametrize(
    ("named", "found"),
    [
        (Kind, {zone.kind for member in FAMILY for zone in member.plan.zones}),
        (Level, {level for member in FAMILY for levels in member.levels for level in levels}),
        (Profile, {member.plan.profile for member in FAMILY}),
        (Mode, {Mode.DISARMED, *(mode for member in FAMILY for area in member.plan.areas for mode in area.modes)}),
        (Role, {actor.role for actor in ACTORS}),
        (Hours, {actor.hours for actor in ACTORS}),
        (Bypass, {Bypass.SWINGER, *(event.bypass for event in EVENTS if isinstance(event, BypassRequested))}),
        (Trial, {event.trial for event in EVENTS if isinstance(event, TrialRequested) and event.trial is not None}),
        (Help, {event.help for event in EVENTS if isinstance(event, HelpCalled)}),
        (RequestKind, {event.kind for event in EVENTS if isinstance(event, RequestMade)}),
        (TagStanding, {event.standing for event in EVENTS if isinstance(event, TagPresented)}),
    ],
    ids=lambda each: each.__name__ if isinstance(each, type) else "",
)
def test_every_word_of_the_trade_occurs(named: type[StrEnum], found: set[object]) -> None:
    assert found == set(named)


def test_everything_that_can_happen_happens() -> None:
    assert {type(event) for event in EVENTS} | OF_THE_WALK == set(get_args(Event))


def test_every_swinger_limit_up_to_three_and_none_occurs() -> None:
    assert {zone.swinger_limit for member in FAMILY for zone in member.plan.zones} == {0, 1, 2, 3}


def test_who_may_override_what_is_decided_differently_somewhere() -> None:
    decided = {condition for member in FAMILY for condition, _ in member.plan.overrides}
    assert decided == set(Condition)
    assert len({member.plan.overrides for member in FAMILY}) > 2


def test_the_whole_is_every_house_and_the_quick_part_some_of_them() -> None:
    assert members_of(Part.WHOLE) == FAMILY
    assert members_of(Part.QUICK)
    assert set(members_of(Part.QUICK)) < set(FAMILY)


def test_four_kinds_of_zones_meet_in_some_houses() -> None:
    assert max(len({zone.kind for zone in member.plan.zones}) for member in FAMILY) == 4


@pytest.mark.parametrize("member", FAMILY, ids=lambda member: member.name)
def test_something_can_happen_in_every_house(member: Member) -> None:
    assert list(moves(member, member.start()))
