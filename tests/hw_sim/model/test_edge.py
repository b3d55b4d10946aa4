"""An edge lays out what the invariants ask for, by its own reading of the contract."""

from hw_sim.model.edge import MODES, PHASES, Edge, Rules, levels_after, watched
from hw_sim.model.family import ADMIN, disarm
from panel.core.events import Booted, DisarmRequested, Event, TagPresented, ZoneChanged
from panel.core.names import Mode, Phase, ReportKind
from panel.core.outputs import outputs
from panel.core.readiness import is_live
from panel.core.state import AreaState
from panel.core.step import step
from tests.support.script import BOX, HOME, SMOKE, WINDOW, Story
from zones.kinds import Level


def edge(story: Story, event: Event) -> Edge:
    return Edge(HOME, story.state, event, 0, step(HOME, story.state, event, 0), outputs(HOME, story.state, 0))


def test_a_trip_is_a_new_manner_of_tripping() -> None:
    story = Story()
    assert [trip.manner for trip in edge(story, ZoneChanged(WINDOW, Level.MASKED)).trips] == [Level.OPEN]
    assert [trip.manner for trip in edge(story, ZoneChanged(BOX, Level.OPEN)).trips] == [Level.TAMPER]
    story.opens(WINDOW).said.clear()
    assert edge(story, ZoneChanged(WINDOW, Level.MASKED)).trips == ()
    assert [trip.manner for trip in edge(story, ZoneChanged(WINDOW, Level.TAMPER)).trips] == [Level.TAMPER]
    assert edge(story, disarm(ADMIN)).trips == ()


def test_what_is_told_can_be_asked_by_kind_and_zone_and_area() -> None:
    found = edge(Story(), ZoneChanged(SMOKE, Level.OPEN))
    assert len(found.told(ReportKind.FIRE)) == 1
    assert len(found.told(ReportKind.FIRE, zone=5, area=0)) == 1
    assert (
        found.told(ReportKind.FIRE, zone=4)
        == found.told(ReportKind.FIRE, area=1)
        == found.told(ReportKind.TAMPER)
        == []
    )
    assert not found.quiet
    assert edge(Story(), disarm(ADMIN)).quiet


def test_a_restart_finds_unknown_what_it_was_not_told() -> None:
    booted = Booted(was_ms=0, down_ms=None, powered=True, levels=((WINDOW, Level.OPEN),))
    levels = levels_after(HOME, Story().state, booted)
    assert [zone.id for zone, level in zip(HOME.zones, levels, strict=True) if level is not Level.UNKNOWN] == [WINDOW]


def test_what_is_watched_is_said_twice_and_both_agree() -> None:
    phases = [AreaState(mode=mode, phase=Phase.ARMED) for mode in Mode]
    phases += [AreaState(mode=new, phase=Phase.EXIT, old_mode=old) for new in Mode for old in Mode]
    for area in phases:
        assert [watched(zone, area) for zone in HOME.zones] == [is_live(zone, area) for zone in HOME.zones]


def test_rules_keep_their_order_and_know_when_they_are_asked() -> None:
    rules = Rules()

    @rules.after(TagPresented)
    def about_tags(edge: Edge) -> str | None:
        return None

    @rules.about(MODES)
    def about_modes(edge: Edge) -> str | None:
        return None

    found = [(rule.name, rule.events, rule.about) for rule in rules.all]
    assert found == [("about_tags", (TagPresented,), ()), ("about_modes", (), (MODES,))]
    tags, modes = rules.all
    assert tags.is_asked(TagPresented, frozenset()) and not tags.is_asked(DisarmRequested, frozenset({MODES}))
    assert modes.is_asked(DisarmRequested, frozenset({MODES})) and not modes.is_asked(TagPresented, frozenset({PHASES}))
