"""Arming over what is in the way: refused with the list, offered, and done exactly as shown."""

from msgspec.structs import replace

from panel.core.names import Action, Condition, Role, Trouble
from panel.core.plan import ZonePlan
from tests.support.script import ANA, ANNEX, BOX, FRONT_DOOR, HOME, HOUSE, SHED, WINDOW, Story
from zones.kinds import Level

GUEST = replace(ANA, id="guest", role=Role.RESIDENT)
FORCER = replace(GUEST, id="forcer", granted=(Action.FORCE,))
REFUSED = "area.arm_refused house not_ready mode=total zones=4 by=ana/keypad"


def refused(story: Story) -> Story:
    story.opens(WINDOW).expects("shows nothing")
    return story.arms("total", HOUSE, offer="t1").expects(REFUSED, "error not_ready 4 force=t1")


def test_an_open_window_is_named_and_arming_over_it_leaves_out_just_that(story: Story) -> None:
    refused(story)
    story.arms("total", HOUSE, force="t1", no_exit=True).expects(
        "zone.bypassed house #4 forced by=ana/keypad",
        "area.armed house mode=total zones=4 by=ana/keypad",
        "house armed total",
        "shows armed",
        "ok",
    )


def test_the_window_that_was_shown_is_left_out_also_if_it_closes_meanwhile(story: Story) -> None:
    refused(story)
    story.closes(WINDOW).expects("shows ready")
    story.arms("total", HOUSE, force="t1", no_exit=True).said.clear()
    story.opens(WINDOW).expects()


def test_another_zone_that_opens_voids_the_offer(story: Story) -> None:
    refused(story)
    story.opens(BOX).said.clear()
    story.closes(BOX).said.clear()
    story.arms("total", HOUSE, force="t1").expects(REFUSED, "error not_ready 4")


def test_it_is_void_after_two_minutes_after_a_disarm_and_for_anybody_else(story: Story) -> None:
    refused(story).arms("total", HOUSE, force="t1", who=FORCER).expects(
        REFUSED.replace("ana", "forcer"), "error not_ready 4"
    )
    story.disarms().expects("ok")
    story.arms("total", HOUSE, force="t1").expects(REFUSED, "error not_ready 4")
    story.arms("total", HOUSE, offer="t2").expects(REFUSED, "error not_ready 4 force=t2")
    story.at(120_000).arms("total", HOUSE, force="t2").expects(REFUSED, "error not_ready 4")


def test_nobody_without_the_right_is_offered_it(story: Story) -> None:
    story.opens(WINDOW).expects("shows nothing")
    story.arms("total", HOUSE, offer="t1", who=GUEST).expects(REFUSED.replace("ana", "guest"), "error not_ready 4")
    story.arms("total", HOUSE, offer="t1", who=FORCER).expects(
        REFUSED.replace("ana", "forcer"), "error not_ready 4 force=t1"
    )


def test_what_never_sleeps_is_never_forced(story: Story) -> None:
    story.opens(BOX).said.clear()
    story.arms("total", HOUSE, offer="t1").expects(
        "area.arm_refused house not_ready mode=total zones=5 by=ana/keypad", "error not_ready 5"
    )


def test_lost_mains_are_in_the_way_and_kept_with_the_arming_that_was_forced(story: Story) -> None:
    story.breaks(Trouble.MAINS).expects("trouble.raised trouble=mains", "shows nothing")
    story.arms("total", HOUSE, offer="t1").expects(
        "area.arm_refused house not_ready mode=total conditions=mains by=ana/keypad", "error not_ready mains force=t1"
    )
    story.arms("total", HOUSE, force="t1", no_exit=True).expects(
        "area.armed house mode=total conditions=mains by=ana/keypad", "house armed total", "shows armed", "ok"
    )


def test_the_table_of_the_configuration_says_who_may_override_what(story: Story) -> None:
    plan = replace(story.plan, overrides=(), zones=tuple(map(_plain, story.plan.zones)))
    other = Story(plan)
    other.breaks(Trouble.MAINS).said.clear()
    other.arms("total", HOUSE, offer="t1").said.clear()
    assert other.state.force is None
    other.mends(Trouble.MAINS).said.clear()
    other.reads(WINDOW, Level.MASKED).said.clear()
    other.arms("total", HOUSE, offer="t1").said.clear()
    assert other.state.force is None


def _plain(zone: ZonePlan) -> ZonePlan:
    return zone


def test_it_is_good_for_the_areas_it_was_offered_for_and_for_no_others(story: Story) -> None:
    refused(story)
    story.arms("total", HOUSE, ANNEX, force="t1").said.clear()
    assert [area.phase for area in story.state.areas] == ["idle", "idle"]


def test_what_fails_after_the_offer_was_not_agreed_to(story: Story) -> None:
    refused(story)
    story.breaks(Trouble.MAINS).said.clear()
    story.arms("total", HOUSE, force="t1").expects(
        "area.arm_refused house not_ready mode=total zones=4 conditions=mains by=ana/keypad",
        "error not_ready 4 mains",
    )


def test_whoever_may_not_force_any_more_has_nothing_of_the_offer(story: Story) -> None:
    story.opens(WINDOW).expects("shows nothing")
    story.arms("total", HOUSE, offer="t1", who=FORCER).said.clear()
    story.arms("total", HOUSE, force="t1", who=replace(FORCER, granted=())).expects(
        REFUSED.replace("ana", "forcer"), "error not_ready 4"
    )


def test_a_masked_detector_is_offered_to_those_whom_the_table_names_and_to_nobody_else() -> None:
    table = ((Condition.MASKED, (Role.ADMINISTRATOR,)), (Condition.MAINS, (Role.RESIDENT,)))
    story = Story(replace(HOME, overrides=table))
    story.reads(WINDOW, Level.MASKED).expects("shows nothing")
    story.arms("total", HOUSE, offer="t1", who=FORCER).expects(REFUSED.replace("ana", "forcer"), "error not_ready 4")
    story.arms("total", HOUSE, offer="t1").expects(REFUSED, "error not_ready 4 force=t1")


def test_another_zone_that_opens_voids_the_offer_and_one_that_closes_does_not(story: Story) -> None:
    story.opens(FRONT_DOOR).expects()
    refused(story)
    story.closes(FRONT_DOOR).expects()
    assert story.state.force is not None
    story.opens(SHED).expects()
    assert story.state.force is None
