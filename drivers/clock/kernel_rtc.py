"""A clock that the kernel's own driver has: ``dtoverlay=i2c-rtc,ds3231``, or a computer's built-in one.

It is read where anybody may, in sysfs (Documentation/ABI/testing/sysfs-class-rtc: ``since_epoch``), and never set: that
takes CAP_SYS_TIME, which alarmd must not have, and the kernel does it by itself every eleven minutes while it follows a
time server. What it does not say is whether the clock has lost its time: Linux's driver of the DS3231, rtc-ds1307,
writes "SET TIME!" to the kernel's log when it finds the chip's OSF set, and hands out what the chip says. So one with a
flat cell shows as a time that is earlier than this panel has seen already, and is taken for lost by that.
"""

import re
from pathlib import Path

from drivers.errors import ClockError

SYSFS = Path("/sys/class/rtc")
DEVICE = re.compile(r"/dev/(rtc[0-9]{1,2})")


class KernelRtc:
    """One clock of the kernel's, by its device file. ``folder``: where the kernel shows its clocks."""

    def __init__(self, device: str, folder: Path = SYSFS) -> None:
        self._device = device
        found = DEVICE.fullmatch(device)
        assert found is not None, f"{device} is no clock's device file; the configuration takes no other"
        self._path = folder / found[1] / "since_epoch"

    def read(self) -> int:
        """Seconds since 1970, UTC. Raises ClockError."""
        try:
            return int(self._path.read_text(encoding="ascii"))
        except (OSError, ValueError) as error:
            raise ClockError(
                f"the kernel's clock {self._device} does not answer: {error}; `ls /sys/class/rtc` shows which clocks it"
                " has, `dmesg | grep rtc` why not; a DS3231 needs dtoverlay=i2c-rtc,ds3231 in config.txt"
            ) from error
