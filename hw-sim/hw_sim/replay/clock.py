"""Every clock of a machine whose time is a number somebody sets."""

from hw_sim.replay.errors import ReplayError
from panel.daemon.clocks import SetBy

NS_PER_MS = 1_000_000
UP_MS = 3_600_000  # the machine has been running for an hour: its monotonic clock is no wall clock


class VirtualClocks:
    """The clocks of the panel and of the world. Wall time is UTC since 1970; both move together."""

    boot_id = "a-virtual-boot"

    def __init__(self, wall_ms: int) -> None:
        self._apart_ms = wall_ms - UP_MS
        self._mono_ms = UP_MS

    def mono_ms(self) -> int:
        """The panel's monotonic clock."""
        return self._mono_ms

    def wall_ms(self) -> int:
        """The panel's wall clock, which is right."""
        return self._mono_ms + self._apart_ms

    def boottime_ms(self) -> int:
        """Since the machine was switched on."""
        return self._mono_ms

    def set_by(self) -> SetBy:
        """It is right, and somebody says so."""
        return SetBy.SERVER

    def now_ns(self) -> int:
        """The world's clock, for its wires."""
        return self._mono_ms * NS_PER_MS

    def mono_at(self, wall_ms: int) -> int:
        """The monotonic time of a moment in UTC."""
        return wall_ms - self._apart_ms

    def go_to(self, mono_ms: int) -> None:
        """Time passes. It never runs backwards."""
        if mono_ms < self._mono_ms:
            raise ReplayError(f"time was to run from {self._mono_ms} ms back to {mono_ms} ms")
        self._mono_ms = mono_ms
