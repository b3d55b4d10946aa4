"""Zones left out: by whom, for how long, and never what calls for help."""

from msgspec.structs import replace

from panel.core.events import Actor
from panel.core.names import Action, Bypass, Role, Trial
from tests.support.script import ANA, BOX, HOUSE, PANIC_BUTTON, SMOKE, WINDOW, Story, armed

GUEST = replace(ANA, id="guest", role=Role.RESIDENT)
HANDY = replace(GUEST, id="handy", granted=(Action.BYPASS,))
FITTER = Actor(id="fitter", role=Role.INSTALLER)


def test_a_zone_left_out_once_is_quiet_for_one_arming_and_is_named_in_it(story: Story) -> None:
    story.bypasses(WINDOW).expects("zone.bypassed house #4 once by=ana/keypad", "ok")
    story.arms("total", HOUSE, no_exit=True).expects(
        "area.armed house mode=total zones=4 by=ana/keypad", "house armed total", "shows armed", "ok"
    )
    story.opens(WINDOW).expects()
    story.closes(WINDOW).expects()
    story.disarms().expects(
        "area.disarmed house mode=total zones=4 by=ana/keypad",
        "zone.unbypassed house #4 period_ended",
        "house idle",
        "shows ready",
        "ok",
    )
    armed(story).opens(WINDOW).said.clear()
    assert story.state.areas[0].phase == "alarm"


def test_an_open_zone_that_is_left_out_is_not_in_the_way(story: Story) -> None:
    story.opens(WINDOW).expects("shows nothing")
    story.bypasses(WINDOW).expects("zone.bypassed house #4 once by=ana/keypad", "shows ready", "ok")


def test_isolation_lasts_until_it_is_lifted_and_over_a_power_cut(story: Story) -> None:
    story.bypasses(WINDOW, Bypass.ISOLATED).expects("zone.bypassed house #4 isolated by=ana/keypad", "ok")
    story.starts(at=7).expects("panel.booted start detail=unknown")
    story.arms("total", HOUSE, no_exit=True).said.clear()
    story.disarms().said.clear()
    assert story.state.zones[3].bypass is Bypass.ISOLATED
    story.bypasses(WINDOW, Bypass.NONE).expects("zone.unbypassed house #4 none by=ana/keypad", "ok")


def test_a_hold_up_device_is_never_left_out_nor_a_zone_that_must_not_be(story: Story) -> None:
    story.bypasses(PANIC_BUTTON).expects("error invalid")
    plan = replace(story.plan, zones=tuple(replace(zone, bypassable=zone.id != BOX) for zone in story.plan.zones))
    other = Story(plan)
    other.bypasses(BOX).expects("error invalid")
    other.bypasses(99).expects("error invalid")


def test_it_needs_its_right_and_isolating_another(story: Story) -> None:
    story.bypasses(WINDOW, who=GUEST).expects("error no_permission")
    story.bypasses(WINDOW, who=HANDY).expects("zone.bypassed house #4 once by=handy/keypad", "ok")
    story.bypasses(WINDOW, Bypass.ISOLATED, who=HANDY).expects("error no_permission")
    story.bypasses(WINDOW, Bypass.ISOLATED, who=FITTER).expects("error no_permission")
    story.consents(3_600_000).expects("installer.consent_given detail=3600000 ms by=ana/keypad", "ok")
    story.bypasses(WINDOW, Bypass.ISOLATED, who=FITTER).expects(
        "zone.bypassed house #4 isolated by=fitter/keypad", "ok"
    )
    story.bypasses(SMOKE, who=FITTER).expects("error no_permission")
    story.tries(Trial.SERVICE, who=FITTER).expects("test.begun detail=service by=fitter/keypad", "ok")
    story.bypasses(SMOKE, who=FITTER).expects("zone.bypassed house #6 once by=fitter/keypad", "ok")


def test_while_its_area_is_armed_no_zone_is_left_out(story: Story) -> None:
    armed(story).bypasses(WINDOW).expects("error not_ready")


def test_a_fire_that_still_burns_when_its_bypass_is_lifted_rings_at_once(story: Story) -> None:
    story.bypasses(SMOKE).expects("zone.bypassed house #6 once by=ana/keypad", "ok")
    story.opens(SMOKE).expects()
    story.bypasses(SMOKE, Bypass.NONE).expects(
        "zone.unbypassed house #6 none by=ana/keypad",
        "alarm.fire house #6 fire",
        "shows siren=fire strobe sounder=fire alarm",
        "ok",
    )


def test_a_day_later_what_was_left_out_once_though_nobody_armed_is_in_again(story: Story) -> None:
    story.bypasses(BOX).expects("zone.bypassed house #5 once by=ana/keypad", "ok")
    story.at(86_400_000).expects("zone.unbypassed house #5 period_ended")
