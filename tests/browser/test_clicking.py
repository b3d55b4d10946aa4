"""Half a minute of somebody clicking at random; the half hour is ``python -m tests.browser.clicking``."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.clicking import COMMANDS, click_about
from tests.browser.eyes import opened
from tests.hw_sim.launch.running import RunningDemo

pytestmark = [pytest.mark.lane("chromium"), pytest.mark.lane("mosquitto")]

SECONDS, SEED = 20, 7
CLICKS_MIN = 10


def test_whatever_is_clicked_nobody_complains_and_nothing_is_left_behind(browser: Browser, demo: RunningDemo) -> None:
    with opened(browser, demo.notes["house_url"]) as (page, complaints):
        expect(page.locator("#link")).to_have_text("live")
        account = click_about(demo, page, complaints, SECONDS, SEED)
    assert account.clicks >= CLICKS_MIN
    assert (account.complaints, account.log_lines) == ([], [])
    assert account.rss_kib.keys() == set(COMMANDS)
    assert len(account.heap_kib) > 1
