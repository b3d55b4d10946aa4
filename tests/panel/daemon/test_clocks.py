"""The machine's clocks."""

import time
from pathlib import Path

import pytest

from panel.daemon.clocks import SetBy, SystemClock


def test_the_clocks_are_the_kernels_in_milliseconds() -> None:
    clock = SystemClock()
    assert abs(clock.mono_ms() - time.monotonic() * 1000) < 1000
    assert abs(clock.wall_ms() - time.time() * 1000) < 1000
    assert clock.boottime_ms() >= clock.mono_ms() - 1000
    assert len(clock.boot_id) == 36


def test_the_kernels_first_clock_vouches_only_where_it_is_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    since_epoch = tmp_path / "since_epoch"
    since_epoch.write_text(f"{int(time.time())}\n")
    monkeypatch.setattr("panel.daemon.clocks._MODULE", since_epoch)
    asked, named = SystemClock(), SystemClock(asks_module=False)
    for clock in (asked, named):
        monkeypatch.setattr(clock, "_libc", NoServer())
    assert (asked.set_by(), named.set_by()) == (SetBy.MODULE, SetBy.NOBODY)


class NoServer:
    """A kernel that follows no time server."""

    def adjtimex(self, buffer: object) -> int:
        return 5
