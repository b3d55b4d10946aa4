"""The drivers on a real kernel: its own simulated GPIO controller, USB port, watchdog and camera, in virtual machines.

The gate's share of `./sereno hil`: the same parts (tests/hil/parts.py), the first three in one machine and with fewer
trips and pulses, because the gate has little time.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.hil.parts import CONTRACTS, LINES, PARTS, Ran, in_machine, named, pytest_inside, why_not

CONTRACTS_MIN = 30  # fewer means that the kernel's world was not collected, and nothing was shown
LINES_MIN = 2
CAMERA_MIN = 18
COUNT = 50
BESIDE = ("watchdog",)  # it waits most of its time and measures seconds: beside the modem, on the other core

_ran: dict[str, Ran] = {}


@pytest.mark.lane("kernel-gpio")
def test_the_port_contracts_and_the_promises_of_the_lines_hold_on_a_kernel_s_own_pins() -> None:
    ran = in_machine(*pytest_inside("-k", "kernel or on_lines", *CONTRACTS, LINES, count=COUNT))
    assert _shown(ran) >= CONTRACTS_MIN + LINES_MIN
    assert [each["n"] for each in ran.figures] == [COUNT] * 3  # trips, pulses, glitches


@pytest.mark.lane("kernel-camera")
def test_the_camera_s_contract_and_camerad_hold_with_the_real_picamera2_and_a_kernel_s_camera() -> None:
    assert _shown(_part("camera")) >= CAMERA_MIN


@pytest.mark.lane("kernel-gpio")
def test_a_modem_and_a_reader_on_a_kernel_s_usb_port_work_are_pulled_out_and_work_again() -> None:
    with _beside():
        sent, read = _part("modem"), _part("reader")
    assert (_shown(sent), _shown(read)) == (1, 1)


@pytest.mark.lane("kernel-watchdog")
def test_a_machine_whose_alarmd_hangs_is_ended_by_its_watchdog_and_lives_while_it_is_fed() -> None:
    (found,) = _figures(_part("watchdog"))
    assert found["fed_s"] > 2 * found["bites_s"]
    assert found["fed"] >= 3
    # The last word of alarmd's was up to 3 s before it hung. A machine that stands still bites later.
    assert found["bites_s"] - 5 < found["after_s"] < found["bites_s"] + 5


@contextmanager
def _beside() -> Iterator[None]:
    """Runs the other parts meanwhile, one after the other; their tests find what came of them."""

    def run() -> None:
        for part in named(BESIDE, PARTS):
            if not why_not(part):
                _ran[part.name] = part.run(COUNT)

    others = threading.Thread(target=run)
    others.start()
    yield
    others.join()


def _part(name: str) -> Ran:
    """What came of a part: just now beside another, or run for this."""
    (part,) = named([name], PARTS)
    return _ran.pop(name, None) or part.run(COUNT)


def _shown(ran: Ran) -> int:
    """How many tests passed in the machine; fails with all it said when one did not."""
    assert ran.ok, ran.said
    return ran.passed


def _figures(ran: Ran) -> list[dict[str, float]]:
    assert ran.ok, ran.said
    return ran.figures
