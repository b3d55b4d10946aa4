"""A watchdog that ends the machine when alarmd hangs, and not while it protects: the machine's half of the story.

Run inside the virtual machine by tests/hil/lane.sh --watchdog; the other half is tests/hil/watchdog.py. The watchdog is
a PCI card of QEMU's (Intel 6300ESB) behind the kernel's own driver. In systemd's place stands a feeder that does what
systemd does with ``WatchdogSec`` and ``RuntimeWatchdogSec``: what alarmd says on its ``NOTIFY_SOCKET`` is all that
feeds the card. systemd itself would first end and restart alarmd; the card is what is left when that does not help.
"""

import fcntl
import json
import os
import signal
import socket
import sys
import tempfile
import time
from pathlib import Path

from tests.hil.guest_house import AT_REST, GuestHouse, guest_house
from tests.support.alarmd import wait_until

BITES_S = 8  # alarmd says that it is well every 3 s, and waits for its store no longer than 4 s before it does
FED_S = 2 * BITES_S
TOO_LATE_S = 4 * BITES_S
WDIOC_SETTIMEOUT = 0xC0045706  # linux/watchdog.h: _IOWR('W', 6, int)
OUT = Path("/run/hil/out")


class Feeder:
    """Feeds the watchdog once for each word of alarmd's that it is well."""

    def __init__(self, folder: Path) -> None:
        self._words = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._words.bind(str(folder / "notify"))
        os.environ["NOTIFY_SOCKET"] = str(folder / "notify")  # alarmd's, which inherits it
        self._card = -1
        self.fed = 0

    def begin(self) -> None:
        """Turns the card on, once alarmd is ready: from now on it bites."""
        while self._heard(60.0) != "READY=1":
            pass
        self._card = os.open("/dev/watchdog", os.O_WRONLY)
        fcntl.ioctl(self._card, WDIOC_SETTIMEOUT, BITES_S.to_bytes(4, sys.byteorder))

    def feed(self, seconds: float) -> None:
        """Listens and feeds for so long."""
        end_s = time.monotonic() + seconds
        while (left_s := end_s - time.monotonic()) > 0:
            if self._heard(left_s) == "WATCHDOG=1":
                os.write(self._card, b"\0")
                self.fed += 1

    def _heard(self, seconds: float) -> str:
        self._words.settimeout(seconds)
        try:
            return self._words.recv(4096).decode()
        except TimeoutError:
            return ""


def tell(moment: str, **more: object) -> None:
    """A file of the host's, whose stamp is the host's own."""
    (OUT / moment).write_text(json.dumps(more))


def story(house: GuestHouse, feeder: Feeder) -> None:
    """Protects, is fed for longer than the card waits, protects still, hangs."""
    feeder.begin()
    tell("guarded", bites_s=BITES_S)
    begun_s = time.monotonic()
    feeder.feed(FED_S)
    house.hand.put(house.detectors[0], not AT_REST)
    wait_until(lambda: house.hand.level(house.siren))
    house.hand.put(house.detectors[0], AT_REST)
    wait_until(lambda: not house.hand.level(house.siren))
    tell("fed", times=feeder.fed, seconds=time.monotonic() - begun_s)
    assert house.panel.process is not None
    house.panel.process.send_signal(signal.SIGSTOP)
    tell("hung")
    feeder.feed(TOO_LATE_S)
    tell("lived")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        feeder = Feeder(Path(name))
        with guest_house(Path(name)) as house:
            story(house, feeder)
