"""The clocks of the machine, read in one place."""

import time
from pathlib import Path

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class SystemClock:
    """The kernel's clocks, in whole milliseconds.

    Delays use CLOCK_MONOTONIC, which no time server moves. CLOCK_BOOTTIME with the boot id tells how
    long the process was gone: it goes on while the process is not there, and starts anew with the board.
    """

    def __init__(self) -> None:
        self.boot_id = _BOOT_ID.read_text(encoding="ascii").strip()

    def mono_ms(self) -> int:
        """Never runs backwards, never jumps; zero means nothing."""
        return time.monotonic_ns() // 1_000_000

    def wall_ms(self) -> int:
        """UTC since 1970, as good as the machine knows it."""
        return time.time_ns() // 1_000_000

    def boottime_ms(self) -> int:
        """Since the kernel started."""
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000
