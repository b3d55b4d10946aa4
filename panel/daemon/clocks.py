"""The clocks of the machine, read in one place."""

import ctypes
import time
from enum import StrEnum
from pathlib import Path

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_TIMESYNC = Path("/run/systemd/timesync/synchronized")  # systemd-timesyncd touches it when a server has answered
_MODULE = Path("/sys/class/rtc/rtc0/since_epoch")
_TIMEX_BYTES = 512  # struct timex is 208 on 64-bit machines; all zero asks and sets nothing
_TIME_ERROR = 5  # adjtimex(2): the clock is not synchronised
_APART_S = 60  # a clock module loses a few seconds in a month


class SetBy(StrEnum):
    """Who vouches for the wall clock as it is now."""

    NOBODY = "nobody"
    MODULE = "module"  # a battery-backed clock (DS3231) says the same
    SERVER = "server"  # the kernel follows a time server


class SystemClock:
    """The kernel's clocks, in whole milliseconds.

    Delays use CLOCK_MONOTONIC, which no time server moves. CLOCK_BOOTTIME with the boot id tells how
    long the process was gone: it goes on while the process is not there, and starts anew with the board.
    """

    def __init__(self, *, asks_module: bool = True) -> None:
        """``asks_module``: the kernel's first clock may vouch; not where the configuration names a clock module."""
        self._asks_module = asks_module
        self.boot_id = _BOOT_ID.read_text(encoding="ascii").strip()
        self._libc = ctypes.CDLL(None)

    def mono_ms(self) -> int:
        """Never runs backwards, never jumps; zero means nothing."""
        return time.monotonic_ns() // 1_000_000

    def wall_ms(self) -> int:
        """UTC since 1970, as good as the machine knows it."""
        return time.time_ns() // 1_000_000

    def boottime_ms(self) -> int:
        """Since the kernel started."""
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000

    def set_by(self) -> SetBy:
        """Who says that ``wall_ms`` is right. May ask the clock module: a few milliseconds on its bus."""
        asked = int(self._libc.adjtimex(ctypes.create_string_buffer(_TIMEX_BYTES)))
        # A hardened unit may not ask the kernel (-1); then the time service's own mark is the next best.
        if asked not in (-1, _TIME_ERROR) or (asked == -1 and _TIMESYNC.exists()):
            return SetBy.SERVER
        agrees = self._asks_module and _module_agrees(_MODULE, time.time())
        return SetBy.MODULE if agrees else SetBy.NOBODY


def _module_agrees(module: Path, now_s: float) -> bool:
    try:
        says_s = int(module.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return False  # there is none, or it does not answer
    return abs(says_s - now_s) <= _APART_S
