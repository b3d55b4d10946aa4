"""The page and its parts as HTML: rendered once for however many pages are open, and no oftener than can be seen."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import jinja2

from station import wording
from station.desk import FIGURES, INCIDENTS, LOG, PANELS, PARTS, Desk
from station.lines import clean

TEMPLATES = Path(__file__).parent / "templates"
GAP_S = 0.1  # between two renderings of one part: a flood of reports costs no more than ten a second
STALE_S = 1.0  # it says how many seconds are left

Now = Callable[[], int]


class Parts:
    """Renders what a desk holds. ``now_ms``: the station's wall clock."""

    def __init__(self, desk: Desk, now_ms: Now) -> None:
        self._desk = desk
        self._now_ms = now_ms
        self._kept: dict[str, tuple[int, float, str]] = {}  # which change, when by the loop's clock, the HTML
        self._fill = {INCIDENTS: desk.incidents, PANELS: desk.panels, LOG: desk.log, FIGURES: desk.figures}
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._templates.globals["t"] = wording
        self._templates.filters["clean"] = clean

    async def part(self, name: str) -> str:
        """One part, as new as the newest change that an open page has heard of."""
        while True:
            change, at_s, html = self._kept.get(name, (-1, 0.0, ""))
            age_s = time.monotonic() - at_s
            if change == self._desk.changes(name) and age_s < STALE_S:
                return html
            if change < 0 or age_s >= GAP_S:
                return self._render_part(name)
            await asyncio.sleep(GAP_S - age_s)

    async def page(self) -> str:
        """The whole page, readable without any script."""
        parts = {name: await self.part(name) for name in PARTS}
        return self.render("page.html", parts=parts, now_ms=self._now_ms())

    def render(self, template: str, **values: object) -> str:
        """Any of the templates."""
        return self._templates.get_template(template).render(**values)

    def _render_part(self, name: str) -> str:
        html = self.render(f"{name}.html", **self._fill[name](self._now_ms()))
        self._kept[name] = (self._desk.changes(name), time.monotonic(), html)
        return html
