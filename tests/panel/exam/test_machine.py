"""What is read off a computer."""

import os
from pathlib import Path

from hw_sim.machine import fitted, raspberry_pi
from panel.config.power import PowerConfig
from panel.doctor.findings import State
from panel.doctor.machine import NEEDED, Access, Chip, findings
from panel.exam.machine import Computer, header_chips, installed, read
from tests.support.pin_bench import installation

CONFIG = installation(power=PowerConfig(capacity_mah=7_000))


def test_a_pi_s_files_are_read_as_they_are(tmp_path: Path) -> None:
    found = read(CONFIG, tmp_path, raspberry_pi(tmp_path / "pi", fitted(CONFIG)))
    assert found.model == "Raspberry Pi 4 Model B Rev 1.4"
    assert (found.kernel, found.system) == ("6.6.51+rpt-rpi-v8", "Debian GNU/Linux 12 (bookworm)")
    assert found.chips[0] == Chip("gpiochip0", "pinctrl-bcm2711")
    assert found.devices["/dev/i2c-1"] == Access(True, True)
    assert found.devices["/dev/spidev0.0"] == Access(False, False)
    assert found.watchdog == "Broadcom BCM2835 Watchdog timer, 15 s"
    assert (found.throttled, found.millicelsius, found.memory_mib) == (0, 48_686, 3_794)
    assert (found.keeps_outputs, found.swaps, found.read_only, found.clock) == (True, (), (), "server")
    assert found.free_mib is not None and found.free_mib > 0
    assert all(found.libraries[name] for name in NEEDED)
    assert {each.subject for each in findings(found, CONFIG) if each.state is not State.OK} == set()


def test_a_pi_in_trouble(tmp_path: Path) -> None:
    computer = raspberry_pi(tmp_path)
    written = {
        "sys/devices/platform/soc/soc:firmware/get_throttled": "50005\n",
        "proc/swaps": "Filename Type Size Used Priority\n/var/swap file 102396 0 -2\n",
        "sys/module/pinctrl_bcm2835/parameters/persist_gpio_outputs": "N\n",
        "sys/class/rtc/rtc0/name": "",
        "proc/cmdline": "console=serial0,115200",
    }
    for name, text in written.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    found = read(CONFIG, tmp_path, computer)
    assert (found.throttled, found.swaps, found.keeps_outputs) == (0x50005, ("/var/swap",), False)
    assert found.command_line == "console=serial0,115200"
    assert found.devices["/dev/i2c-1"].exists is False


def test_where_there_is_nothing_to_read_nothing_is_made_up(tmp_path: Path) -> None:
    found = read(CONFIG, tmp_path / "data" / "not" / "made", Computer(root=tmp_path, chips=lambda: ()))
    assert (found.model, found.system, found.watchdog, found.command_line) == ("", "", "", "")
    assert (found.throttled, found.millicelsius, found.memory_mib, found.keeps_outputs) == (None, None, None, None)
    assert found.user and found.clock in ("nobody", "module", "server")


def test_a_controller_that_cannot_be_opened_says_why(tmp_path: Path) -> None:
    (tmp_path / "gpiochip0").write_text("no device")
    (tmp_path / "gpiochip4").symlink_to("gpiochip0")  # as on a Pi 5, for programs that know the old number
    (only,) = header_chips(tmp_path)
    assert (only.name, only.opens) == ("gpiochip0", False)
    assert only.label.startswith("(")


def test_a_library_that_is_not_installed_has_no_version() -> None:
    assert installed("gpiozero").startswith("2.")
    assert installed("no-such-library-as-this") == ""


def test_a_user_of_no_named_group_is_still_somebody(tmp_path: Path) -> None:
    found = read(CONFIG, tmp_path, raspberry_pi(tmp_path))
    assert len(found.groups) == len(set(os.getgroups()))
