"""The computer, read off and judged."""

from pathlib import Path
from typing import Any

import pytest

from drivers.pins import chips
from panel.config import load
from panel.config.cameras import CameraConfig, CameraSource
from panel.config.gsm import GsmConfig
from panel.config.model import BoardConfig, Config, KeypadConfig, PinFactory, ReaderConfig, ReaderKind
from panel.config.power import PowerConfig
from panel.doctor.findings import Finding, State
from panel.doctor.machine import NEEDED, PI_LABELS, Access, Chip, Machine, findings, wanted_devices
from tests.support.pin_bench import installation

HOME = Path(__file__).resolve().parents[3] / "panel" / "config" / "home.toml"
GSM = GsmConfig(port="/dev/serial0", station_number="+351210000000")
THERE, SHUT, GONE = Access(True, True), Access(True, False), Access(False, False)
WELL: dict[str, Any] = {
    "model": "Raspberry Pi 4 Model B Rev 1.4",
    "kernel": "6.6.51",
    "system": "Debian 12",
    "chips": (Chip("gpiochip0", "pinctrl-bcm2711"),),
    "libraries": dict.fromkeys(NEEDED, "1.0"),
    "user": "ana",
    "clock": "server",
    "watchdog": "Broadcom",
    "throttled": 0,
    "millicelsius": 45_000,
    "keeps_outputs": True,
    "free_mib": 20_000,
    "memory_mib": 3_800,
}


def told(config: Config | None = None, **changed: Any) -> dict[str, Finding]:
    found = list(findings(Machine(**(WELL | changed)), installation() if config is None else config))
    assert all(each.expected and each.todo for each in found if each.state is State.WRONG)
    return {each.subject: each for each in found}


def states(found: dict[str, Finding]) -> dict[str, State]:
    return {subject: each.state for subject, each in found.items() if each.state is not State.OK}


def test_a_pi_that_is_well() -> None:
    assert states(told()) == {}


def test_the_labels_are_those_that_the_pins_are_looked_for_by() -> None:
    assert chips.PI_LABELS == PI_LABELS


@pytest.mark.parametrize(
    ("changed", "subject", "state"),
    [
        ({"model": "", "system": "Debian"}, "computer", State.WRONG),
        ({"chips": ()}, "header", State.WRONG),
        ({"chips": (Chip("gpiochip0", "(Permission denied)", opens=False),)}, "header", State.WRONG),
        ({"libraries": {}}, "libraries", State.WRONG),
        ({"swaps": ("/var/swap",)}, "swap", State.NOTE),
        ({"swaps": ("/dev/zram0",)}, "swap", State.OK),
        ({"free_mib": 90}, "storage", State.WRONG),
        ({"read_only": ("/var/lib/sereno",)}, "storage", State.WRONG),
        ({"memory_mib": 230}, "memory", State.NOTE),
        ({"clock": "nobody"}, "clock", State.WRONG),
        ({"clock": "module", "clock_module": "ds1307"}, "clock", State.OK),
        ({"watchdog": ""}, "watchdog", State.NOTE),
        ({"throttled": 0x50000}, "supply", State.NOTE),
        ({"throttled": 0x50005}, "supply", State.WRONG),
        ({"millicelsius": 84_000}, "heat", State.WRONG),
        ({"keeps_outputs": False}, "outputs", State.WRONG),
    ],
)
def test_what_is_not_as_it_should_be_is_one_finding(changed: dict[str, Any], subject: str, state: State) -> None:
    found = told(**changed)
    assert found[subject].state is state
    assert set(states(found)) <= {subject}


def test_under_voltage_is_told_in_words_now_and_since_the_start() -> None:
    assert told(throttled=0x1)["supply"].found == "the supply is below 4.63 V"
    assert told(throttled=0x80000)["supply"].found == "since the start: the processor is slowed for its heat"


def test_what_cannot_be_read_is_not_judged() -> None:
    found = told(throttled=None, millicelsius=None, keeps_outputs=None, free_mib=None, memory_mib=None)
    assert not {"supply", "heat", "outputs", "storage", "memory"} & set(found)


def test_the_libraries_that_this_configuration_needs_besides() -> None:
    camera = CameraConfig(name="hall", source=CameraSource.PICAMERA2, device="0")
    config = installation(board=BoardConfig(pins=PinFactory.LGPIO), camera=(camera,))
    assert states(told(config)) == {"lgpio": State.WRONG, "picamera2": State.WRONG}
    libraries = WELL["libraries"] | {"lgpio": "0.2", "picamera2": "0.3"}
    assert states(told(config, libraries=libraries)) == {}


