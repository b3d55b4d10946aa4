"""A cellular network with two subscribers: the panel's modem and the station's, each at its serial port.

It carries a message as a service centre does, digits and all, and knows nothing of what is in it.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import msgspec

from hw_sim.pins.wires import Wires
from hw_sim.world.modem import GsmModem, Network
from hw_sim.world.power_key import KEYS, Key, KeyWire
from hw_sim.world.serial_line import SerialLine
from panel.config.gsm import GsmConfig

TEXTS_MAX = 100  # kept to be looked at
PANEL_NUMBER = "+351910000001"


class Gsm(StrEnum):
    """What has become of the panel's modem or its network."""

    RESTORE = "restore"
    JAM = "jam"  # it hears no network
    SILENT = "silent"  # it does not answer, whatever is done to it
    HANG = "hang"  # it does not answer until it was switched off and on again
    OFF = "off"  # until it is switched on
    UNPLUG = "unplug"
    NO_CREDIT = "no_credit"  # the network refuses every message


class Carried(msgspec.Struct, frozen=True):
    """A message that the network took. ``pdu``: as it was on the wire after the prompt."""

    at_ms: int
    sender: str
    to: str
    pdu: str


class Cellular:
    """``folder`` holds the ports, as links that stay while a modem is pulled out and plugged in again."""

    def __init__(self, folder: Path, station_number: str, now_ms: Callable[[], int]) -> None:
        self._now_ms = now_ms
        self.texts: list[Carried] = []
        self.state = Gsm.RESTORE
        self.panel = Subscriber(PANEL_NUMBER, folder / "gsm-panel", self)
        self.station = Subscriber(station_number, folder / "gsm-station", self)

    def befall(self, what: Gsm) -> None:
        """Something happens to the panel's modem; ``restore`` mends all of it."""
        self.state = what
        modem = self.panel.modem
        modem.network.registered = what is not Gsm.JAM
        modem.network.credit = 0 if what is Gsm.NO_CREDIT else Network().credit
        modem.silent = what is Gsm.SILENT
        if modem.hung or modem.powered is (what is Gsm.OFF):
            modem.switch(what is not Gsm.OFF)
        modem.hung = what is Gsm.HANG
        if what is Gsm.UNPLUG:
            self.panel.unplug()
        else:
            self.panel.plug()

    def wire_key(self, config: GsmConfig, wires: Wires, told: Callable[[Gsm], None]) -> None:
        """A line of the panel to the key of its modem, if the configuration has one; ``told`` hears what came of it."""
        if config.power_key is None or config.modem is None:
            return
        key = KEYS[config.modem]

        def pressed(held_ms: int) -> None:
            self.press(key, held_ms)
            told(self.state)

        KeyWire(config, wires, pressed)

    def press(self, key: Key, held_ms: int) -> None:
        """The power key of the panel's modem was down for so long. One that is pulled out has no key either."""
        modem = self.panel.modem
        if not self.panel.plugged or not key.toggles(held_ms, modem.powered):
            return
        modem.switch(not modem.powered)
        if modem.powered and self.state in (Gsm.HANG, Gsm.OFF):
            self.state = Gsm.RESTORE
        self.panel.fetch()

    def close(self) -> None:
        """Pulls both out."""
        self.panel.unplug()
        self.station.unplug()

    def carry(self, sender: "Subscriber", reference: int, pdu: str) -> None:
        """A message was taken: it goes to whose number it names, and its fate back to who sent it."""
        to, deliver = delivered(pdu, sender.number, datetime.now(UTC))
        self.texts = [*self.texts, Carried(self._now_ms(), sender.number, to, pdu)][-TEXTS_MAX:]
        receiver = next((each for each in (self.panel, self.station) if each.number == to), None)
        if receiver is not None:
            receiver.arrives(deliver)
        sender.modem.reports(reference, 0x00 if receiver is not None else 0x45)  # unknown at the far end


class Subscriber:
    """A modem with a number, and its port."""

    def __init__(self, number: str, link: Path, network: Cellular) -> None:
        self.number = number
        self.modem = GsmModem(Network())
        self._link = link
        self._network = network
        self._line: SerialLine | None = None
        self._carried = 0
        self._kept: list[str] = []
        self.plug()

    @property
    def plugged(self) -> bool:
        """Whether it is at its port."""
        return self._line is not None

    def take(self, data: bytes) -> None:
        """Bytes on its line."""
        self.modem.take(data)
        for reference, pdu in self.modem.sent[self._carried :]:
            self._carried += 1
            self._network.carry(self, reference, pdu)

    def give(self) -> bytes:
        """What it has to say."""
        return self.modem.give()

    def arrives(self, pdu: str) -> None:
        """The network has a message for it, and keeps it while it cannot be reached."""
        self._kept.append(pdu)
        self.fetch()

    def fetch(self) -> None:
        """What the network has kept comes, if the modem is there and heard."""
        if self._line is None:
            return
        if self.modem.network.registered and self.modem.answers:
            for pdu in self._kept:
                self.modem.arrives(pdu)
            self._kept.clear()
        self._line.carry()

    def plug(self) -> None:
        """At its port, freshly started if it was not there."""
        if self._line is None:
            self._line = SerialLine(self)
            self._link.parent.mkdir(parents=True, exist_ok=True)
            self._link.unlink(missing_ok=True)
            self._link.symlink_to(self._line.path)
            self.modem.restarts()
        self.fetch()

    def unplug(self) -> None:
        """Gone, with its port."""
        line, self._line = self._line, None
        if line is not None:
            self._link.unlink(missing_ok=True)
            line.close()


def delivered(pdu: str, sender: str, at: datetime) -> tuple[str, str]:
    """To whom an SMS-SUBMIT goes, and the SMS-DELIVER that comes out there (3GPP 23.040, 9.2.2)."""
    raw = bytes.fromhex(pdu)
    raw = raw[1 + raw[0] :]  # without its service centre
    first, digits = raw[0], raw[2]
    number = raw[4 : 4 + (digits + 1) // 2]
    to = ("+" if raw[3] == 0x91 else "") + _unswapped(number)[:digits]
    rest = raw[4 + len(number) :]
    protocol, coding = rest[0], rest[1]
    validity = {0x00: 0, 0x10: 1, 0x08: 7, 0x18: 7}[first & 0x18]
    content = rest[2 + validity :]
    header = 0x40 if first & 0x40 else 0x00
    plain = sender.removeprefix("+")
    origin = bytes((len(plain), 0x91)) + _swapped(plain)
    stamp = _swapped(at.strftime("%y%m%d%H%M%S")) + b"\x00"
    return to, (bytes((0x00, 0x04 | header)) + origin + bytes((protocol, coding)) + stamp + content).hex().upper()


def _swapped(digits: str) -> bytes:
    even = digits + "F" * (len(digits) % 2)
    return bytes.fromhex("".join(even[at + 1] + even[at] for at in range(0, len(even), 2)))


def _unswapped(octets: bytes) -> str:
    return "".join(f"{octet & 0xF:X}{octet >> 4:X}" for octet in octets).rstrip("F")
