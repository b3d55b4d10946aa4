"""The machine's clocks."""

import time

from panel.daemon.clocks import SystemClock


def test_the_clocks_are_the_kernels_in_milliseconds() -> None:
    clock = SystemClock()
    assert abs(clock.mono_ms() - time.monotonic() * 1000) < 1000
    assert abs(clock.wall_ms() - time.time() * 1000) < 1000
    assert clock.boottime_ms() >= clock.mono_ms() - 1000
    assert len(clock.boot_id) == 36