def test_device_files_are_there_shut_or_missing_with_what_to_do() -> None:
    webcam = CameraConfig(name="gate", source=CameraSource.V4L2, device="/dev/video0")
    config = installation(power=PowerConfig(capacity_mah=7_000), camera=(webcam,), gsm=GSM)
    assert wanted_devices(config) == {"/dev/i2c-1": "i2c", "/dev/serial0": "dialout", "/dev/video0": "video"}
    found = told(config, devices={"/dev/i2c-1": SHUT, "/dev/serial0": GONE, "/dev/video0": THERE})
    assert found["/dev/i2c-1"].todo == "sudo usermod -aG i2c ana, then sign in anew"
    assert "Serial Port" in found["/dev/serial0"].todo
    assert found["/dev/video0"].state is State.OK
    assert "dtparam=i2c_arm=on" in told(config)["/dev/i2c-1"].todo
    assert (
        "plug the adapter in" in told(installation(power=PowerConfig(capacity_mah=500, i2c_bus=11)))["/dev/i2c-11"].todo
    )


def test_the_other_chip_select_of_a_reader_s_bus_is_let_go_and_not_the_bus() -> None:
    reader = ReaderConfig(name="hall", kind=ReaderKind.MFRC522, spi="/dev/spidev0.0")
    config = installation(
        reader=(reader,), keypad=(KeypadConfig(name="k", rows=(7, 4, 5, 6), columns=(20, 21, 26, 27)),)
    )
    found = told(config, devices={"/dev/spidev0.0": THERE, "/dev/spidev0.1": THERE})
    assert found["/dev/spidev0.0"].state is State.OK
    assert found["SPI"].todo == "dtoverlay=spi0-1cs in config.txt instead of dtparam=spi=on, then restart"


@pytest.mark.parametrize(
    ("device", "todo"),
    [("/dev/spidev0.0", "dtparam=spi=on"), ("/dev/spidev1.0", "dtoverlay=spi1-1cs")],
)
def test_an_spi_device_that_is_not_there_is_wanted_with_how_to_have_it(device: str, todo: str) -> None:
    config = installation(reader=(ReaderConfig(name="hall", kind=ReaderKind.MFRC522, spi=device),))
    assert wanted_devices(config) == {device: "spi"}
    assert todo in told(config)[device].todo
    assert told(config, devices={device: SHUT})[device].todo == "sudo usermod -aG spi ana, then sign in anew"


@pytest.mark.parametrize(
    ("path", "lines", "subject"),
    [
        ("/dev/spidev0.0", (8, 9, 10, 11), "SPI"),
        ("/dev/spidev0.1", (7, 5, 6, 12), "SPI"),
        ("/sys/bus/w1/devices/w1_bus_master1", (4, 5, 6, 12), "1-Wire"),
        ("/dev/i2c-1", (2, 3, 5, 6), "I2C"),
    ],
)
def test_a_line_that_the_kernel_uses_itself_is_not_free(path: str, lines: tuple[int, ...], subject: str) -> None:
    config = installation(keypad=(KeypadConfig(name="keys", rows=lines, columns=(20, 21, 26, 27)),))
    found = told(config, devices={path: THERE})
    assert states(found) == {subject: State.WRONG}
    assert "keys is on GPIO" in found[subject].found
    assert states(told(config)) == {}


def test_the_serial_console_and_a_keypad_on_its_lines() -> None:
    keypad = KeypadConfig(name="keys", rows=(14, 15, 18, 23), columns=(20, 21, 26, 27))
    config = installation(keypad=(keypad,))
    found = told(config, command_line="root=/dev/mmcblk0p2 console=serial0,115200 console=tty1")
    assert found["serial console"].found == "on (console=serial0,115200), and keys is on its lines"
    assert told(config, command_line="console=tty1")["serial console"].state is State.OK
    alone = told(installation(gsm=GSM), devices={"/dev/serial0": THERE}, command_line="console=ttyS0,115200")
    assert states(alone) == {"serial console": State.WRONG}


def test_the_example_home_on_a_pi_that_is_well_has_nothing_wrong() -> None:
    libraries = WELL["libraries"] | {"picamera2": "0.3"}
    assert states(told(load(HOME), libraries=libraries, devices={"/dev/i2c-11": THERE})) == {}
