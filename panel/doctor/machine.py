"""The computer itself: what was read off it, and what it must be for this configuration."""

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase

import msgspec

from panel.config.model import CameraSource, Config, PinFactory
from panel.config.serial_buses import HEADER_PORTS
from panel.doctor.buses import HEADER_BUS, buses_of
from panel.doctor.findings import Finding, Section, Teller
from panel.doctor.lines import BUS_PINS, SERIAL_PINS, devices, on_header, ports, spis

CONFIG_TXT = "config.txt"
WIRE_PIN = 4  # of 1-Wire
SPI_DEVICES = "/dev/spidev0."  # of the header's first SPI bus; both have their chip select from the start
TURN_OFF = "turn {what} off (sudo raspi-config, Interface Options), then restart"
SPI_HALF_OFF = f"dtoverlay=spi0-1cs in {CONFIG_TXT} instead of dtparam=spi=on, then restart"
# Raspberry Pi documentation, vcgencmd get_throttled: what is so now, in the low bits; since the start, 16 higher.
THROTTLED = {
    0: "the supply is below 4.63 V",
    1: "the processor is slowed for want of supply",
    2: "the processor is throttled",
    3: "the processor is slowed for its heat",
}
SINCE_START = 16
HOT_MILLICELSIUS = (
    80_000  # where the firmware begins to slow the processor (Raspberry Pi documentation, thermal control)
)
FREE_MIB, MEMORY_MIB = 500, 400  # for weeks of journal and pictures; for four processes and the system


class Chip(msgspec.Struct, frozen=True):
    """A GPIO controller: its name, and its label or why it cannot be opened."""

    name: str
    label: str
    opens: bool = True


class Access(msgspec.Struct, frozen=True):
    """A device file: whether it is there, and this user may read and write it."""

    exists: bool
    usable: bool


class Machine(msgspec.Struct, frozen=True, kw_only=True):
    """What was read off the computer. Empty, zero or None: there was nothing to read.

    ``chips``: its GPIO controllers. ``libraries``: versions by name, "" for what is not installed. ``devices``: the
    files asked for. ``groups``: this user's. ``command_line``: the kernel's. ``swaps``: files and devices. ``clock``:
    who vouches for it. ``throttled``: the firmware's bits. ``keeps_outputs``: what the driver of the header says.
    """

    model: str = ""
    kernel: str = ""
    system: str = ""
    chips: tuple[Chip, ...] = ()
    libraries: Mapping[str, str] = {}
    user: str = ""
    groups: frozenset[str] = frozenset()
    devices: Mapping[str, Access] = {}
    command_line: str = ""
    swaps: tuple[str, ...] = ()
    read_only: tuple[str, ...] = ()
    free_mib: int | None = None
    memory_mib: int | None = None
    clock: str = "nobody"
    clock_module: str = ""
    watchdog: str = ""
    throttled: int | None = None
    millicelsius: int | None = None
    keeps_outputs: bool | None = None


PI_LABELS = ("pinctrl-rp1", "pinctrl-bcm2*")  # as drivers.pins.chips looks for it; a test sees that both stay alike
NEEDED = ("gpiozero", "gpiod", "smbus2", "pyserial", "msgspec", "pynacl", "paho-mqtt")


def wanted_devices(config: Config) -> dict[str, str]:
    """The device files that this configuration needs, and the group whose members may open each."""
    files = {f"/dev/i2c-{bus}": "i2c" for bus in buses_of(config)}
    files |= {port: "dialout" for port, _ in ports(config)}
    files |= {device: "spi" for device, _ in spis(config)}
    for each in config.camera:
        if each.source is CameraSource.V4L2:
            files[each.device] = "video"
    return files


def findings(machine: Machine, config: Config) -> Iterator[Finding]:
    """Everything about the computer."""
    tell = Teller(Section.BOARD)
    yield _model(tell, machine)
    yield _header(tell, machine)
    yield from _libraries(tell, machine, config)
    yield from _devices(tell, machine, config)
    yield from _lines_with_a_life(tell, machine, config)
    yield from _storage(tell, machine)
    yield from _clock(tell, machine)
    yield from _health(tell, machine)


def _model(tell: Teller, machine: Machine) -> Finding:
    found = ", ".join(word for word in (machine.model, machine.system, f"kernel {machine.kernel}") if word.strip())
    if machine.model.startswith("Raspberry Pi"):
        return tell.ok("computer", found)
    return tell.wrong("computer", found, "a Raspberry Pi", "run this on the panel; to see one without, `./sereno demo`")


