"""A real Chromium, the distribution's, looking at the pages of a running demo; what it complains of is kept."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

# A browser that asks its maker for nothing: the tests have no network, and refused connections cost seconds.
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--no-sandbox",  # the sandbox refuses root, which continuous integration is
)
WIDTHS = {390: 844, 820: 1180, 1440: 900}  # a phone, a tablet, a desk


class Complaints:
    """What a page's console said, what did not load, and what was asked of any other machine."""

    def __init__(self, page: Page) -> None:
        self.heard: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.heard.append(f"error: {error}"))
        page.on("requestfailed", self._failed)
        page.on("request", self._asked)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.heard.append(f"{message.type}: {message.text} ({message.location['url']})")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a stream or a picture that the page itself let go of
            self.heard.append(f"{request.failure}: {request.url}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:", "about:")):
            self.heard.append(f"asked of another machine: {request.url}")


@contextmanager
def chromium() -> Iterator[Browser]:
    """One browser, closed afterwards."""
    found = shutil.which("chromium")
    assert found is not None, "asked for by the lane"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, url: str, width: int = 1440, **context: object) -> Iterator[tuple[Page, Complaints]]:
    """A page at an address, as wide as given, alone in its profile."""
    made = browser.new_context(viewport={"width": width, "height": WIDTHS[width]}, **context)  # type: ignore[arg-type]  # any of its forty
    page = made.new_page()
    complaints = Complaints(page)
    page.goto(url, wait_until="domcontentloaded")
    yield page, complaints
    made.close()
