"""Rendering: once for all, new in time, and nothing that a panel wrote becomes markup."""

import asyncio
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from station.desk import INCIDENTS, PARTS
from station.parts import GAP_S, Parts
from tests.station.paged import House, house
from tests.support.outbox import NOW_MS


@pytest.fixture
def home(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as found:
        yield found


def test_a_flood_is_rendered_a_few_times_and_its_last_word_is_shown(home: House) -> None:
    renderings = []

    def now_ms() -> int:
        renderings.append(1)
        return NOW_MS

    async def tell() -> str:
        parts = Parts(home.desk, now_ms)
        for _ in range(20):
            home.tells("alarm.water", zone=len(renderings) + 1)
            await parts.part(INCIDENTS)
        home.tells("alarm.fire", zone=99)
        async with asyncio.TaskGroup() as tasks:
            pages = [tasks.create_task(parts.part(INCIDENTS)) for _ in range(50)]
        assert len({page.result() for page in pages}) == 1
        return pages[0].result()

    began = time.monotonic()
    assert "Fire" in asyncio.run(tell())
    assert len(renderings) <= 2 + (time.monotonic() - began) / GAP_S


def test_what_nothing_changed_is_kept_for_a_second_alone(home: House) -> None:
    clock = [NOW_MS]

    async def tell() -> None:
        parts = Parts(home.desk, lambda: clock[0])
        home.tells("alarm.pending", follow_up_ms=50_000)
        first = await parts.part(INCIDENTS)
        clock[0] += 10_000
        assert await parts.part(INCIDENTS) == first
        await asyncio.sleep(1.05)
        assert await parts.part(INCIDENTS) != first

    asyncio.run(tell())


@pytest.mark.parametrize("field", ["zone_name", "area", "actor", "source", "detail", "cid", "sia", "trouble"])
def test_what_a_panel_wrote_is_text(home: House, field: str) -> None:
    evil = "<script>alert(1)</script>\x1b[2J\"'"
    home.tells("alarm.intrusion", **({"zone": 3, "zone_name": "Salon"} | {field: evil}))
    home.tells("trouble.raised", **{field: evil})
    page = asyncio.run(Parts(home.desk, lambda: NOW_MS).page())
    assert "<script>alert" not in page
    assert "\x1b" not in page
    assert "&lt;script&gt;" in page


def test_the_page_holds_every_part_and_no_style_or_script_of_its_own(home: House) -> None:
    home.tells("alarm.fire", zone=8)
    page = asyncio.run(Parts(home.desk, lambda: NOW_MS).page())
    assert all(f'id="{part}-part"' in page for part in PARTS)
    for inline in ("style=", "<style", "<script>", "onclick", "javascript:", "http://", "https://"):
        assert inline not in page


def test_an_alarms_page_is_cheap(home: House) -> None:
    for zone in range(1, 150):
        home.tells("alarm.water", zone=zone)
    parts = Parts(home.desk, lambda: NOW_MS)
    asyncio.run(parts.part(INCIDENTS))  # the templates are compiled once
    began = time.process_time()
    parts._render_part(INCIDENTS)
    assert time.process_time() - began < 0.25  # a hundred cards; some 20 ms on an idle machine


def test_the_extension_is_there_before_htmx_looks_at_the_page(home: House) -> None:
    page = asyncio.run(Parts(home.desk, lambda: NOW_MS).page())
    scripts = re.findall(r"<script[^>]*>", page)
    assert scripts == [
        '<script src="/static/htmx.min.js">',  # deferred, they would race, and some pages would never be live
        '<script src="/static/hx-sse.min.js">',
        '<script src="/static/station.js" defer>',
    ]
