import pytest

from hw_sim.replay.clock import VirtualClocks
from hw_sim.replay.errors import ReplayError

NOON_MS = 1_741_600_000_000


def test_all_clocks_move_together() -> None:
    clocks = VirtualClocks(NOON_MS)
    before = clocks.mono_ms()
    clocks.go_to(clocks.mono_at(NOON_MS + 1_500))
    assert clocks.wall_ms() == NOON_MS + 1_500
    assert clocks.mono_ms() == clocks.boottime_ms() == before + 1_500
    assert clocks.now_ns() == clocks.mono_ms() * 1_000_000


def test_wall_time_is_never_taken_for_the_time_since_boot() -> None:
    clocks = VirtualClocks(NOON_MS)
    assert clocks.mono_ms() != clocks.wall_ms()


def test_time_does_not_run_backwards() -> None:
    clocks = VirtualClocks(NOON_MS)
    with pytest.raises(ReplayError, match="back"):
        clocks.go_to(clocks.mono_ms() - 1)
