"""Somebody clicks at random for a long time: ``python -m tests.browser.clicking --minutes 30 --seed 1``.

Prints one object: how much was clicked, what anybody complained of (console, requests, logs), and how memory went, as
samples of the page's heap and of each process.
"""

import argparse
import json
import re
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random

from playwright.sync_api import CDPSession, Error, Page

from drivers.camera.watch import resident_kib
from tests.browser.eyes import Complaints, chromium, opened
from tests.hw_sim.launch.running import RunningDemo

TARGETS = "button:visible, [role=button]:visible, [role=switch]:visible"
SAMPLES = 30
TROUBLE = re.compile(r"Traceback|^ERROR|^CRITICAL|Exception", re.MULTILINE)
COMMANDS = ("hw_sim.alarmd", "hw_sim.camerad", "hw_sim.world", "station run", "commsd")


@dataclass
class Account:
    """What came of it. ``heap_kib`` and ``rss_kib``: samples in their order, the first after a minute or a tenth."""

    clicks: int = 0
    missed: int = 0  # what was clicked had gone, or lay under something else
    complaints: list[str] = field(default_factory=list)
    log_lines: list[str] = field(default_factory=list)
    heap_kib: list[int] = field(default_factory=list)
    rss_kib: dict[str, list[int]] = field(default_factory=dict)


def click_about(demo: RunningDemo, page: Page, complaints: Complaints, seconds: float, seed: int) -> Account:
    """Clicks until the time is over."""
    account, chance = Account(), Random(seed)
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")
    began = time.monotonic()
    due = [began + seconds * (n + 1) / SAMPLES for n in range(SAMPLES)]
    while (now := time.monotonic()) < began + seconds:
        _one(page, chance, account)
        if due and now >= due[0]:
            due.pop(0)
            _sample(demo, devtools, account)
    _sample(demo, devtools, account)
    account.complaints = complaints.heard[:20]
    account.log_lines = [line for log in sorted(demo.data.glob("*/log")) for line in _troubles(log)][:20]
    return account


def _one(page: Page, chance: Random, account: Account) -> None:
    targets = page.locator(TARGETS)
    try:
        targets.nth(chance.randrange(max(1, targets.count()))).click(timeout=1_000)
        account.clicks += 1
    except Error:
        account.missed += 1
    page.wait_for_timeout(chance.randrange(20, 400))


def _sample(demo: RunningDemo, devtools: CDPSession, account: Account) -> None:
    devtools.send("HeapProfiler.collectGarbage")
    metrics = {each["name"]: each["value"] for each in devtools.send("Performance.getMetrics")["metrics"]}
    account.heap_kib.append(int(metrics.get("JSHeapUsedSize", 0)) // 1024)
    for pid, line in demo.children().items():
        name = next((command for command in COMMANDS if command in line), None)
        if name is not None:
            account.rss_kib.setdefault(name, []).append(resident_kib(pid))


def _troubles(log: Path) -> list[str]:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return [f"{log.parent.name}: {line}" for line in lines if TROUBLE.search(line)]


def main() -> int:
    """1 when anybody complained."""
    parser = argparse.ArgumentParser(description="Clicks at random on the page of a demo of its own.")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="s-") as place:
        demo = RunningDemo(Path(place))
        try:
            with chromium() as browser, opened(browser, demo.notes["house_url"]) as (page, complaints):
                account = click_about(demo, page, complaints, args.minutes * 60, args.seed)
        finally:
            demo.stop()
    print(json.dumps(asdict(account)))
    return 1 if account.complaints or account.log_lines else 0


if __name__ == "__main__":
    sys.exit(main())
