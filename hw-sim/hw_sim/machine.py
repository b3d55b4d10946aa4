"""The files that a Raspberry Pi 4's kernel and firmware keep of the computer, in a folder: what there is to read of it.

As Raspberry Pi OS of 2024 shows them, written down from its documentation and its kernel's; ``panel.exam.machine``
reads them as it reads a real one's.
"""

from collections.abc import Iterable
from pathlib import Path

from panel.config.model import Config
from panel.doctor.machine import Chip, wanted_devices
from panel.exam.machine import Computer, installed

FILES = {
    "proc/device-tree/model": "Raspberry Pi 4 Model B Rev 1.4\0",
    "proc/sys/kernel/osrelease": "6.6.51+rpt-rpi-v8\n",
    "etc/os-release": 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n',
    "proc/cmdline": "console=tty1 root=PARTUUID=1-02 rootfstype=ext4 rootwait\n",
    "proc/swaps": "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n",
    "proc/meminfo": "MemTotal:        3885396 kB\nMemFree:         3012345 kB\n",
    "sys/class/watchdog/watchdog0/identity": "Broadcom BCM2835 Watchdog timer\n",
    "sys/class/watchdog/watchdog0/timeout": "15\n",
    "sys/devices/platform/soc/soc:firmware/get_throttled": "0\n",
    "sys/class/thermal/thermal_zone0/temp": "48686\n",
    "sys/module/pinctrl_bcm2835/parameters/persist_gpio_outputs": "Y\n",
    "dev/watchdog": "",
}
SYSTEM_S = {"picamera2": "0.3.31", "lgpio": "0.2.2.0"}
CHIPS = (Chip("gpiochip0", "pinctrl-bcm2711"), Chip("gpiochip1", "raspberrypi-exp-gpio"))


def raspberry_pi(folder: Path, devices: Iterable[str] = ()) -> Computer:
    """Writes them, with an empty file for each of these devices, as the root of that computer."""
    for name, text in {**FILES, **{device.lstrip("/"): "" for device in devices}}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Computer(root=folder, chips=lambda: CHIPS, library=_library, clock=lambda: "server")


def _library(name: str) -> str:
    """Those of this machine, and the two that come with a Raspberry Pi's system."""
    return SYSTEM_S.get(name) or installed(name)


def fitted(config: Config) -> list[str]:
    """The device files of a computer on which everything that this configuration needs is plugged in."""
    return list(wanted_devices(config))
