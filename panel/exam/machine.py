"""Reads what the kernel and the firmware say of the computer, out of their files."""

import grp
import os
import pwd
import shutil
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from drivers.pins.chips import label_of
from panel.config.model import Config
from panel.daemon.clocks import SystemClock
from panel.doctor.machine import NEEDED, Access, Chip, Machine, wanted_devices

OPTIONAL = ("lgpio", "picamera2")
# Besides those that the configuration needs: files whose being there says that the kernel uses a line itself.
TELLING = (
    "/dev/spidev0.0",
    "/dev/spidev0.1",
    "/dev/i2c-1",
    "/sys/bus/w1/devices/w1_bus_master1",
)
THROTTLED = "sys/devices/platform/soc/soc:firmware/get_throttled"
KEEPERS = ("pinctrl_rp1", "pinctrl_bcm2835")
MIB = 1 << 20


def header_chips(folder: Path = Path("/dev")) -> tuple[Chip, ...]:
    """The GPIO controllers of this machine."""
    return tuple(_chip(path) for path in sorted(folder.glob("gpiochip*")) if not path.is_symlink())


def _chip(path: Path) -> Chip:
    try:
        return Chip(path.name, label_of(path))
    except OSError as error:
        return Chip(path.name, f"({error.strerror})", opens=False)


def installed(name: str) -> str:
    """The version of a library, "" where it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


class Computer(msgspec.Struct, frozen=True, kw_only=True):
    """Where to look. ``root``: where the files of kernel and firmware hang; ``chips`` finds the GPIO controllers,
    ``library`` gives a library's version, ``clock`` says who vouches for the clock."""

    root: Path = Path("/")
    chips: Callable[[], tuple[Chip, ...]] = header_chips
    library: Callable[[str], str] = installed
    clock: Callable[[], str] = lambda: SystemClock().set_by().value


def read(config: Config, data: Path, computer: Computer) -> Machine:
    """Everything that can be read; what cannot is left empty."""
    watched, root = (*wanted_devices(config), *TELLING), computer.root
    return Machine(
        model=_text(root / "proc/device-tree/model"),
        kernel=_text(root / "proc/sys/kernel/osrelease"),
        system=_system(_text(root / "etc/os-release")),
        chips=computer.chips(),
        libraries={name: computer.library(name) for name in (*NEEDED, *OPTIONAL)},
        user=pwd.getpwuid(os.getuid()).pw_name,
        groups=frozenset(_groups()),
        devices={path: _access(root / path.lstrip("/")) for path in watched},
        command_line=_text(root / "proc/cmdline"),
        swaps=tuple(line.split()[0] for line in _text(root / "proc/swaps").splitlines()[1:]),
        read_only=tuple(_read_only(data)),
        free_mib=_free_mib(data),
        memory_mib=_memory_mib(_text(root / "proc/meminfo")),
        clock=computer.clock(),
        clock_module=_text(root / "sys/class/rtc/rtc0/name"),
        watchdog=_watchdog(root),
        throttled=_number(_text(root / THROTTLED), 16),
        millicelsius=_number(_text(root / "sys/class/thermal/thermal_zone0/temp"), 10),
        keeps_outputs=_keeps_outputs(root),
    )


def _text(path: Path) -> str:
    """What stands in a file, without the end that a device tree's text has; "" where there is none."""
    try:
        return path.read_bytes().decode("utf-8", "replace").strip("\0\n ")
    except OSError:
        return ""


def _number(text: str, base: int) -> int | None:
    try:
        return int(text, base)
    except ValueError:
        return None


def _system(release: str) -> str:
    pretty = next((line for line in release.splitlines() if line.startswith("PRETTY_NAME=")), "")
    return pretty.removeprefix("PRETTY_NAME=").strip('"')


def _groups() -> Iterable[str]:
    for number in os.getgroups():
        try:
            yield grp.getgrgid(number).gr_name
        except KeyError:
            yield str(number)


def _access(path: Path) -> Access:
    return Access(exists=path.exists(), usable=os.access(path, os.R_OK | os.W_OK))


def _read_only(folder: Path) -> Sequence[str]:
    there = _existing(folder)
    return [str(there)] if os.statvfs(there).f_flag & os.ST_RDONLY else []


def _free_mib(folder: Path) -> int:
    return shutil.disk_usage(_existing(folder)).free // MIB


def _existing(folder: Path) -> Path:
    """The folder, or what will hold it once it is made."""
    return next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())


def _memory_mib(meminfo: str) -> int | None:
    line = next((line for line in meminfo.splitlines() if line.startswith("MemTotal:")), "")
    return int(line.split()[1]) // 1024 if line else None


def _watchdog(root: Path) -> str:
    if not (root / "dev/watchdog").exists():
        return ""
    folder = root / "sys/class/watchdog/watchdog0"
    identity, timeout = _text(folder / "identity"), _text(folder / "timeout")
    return f"{identity or 'there'}, {timeout} s" if timeout else identity or "there"


def _keeps_outputs(root: Path) -> bool | None:
    """The driver's own word, where it gives one: docs/hardware.md."""
    for module in KEEPERS:
        said = _text(root / "sys/module" / module / "parameters/persist_gpio_outputs")
        if said:
            return said in ("Y", "1")
    return None
