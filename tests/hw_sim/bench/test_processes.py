"""What a process costs, read from the kernel."""

import os
import select
import time

from hw_sim.bench.processes import cpu_s, rss_mb, started_s, wakeups, written_bytes


def test_our_own_process_has_a_size_an_age_and_a_past() -> None:
    me = os.getpid()
    assert 5 < rss_mb(me) < 2_000
    assert 0 <= cpu_s(me) < 100_000
    before = wakeups(me)
    select.select([], [], [], 0.001)  # to be woken, one must wait
    assert wakeups(me) > before
    assert written_bytes(me) >= 0
    assert started_s(me) < time.monotonic()


def test_work_is_seen_as_processor_time() -> None:
    before, end_s = cpu_s(os.getpid()), time.monotonic() + 10
    while cpu_s(os.getpid()) < before + 0.05:
        assert time.monotonic() < end_s
