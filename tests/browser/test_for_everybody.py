"""The pages for whoever has weak eyes, no mouse, a phone, or no script; judged by axe-core and by using them so."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.eyes import WIDTHS, opened
from tests.hw_sim.launch.running import RunningDemo

pytestmark = [pytest.mark.lane("chromium"), pytest.mark.lane("mosquitto")]

GRAVE = {"serious", "critical"}
PAGES = ("house_url", "station_url")


@pytest.mark.parametrize("width", sorted(WIDTHS))
@pytest.mark.parametrize("which", PAGES)
def test_axe_finds_nothing_serious(browser: Browser, demo: RunningDemo, which: str, width: int) -> None:
    # Our own policy keeps axe's script out, as it should keep out every other.
    with opened(browser, demo.notes[which], width, bypass_csp=True) as (page, _):
        expect(page.locator("#link")).to_contain_text("ive")  # live, or Live
        found = Axe().run(page, options={"iframes": False}).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in GRAVE] == []


@pytest.mark.parametrize("width", sorted(WIDTHS))
@pytest.mark.parametrize("which", PAGES)
def test_nothing_is_wider_than_the_screen_and_nobody_complains(
    browser: Browser, demo: RunningDemo, which: str, width: int
) -> None:
    with opened(browser, demo.notes[which], width) as (page, complaints):
        expect(page.locator("#link")).to_contain_text("ive")
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
        assert complaints.heard == []


def test_a_door_is_opened_and_shut_by_keyboard_alone(browser: Browser, demo: RunningDemo) -> None:
    with opened(browser, demo.notes["house_url"]) as (page, complaints):
        expect(page.locator("#link")).to_have_text("live")
        _tab_to(page, "at-garage_door")
        door = page.locator("#at-garage_door")
        page.keyboard.press("Enter")
        expect(door).to_have_attribute("aria-label", "Garage door, open")
        page.keyboard.press("Space")
        expect(door).to_have_attribute("aria-label", "Garage door, closed")
        assert complaints.heard == []


def test_what_is_typed_is_read_on_the_glass_as_stars_and_gone_with_a_star(browser: Browser, demo: RunningDemo) -> None:
    with opened(browser, demo.notes["house_url"]) as (page, complaints):
        expect(page.locator("#link")).to_have_text("live")
        glass = page.get_by_role("group", name="Display hall_display")
        for key in "12":
            page.get_by_role("button", name=f"Key {key}", exact=True).click()
        expect(glass).to_contain_text("Code:**")
        expect(glass).to_have_class("display rows-4 lit")
        page.get_by_role("button", name="Key star").click()
        expect(glass).not_to_contain_text("Code:")
        assert complaints.heard == []


def test_on_a_phone_house_and_station_are_two_sides_of_one_page(browser: Browser, demo: RunningDemo) -> None:
    with opened(browser, demo.notes["house_url"], 390, has_touch=True) as (page, complaints):
        expect(page.locator("#plan")).to_be_visible()
        expect(page.locator("#station")).to_be_hidden()
        page.get_by_role("button", name="The station").tap()
        expect(page.locator("#station")).to_be_visible()
        expect(page.locator("#plan")).to_be_hidden()
        assert complaints.heard == []


def test_the_station_s_page_tells_everything_without_a_script(browser: Browser, demo: RunningDemo) -> None:
    with opened(browser, demo.notes["station_url"], java_script_enabled=False) as (page, _):
        for part in ("incidents", "panels", "log", "figures"):
            expect(page.locator(f"#{part}")).to_be_visible()
        expect(page.locator("#panels article")).to_contain_text(demo.notes["panel"])


@pytest.mark.parametrize("which", PAGES)
def test_what_is_not_ours_gets_no_foot_in_the_page(browser: Browser, demo: RunningDemo, which: str) -> None:
    with opened(browser, demo.notes[which]) as (page, complaints):
        page.evaluate("""() => { const script = document.createElement("script");
            script.textContent = "window.ours = false"; document.body.append(script); }""")
        assert page.evaluate("() => window.ours") is None
        assert any("Content Security Policy" in each for each in complaints.heard)


def _tab_to(page: Page, wanted: str) -> None:
    for _ in range(100):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.id") == wanted:
            return
    raise AssertionError(f"no way to {wanted} by the Tab key")
