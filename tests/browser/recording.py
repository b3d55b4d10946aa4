"""Makes the pictures of the documentation from a running demo: ``python -m tests.browser.recording docs/img``.

A still for the README and a short film of a break-in: what the page shows while the story plays on the real panel.
"""

import argparse
import io
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.browser.eyes import chromium, opened
from tests.hw_sim.launch.running import RunningDemo

STORY = "Break in"
FRAME_S, WAITING_S, FILM_WIDTH, QUALITY = 0.7, 1.5, 880, 50
LONGEST_S = 150


def main() -> int:
    """Writes page.webp and break-in.webp into the folder given."""
    parser = argparse.ArgumentParser(description="Makes the pictures of the documentation.")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    with tempfile.TemporaryDirectory(prefix="s-") as place:
        demo = RunningDemo(Path(place), configuration=None)
        try:
            with chromium() as browser, opened(browser, demo.notes["house_url"], 1440) as (page, _):
                frames = film(page)
        finally:
            demo.stop()
    alarm = max(range(len(frames)), key=lambda at: frames[at][1])
    frames[alarm][0].save(folder / "page.webp", quality=80, method=6)
    small = [frame.resize((FILM_WIDTH, FILM_WIDTH * frame.height // frame.width)) for frame, _ in frames]
    small[0].save(
        folder / "break-in.webp",
        save_all=True,
        append_images=small[1:],
        duration=int(FRAME_S * 1000),
        loop=0,
        quality=QUALITY,
        method=6,
    )
    return 0


def film(page: Page) -> list[tuple[Image.Image, int]]:
    """The story from its beginning to its end, each frame with how many pictures the station shows in it."""
    page.get_by_role("button", name=STORY).click()
    teller = page.locator("#teller")
    teller.wait_for(state="visible")
    frames = []
    end = time.monotonic() + LONGEST_S
    while teller.is_visible() and time.monotonic() < end:
        began = time.monotonic()
        shown = page.frame_locator("#station").locator("#open .strip img").count()
        if page.locator("#waiting").inner_text() and not page.locator("body.loud").count():
            page.wait_for_timeout(WAITING_S * 1000)  # beeps that run out are told by a few frames
        frames.append((Image.open(io.BytesIO(page.screenshot())).convert("RGB"), shown))
        page.wait_for_timeout(max(0.0, began + FRAME_S - time.monotonic()) * 1000)
    return frames


if __name__ == "__main__":
    sys.exit(main())
