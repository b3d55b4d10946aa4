"""Any house that the configuration allows, and anybody who may live in it: Hypothesis strategies."""

from hypothesis import strategies as st
from msgspec.structs import replace

from panel.core.events import Actor
from panel.core.names import ARMED_MODES, Action, Condition, Hours, Mode, Phase, Profile, Role, Trouble
from panel.core.plan import EVERYBODY, AreaPlan, Plan, RelayPlan, ZonePlan
from panel.core.rights import GRANTABLE
from zones.kinds import Kind

AREAS_MAX, ZONES_MAX = 3, 7
BY_MODE = (Kind.ENTRY_EXIT, Kind.FOLLOWER, Kind.INSTANT)
TRIPPED_ALONE = (Kind.INSTANT, Kind.FOLLOWER)
CP01_EXIT_MS, CP01_ENTRY_MS, CP01_HOLD_MS = 45_000, 30_000, 30_000


def subset_of(choices: tuple[str, ...], at_least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    """Some of them, in their own order."""
    chosen = st.sets(st.sampled_from(choices), min_size=at_least)
    return chosen.map(lambda some: tuple(one for one in choices if one in some))


def modes_of(choices: tuple[Mode, ...], at_least: int = 0) -> st.SearchStrategy[tuple[Mode, ...]]:
    """The same for modes."""
    return st.sets(st.sampled_from(choices), min_size=at_least).map(
        lambda some: tuple(one for one in choices if one in some)
    )


@st.composite
def zones(draw: st.DrawFn, number: int, areas: tuple[AreaPlan, ...], profile: Profile) -> ZonePlan:
    """One detector, of any kind, with what its kind may have."""
    area, kind = draw(st.sampled_from(areas)), draw(st.sampled_from(Kind))
    ids = tuple(one.id for one in areas)
    entry_ms = CP01_ENTRY_MS if profile is Profile.CP01 else draw(st.sampled_from((0, 1_000, 30_000)))
    limits = (1, 2) if profile is Profile.CP01 else (0, 1, 3)  # of alarms; 24-hour zones keep theirs of three
    switched = draw(subset_of(ids, at_least=1)) if kind is Kind.KEYSWITCH else ()
    offered = [mode for mode in ARMED_MODES if all(mode in one.modes for one in areas if one.id in switched)]
    return ZonePlan(
        id=number,
        name=f"Zone {number}",
        area=area.id,
        kind=kind if kind is not Kind.KEYSWITCH or offered else Kind.INSTANT,
        modes=draw(modes_of(area.modes, at_least=1)) if kind in BY_MODE or (switched and not offered) else (),
        entry_delay_ms=entry_ms,
        entry_areas=draw(subset_of(ids)) if kind is Kind.ENTRY_EXIT else (),
        bypassable=kind is not Kind.HOLD_UP and draw(st.booleans()),
        chime=kind in (*BY_MODE, Kind.CHIME_ONLY) and draw(st.booleans()),
        cross_group=draw(st.sampled_from(("", "hall"))) if kind in TRIPPED_ALONE else "",
        swinger_limit=draw(st.sampled_from(limits)) if kind in BY_MODE else 3,
        supervision_ms=draw(st.sampled_from((0, 60_000))) if kind in BY_MODE else 0,
        warm_up_ms=draw(st.sampled_from((0, 60_000))) if kind is Kind.INSTANT else 0,
        switch_areas=switched if offered else (),
        switch_mode=draw(st.sampled_from(offered)) if switched and offered else Mode.TOTAL,
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """One installation. The delays are a house's own, so that a second more or less is worth trying."""
    profile = draw(st.sampled_from(Profile))
    cp01 = profile is Profile.CP01
    areas = tuple(
        AreaPlan(id=f"a{number}", name=f"Area {number}", modes=draw(modes_of(ARMED_MODES, at_least=1)))
        for number in range(1, draw(st.integers(1, AREAS_MAX)) + 1)
    )
    found = tuple(draw(zones(number, areas, profile)) for number in range(1, draw(st.integers(1, ZONES_MAX)) + 1))
    has_exit_door = any(zone.kind is Kind.ENTRY_EXIT for zone in found)
    return Plan(
        areas=areas,
        zones=_grouped(found),
        relays=draw(relays(areas)),
        paths=draw(st.sampled_from(((), ("mqtt",), ("mqtt", "sms")))),
        overrides=tuple((one, draw(st.sampled_from((EVERYBODY, (Role.ADMINISTRATOR,), ())))) for one in Condition),
        profile=profile,
        exit_delay_ms=CP01_EXIT_MS if cp01 else draw(st.sampled_from((0, 1_000, 60_000))),
        exit_restart=cp01 or draw(st.booleans()),
        silent_exit=draw(st.booleans()),
        final_set=has_exit_door and draw(st.booleans()),
        stay=has_exit_door and (cp01 or draw(st.booleans())),
        siren_delay_ms=draw(st.sampled_from((0, 30_000))),
        siren_limit=draw(st.sampled_from((0, 1, 3))),
        cancel_window_ms=300_000 if cp01 else draw(st.sampled_from((0, 300_000))),
        hold_ms=CP01_HOLD_MS,
        recent_close_ms=draw(st.sampled_from((0, 120_000))),
        camera_privacy=draw(st.booleans()),
        uid_only_needs_pin=draw(st.booleans()),
        tag_cancels=draw(st.booleans()),
    )


@st.composite
def relays(draw: st.DrawFn, areas: tuple[AreaPlan, ...]) -> tuple[RelayPlan, ...]:
    """A gate that opens for whatever reason, or none."""
    if not draw(st.booleans()):
        return ()
    gate = RelayPlan(
        name="gate",
        areas=draw(subset_of(tuple(area.id for area in areas))),
        modes=draw(modes_of((Mode.DISARMED, *ARMED_MODES))),
        phases=tuple(draw(st.sets(st.sampled_from(Phase), max_size=2))),
        alarms=tuple(draw(st.sets(st.sampled_from((Kind.FIRE, Kind.WATER)), max_size=1))),
        troubles=tuple(draw(st.sets(st.sampled_from(Trouble), max_size=1))),
    )
    return (gate,)


def _grouped(found: tuple[ZonePlan, ...]) -> tuple[ZonePlan, ...]:
    """A cross group of one is refused by the configuration."""
    if sum(bool(zone.cross_group) for zone in found) > 1:
        return found
    return tuple(replace(zone, cross_group="") for zone in found)


def everybody(plan: Plan) -> tuple[Actor, ...]:
    """One of each role, with every right that the role can have, and a resident who has none."""
    ids = tuple(area.id for area in plan.areas)
    opens = (Role.ADMINISTRATOR, Role.RESIDENT, Role.LIMITED, Role.SERVICE)
    found = [
        Actor(
            id=role.value,
            role=role,
            arm=() if role is Role.INSTALLER else ids,
            disarm=ids if role in opens else (),
            modes=ARMED_MODES,
            granted=tuple(sorted(GRANTABLE[role] - {Action.ARM, Action.DISARM})),
        )
        for role in Role
    ]
    late = replace(found[2], id="late", hours=Hours.AFTER)
    return (*found, late, replace(found[2], id="out", hours=Hours.OUT), Actor(id="guest", role=Role.RESIDENT))