def _header(tell: Teller, machine: Machine) -> Finding:
    """The controller of the header is found by its label: drivers.pins.chips."""
    ours = [chip for chip in machine.chips if any(fnmatchcase(chip.label, label) for label in PI_LABELS)]
    seen = ", ".join(f"{chip.name} {chip.label}" for chip in machine.chips) or "no GPIO controller"
    if ours:
        return tell.ok("header", f"{ours[0].name} {ours[0].label}")
    shut = [chip.name for chip in machine.chips if not chip.opens]
    todo = "put this user into the group gpio, or run it with sudo" if shut else "`gpiodetect` lists the controllers"
    return tell.wrong("header", seen, " or ".join(PI_LABELS), todo)


def _libraries(tell: Teller, machine: Machine, config: Config) -> Iterator[Finding]:
    optional = [("lgpio", "python3-lgpio")] if config.board.pins is PinFactory.LGPIO else []
    if any(each.source is CameraSource.PICAMERA2 for each in config.camera):
        optional.append(("picamera2", "python3-picamera2"))
    for name, package in optional:
        if machine.libraries.get(name):
            yield tell.ok(name, machine.libraries[name])
        else:
            yield tell.wrong(name, "not installed", "installed, for this configuration", f"apt install {package}")
    missing = [name for name in NEEDED if not machine.libraries.get(name)]
    if missing:
        yield tell.wrong("libraries", f"missing: {', '.join(missing)}", "all of them", "install Sereno whole again")
    else:
        yield tell.ok("libraries", ", ".join(f"{name} {machine.libraries[name]}" for name in NEEDED))


def _devices(tell: Teller, machine: Machine, config: Config) -> Iterator[Finding]:
    for path, group in wanted_devices(config).items():
        access = machine.devices.get(path, Access(exists=False, usable=False))
        if access.usable:
            yield tell.ok(path, "there, and this user may use it")
        elif access.exists:
            todo = f"sudo usermod -aG {group} {machine.user}, then sign in anew"
            yield tell.wrong(path, f"there, but {machine.user} may not use it", f"a user of the group {group}", todo)
        else:
            yield tell.wrong(path, "not there", "a device file", _how_to_have(path, dict(ports(config))))


def _how_to_have(path: str, serial: Mapping[str, str]) -> str:
    if path == f"/dev/i2c-{HEADER_BUS}":
        return f"sudo raspi-config, Interface Options, I2C: yes (dtparam=i2c_arm=on in {CONFIG_TXT}), then restart"
    if path.startswith("/dev/i2c-"):
        return "plug the adapter in; `i2cdetect -l` tells the number of its bus, which may be another one"
    if path.startswith(SPI_DEVICES):
        return f"sudo raspi-config, Interface Options, SPI: yes (dtparam=spi=on in {CONFIG_TXT}), then restart"
    if path.startswith("/dev/spidev"):
        return f"its overlay into {CONFIG_TXT} (dtoverlay=spi1-1cs for /dev/spidev1.0), then restart"
    if path in serial:
        if path in HEADER_PORTS:
            return "sudo raspi-config, Interface Options, Serial Port: no login shell, hardware yes; then restart"
        return f"plug in {serial[path]}; `ls -l /dev/serial/by-id` shows what there is"
    return "plug it in; `sereno camerad --list` shows the cameras that there are"


# lines with a life of their own ------------------------------------------------------------------


def _lines_with_a_life(tell: Teller, machine: Machine, config: Config) -> Iterator[Finding]:
    """A line that the kernel uses itself is not free, whatever the configuration says."""
    lines = dict(devices(config))
    yield from _serial(tell, machine, config, lines)
    shares_spi = any(device.startswith(SPI_DEVICES) for device, _ in spis(config))
    for path, pins, what in _functions(config):
        users = sorted({lines[pin] for pin in pins if pin in lines})
        if users and machine.devices.get(path, Access(exists=False, usable=False)).exists:
            names = ", ".join(f"GPIO{pin}" for pin in pins if pin in lines)
            todo = (SPI_HALF_OFF if what == "SPI" and shares_spi else TURN_OFF).format(what=what)
            yield tell.wrong(what, f"on, and {', '.join(users)} is on {names}", f"off: {path} not there", todo)


def _functions(config: Config) -> Iterator[tuple[str, tuple[int, ...], str]]:
    yield "/dev/spidev0.0", (8, 9, 10, 11), "SPI"
    yield "/dev/spidev0.1", (7,), "SPI"
    yield "/sys/bus/w1/devices/w1_bus_master1", (WIRE_PIN,), "1-Wire"
    if HEADER_BUS not in buses_of(config):
        yield f"/dev/i2c-{HEADER_BUS}", BUS_PINS, "I2C"


