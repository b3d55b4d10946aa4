"""A PN532 from its user manual (UM0701-02) and application note (AN10609_3): what it hears, does and says.

Behind I2C or a serial port (``pn532_ways``). As it comes from its reset it is in low-battery mode: it has to be woken,
has no field before SAMConfiguration, and looks for a tag for ever.
"""

from collections import deque
from collections.abc import Callable

from hw_sim.rfid.field import Field
from hw_sim.rfid.search import Found, find, halt

ACK, NACK, ERROR = b"\x00\x00\xff\x00\xff\x00", b"\x00\x00\xff\xff\x00\x00", b"\x00\x00\xff\x01\xff\x7f\x81\x00"
FIRMWARE = bytes([0x32, 0x01, 0x06, 0x07])  # IC, version 1.6, all three kinds of tags: 7.2.2


class Listing:
    """InListPassiveTarget under way: it looks every ``attempt_ms`` until it has looked often enough."""

    def __init__(self, most: int, looks: int | None, from_ms: int) -> None:
        self.most = most
        self.looks = looks  # None: for ever
        self.next_ms = from_ms


class Pn532:
    """One chip. ``attempt_ms``: how long it takes to see that nobody is there; ``found_ms``: that somebody is.
    ``wakes_halted``: its request is WUPA and not REQA; which of them the firmware sends, the manual does not say."""

    def __init__(self, field: Field, now_ms: int = 0) -> None:
        self.field = field
        self.attempt_ms, self.found_ms, self.acknowledges_ms = 15, 15, 0
        self.wakes_halted = True
        self.firmware = FIRMWARE
        self._now_ms = now_ms
        self.loses_its_supply()

    def loses_its_supply(self) -> None:
        """And gets it back: everything it was told is forgotten."""
        self.awake = self.configured = False
        self.retries = 0xFF
        self._heard = bytearray()
        self._saying: deque[tuple[int, bytes]] = deque()
        self._last = b""
        self._listing: Listing | None = None
        self._targets: list[Found] = []
        self.field.switch(False)

    # time -----------------------------------------------------------------------------------------

    def advance(self, now_ms: int) -> None:
        """Looks as often as it would have until now."""
        while (listing := self._listing) is not None and listing.next_ms + self.attempt_ms <= now_ms:
            listing.next_ms += self.attempt_ms
            self._look(listing, listing.next_ms)
        self._now_ms = max(self._now_ms, now_ms)

    def next_ms(self) -> int | None:
        """When it will have something to say, or something to do, next."""
        due = [ready_ms for ready_ms, _ in self._saying]
        if self._listing is not None:
            due.append(self._listing.next_ms + self.attempt_ms)
        return min(due, default=None)

    def _look(self, listing: Listing, at_ms: int) -> None:
        found: list[Found] = []
        while len(found) < listing.most and self.configured:
            tag = find(self.field, halted_too=self.wakes_halted and not found)
            if tag is None:
                break
            found.append(tag)
            if not tag.ats:
                halt(self.field, tag)  # so that the next request is not answered by the same again
        if listing.looks is not None:
            listing.looks -= 1
        if found or listing.looks == 0:
            self._listing, self._targets = None, found
            self._respond(
                0x4A, bytes([len(found)]) + b"".join(map(_target, found, (1, 2))), at_ms + len(found) * self.found_ms
            )

    # what it says ---------------------------------------------------------------------------------

    def frame(self) -> bytes | None:
        """The frame that waits for whoever asks, if it is ready."""
        return self._saying[0][1] if self._saying and self._saying[0][0] <= self._now_ms else None

    def taken(self) -> None:
        """It was fetched."""
        _, said = self._saying.popleft()
        if said != ACK:
            self._last = said

    def _respond(self, command: int, data: bytes, at_ms: int) -> None:
        inside = bytes([0xD5, command + 1]) + data
        said = b"\x00\x00\xff" + bytes([len(inside), 0x100 - len(inside)]) + inside
        self._saying.append((at_ms, said + bytes([-sum(inside) & 0xFF, 0x00])))

    # what it hears --------------------------------------------------------------------------------

    def hears(self, data: bytes) -> None:
        """Bytes from the host, once it is awake."""
        self._heard += data
        while (at := self._heard.find(b"\x00\xff")) >= 0 and len(self._heard) >= at + 4:
            body = bytes(self._heard[at + 2 :])
            if body[:2] in (b"\x00\xff", b"\xff\x00"):
                del self._heard[: at + 4]
                self._signed(aborts=body[:2] == b"\x00\xff")
            elif (body[0] + body[1]) & 0xFF:
                del self._heard[: at + 2]
            elif len(body) < body[0] + 3:
                return
            else:
                del self._heard[: at + 2 + body[0] + 3]
                self._commanded(body[2 : 2 + body[0]], body[2 + body[0]])
        del self._heard[: max(0, len(self._heard) - 300)]

    def _signed(self, *, aborts: bool) -> None:
        """An acknowledgement from the host ends what is under way; the other sign asks for the last answer again."""
        if aborts:
            self._listing = None
            self._saying.clear()
        elif self._last:
            self._saying.append((self._now_ms, self._last))

    def _commanded(self, inside: bytes, checksum: int) -> None:
        if (sum(inside) + checksum) & 0xFF or len(inside) < 2 or inside[0] != 0xD4:
            return  # not for this chip, or damaged: no acknowledgement, and the host may try again
        self._listing = None
        self._saying.clear()
        self._saying.append((self._now_ms + self.acknowledges_ms, ACK))
        does: dict[int, Callable[[bytes], None]] = {
            0x02: lambda data: self._respond(0x02, self.firmware, self._now_ms),
            0x14: self._configure,
            0x32: self._configure_field,
            0x4A: self._list,
            0x52: self._release,
        }
        act = does.get(inside[1])
        if act is None:
            self._saying.append((self._now_ms, ERROR))
        else:
            act(inside[2:])

    def _configure(self, data: bytes) -> None:
        self.configured = data[:1] == b"\x01"
        self._respond(0x14, b"", self._now_ms)

    def _configure_field(self, data: bytes) -> None:
        if data[:1] == b"\x05" and len(data) == 4:
            self.retries = data[3]
        elif data[:1] == b"\x01" and len(data) == 2:
            self.field.switch(bool(data[1] & 1) and self.configured)
        else:
            self._saying.append((self._now_ms, ERROR))
            return
        self._respond(0x32, b"", self._now_ms)

    def _list(self, data: bytes) -> None:
        if len(data) != 2 or data[0] not in (1, 2) or data[1] != 0x00:
            self._saying.append((self._now_ms, ERROR))
            return
        if self.configured:
            self.field.switch(True)
        looks = None if self.retries == 0xFF else self.retries + 1
        self._listing = Listing(data[0], looks, self._now_ms + self.acknowledges_ms)

    def _release(self, data: bytes) -> None:
        known = data == b"\x00" or (len(data) == 1 and data[0] <= len(self._targets))
        if known:
            for target in self._targets:
                halt(self.field, target)
            self._targets = []
        self._respond(0x52, b"\x00" if known else b"\x27", self._now_ms)


def _target(found: Found, number: int) -> bytes:
    """Its data as a listing has it; SENS_RES with the high byte first."""
    head = bytes([number, found.atqa[1], found.atqa[0], found.sak, len(found.uid)])
    return head + found.uid + found.ats
