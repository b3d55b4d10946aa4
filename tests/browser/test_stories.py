"""Each guided story is played to its end through the page, and house and station are looked at afterwards."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from hw_sim.page.stories import stories
from tests.browser.eyes import opened
from tests.hw_sim.launch.running import RunningDemo

pytestmark = [pytest.mark.lane("chromium"), pytest.mark.lane("mosquitto")]

LONGEST_MS = 120_000

# What the station has committed by the end of each, and what its page says of the worst.
TOLD = {
    "Break in": ({"alarm.intrusion", "alarm.confirmed", "alarm.cancelled", "picture"}, "Living room window"),
    "Cut the phone line": ({"alarm.intrusion", "alarm.cancelled"}, "Kitchen window"),
    "Wrong code": ({"alarm.pending", "code.wrong", "alarm.intrusion", "alarm.cancelled"}, "Front door"),
    "Go on holiday": ({"area.arm_refused", "area.armed", "alarm.pending", "area.disarmed"}, ""),
    "Power cut at night": ({"alarm.intrusion", "alarm.cancelled"}, "Kitchen window"),
}


def test_every_story_is_played_here() -> None:
    assert {each.title for each in stories()} == TOLD.keys()


@pytest.mark.parametrize("name", sorted(TOLD))
def test_a_story_plays_to_its_end_on_the_real_panel(browser: Browser, demo: RunningDemo, name: str) -> None:
    known = len(demo.log())
    with opened(browser, demo.notes["house_url"]) as (page, complaints):
        _played(page, name)
        assert "failed" not in (page.locator("#teller").get_attribute("class") or ""), page.inner_text("#caption")
        news = demo.log()[known:]
        kinds, place = TOLD[name]
        assert kinds <= {each["kind"] for each in news}
        assert {each["verdict"] for each in news} <= {"accepted", "picture"}
        _at_rest(page, demo)
        if place:
            station = page.frame_locator("#station")
            expect(station.locator("#ended article").filter(has_text=place).first).to_contain_text("ancelled")
        if name == "Cut the phone line":
            assert [each["path"] for each in news if each["kind"] == "alarm.intrusion"] == ["sms"]
        if name == "Go on holiday":
            assert not any(each["kind"] == "alarm.intrusion" for each in news)
        assert complaints.heard == []


def _played(page: Page, name: str) -> None:
    """Plays it with every pause stepped over."""
    (story,) = (each for each in stories() if each.title == name)
    page.get_by_role("button", name=name).click()
    expect(page.locator("body")).to_have_class("playing night" if story.night else "playing")
    while page.locator("body.playing").count():
        page.locator("#story-step").evaluate("button => button.click()")  # without effect where it is disabled
        page.wait_for_timeout(100)


def _at_rest(page: Page, demo: RunningDemo) -> None:
    look: dict[str, Any] = demo.look()
    assert set(look["inputs"].values()) == {"closed"}
    assert (look["siren"], look["strobe"], look["lamps"]["armed"]) == (False, False, False)
    assert (look["network"], look["mains"], look["gsm"]["state"]) == ("up", "there", "restore")
    assert {demo.phase("house"), demo.phase("garage")} == {"idle"}
    expect(page.locator("#siren")).to_have_attribute("aria-label", "Siren, silent; strobe, dark")