def _serial(tell: Teller, machine: Machine, config: Config, lines: Mapping[int, str]) -> Iterator[Finding]:
    console = [word for word in machine.command_line.split() if word.startswith(("console=serial0", "console=ttyAMA0"))]
    console += [word for word in machine.command_line.split() if word.startswith("console=ttyS0")]
    users = [lines[pin] for pin in SERIAL_PINS if pin in lines]
    users += on_header(config)
    if console and users:
        whose = ", ".join(dict.fromkeys(users))
        todo = "sudo raspi-config, Interface Options, Serial Port: no login shell; then restart"
        yield tell.wrong("serial console", f"on ({console[0]}), and {whose} is on its lines", "off", todo)
    elif users:
        yield tell.ok("serial console", "off")


# how it is ----------------------------------------------------------------------------------------


def _storage(tell: Teller, machine: Machine) -> Iterator[Finding]:
    on_card = [swap for swap in machine.swaps if "zram" not in swap]
    if on_card:
        todo = "sudo systemctl disable --now dphys-swapfile (on newer systems: rpi-swap), or use zram"
        yield tell.note("swap", f"on {', '.join(on_card)}", "none on the card, which it wears out", todo)
    else:
        yield tell.ok("swap", "none on the card")
    if machine.read_only:
        found = f"{', '.join(machine.read_only)} cannot be written"
        yield tell.wrong("storage", found, "a file system that can be", "look at `dmesg`: a worn card turns read-only")
    elif machine.free_mib is not None and machine.free_mib < FREE_MIB:
        yield tell.wrong(
            "storage", f"{machine.free_mib} MiB free", f"{FREE_MIB} MiB at least", "make room, or a larger card"
        )
    elif machine.free_mib is not None:
        yield tell.ok("storage", f"{machine.free_mib} MiB free")
    if machine.memory_mib is not None and machine.memory_mib < MEMORY_MIB:
        yield tell.note("memory", f"{machine.memory_mib} MiB", f"{MEMORY_MIB} MiB or more", "a Pi Zero 2 W or larger")


def _clock(tell: Teller, machine: Machine) -> Iterator[Finding]:
    module = f"; clock module {machine.clock_module}" if machine.clock_module else ""
    if machine.clock == "nobody":
        todo = "`timedatectl` tells why; without a network, fit a clock module (DS3231)"
        yield tell.wrong(
            "clock", f"nobody vouches for it{module}", "a time server, or a clock module that agrees", todo
        )
    else:
        yield tell.ok("clock", f"vouched for by a {machine.clock}{module}")


def _health(tell: Teller, machine: Machine) -> Iterator[Finding]:
    if machine.watchdog:
        yield tell.ok("watchdog", machine.watchdog)
    else:
        todo = f"dtparam=watchdog=on in {CONFIG_TXT}, and RuntimeWatchdogSec=10 in /etc/systemd/system.conf"
        yield tell.note("watchdog", "no /dev/watchdog", "one, which starts a computer that hangs anew", todo)
    if machine.throttled is not None:
        yield _throttled(tell, machine.throttled)
    if machine.millicelsius is not None:
        celsius = f"{machine.millicelsius / 1000:.0f} °C"
        if machine.millicelsius >= HOT_MILLICELSIUS:
            yield tell.wrong("heat", celsius, f"below {HOT_MILLICELSIUS // 1000} °C", "give it air, or a heat sink")
        else:
            yield tell.ok("heat", celsius)
    if machine.keeps_outputs is False:
        todo = f"take dtparam=strict_gpiod out of {CONFIG_TXT}, then restart"
        found = "let go of when their process ends: a siren is silent from a crash to the restart"
        yield tell.wrong("outputs", found, "kept by the kernel", todo)
    elif machine.keeps_outputs:
        yield tell.ok("outputs", "kept by the kernel when their process ends")


def _throttled(tell: Teller, bits: int) -> Finding:
    now = [words for bit, words in THROTTLED.items() if bits >> bit & 1]
    before = [words for bit, words in THROTTLED.items() if bits >> (bit + SINCE_START) & 1]
    todo = "a converter for 5.1 V and 3 A (Pi 5: 5 A), on short thick wires; a heat sink where it is the heat"
    if now:
        return tell.wrong("supply", "; ".join(now), "none of it", todo)
    if before:
        return tell.note("supply", f"since the start: {'; '.join(before)}", "none of it", todo)
    return tell.ok("supply", "enough, since the start")
