"""A tag of type A as ISO/IEC 14443-3 has it, from REQA to HLTA, and the door to ISO/IEC 14443-4 behind it.

It answers what its state allows and is silent otherwise; what a reader makes of that is the reader's affair.
"""

from enum import Enum

from hw_sim.rfid.bits import Bits, crc_a, of_bytes, short, to_bytes, with_crc

REQA, WUPA = short(0x26), short(0x52)
SELECTS = (0x93, 0x95, 0x97)  # of cascade levels 1 to 3
CASCADE_TAG = 0x88
NOT_COMPLETE, SPEAKS_PART_4 = 0x04, 0x20  # in SAK
SIZES = {4: 0x00, 7: 0x40, 10: 0x80}  # bytes of the UID: bits 8 and 7 of ATQA
ANTICOLLISION = 0x04  # one of ATQA's five lower bits


class State(Enum):
    """Figure 7 of the standard. Whoever was halted remembers it until it loses the field."""

    IDLE = "idle"
    READY = "ready"
    ACTIVE = "active"
    HALT = "halt"
    PROTOCOL = "protocol"


class Tag:
    """``uid``: 4, 7 or 10 bytes. ``ats``: what it says to RATS, its length aside; None if it knows no part 4."""

    def __init__(self, uid: bytes, sak: int = 0x08, ats: bytes | None = None) -> None:
        self.uid = uid
        self._levels = _levels(uid)
        self._atqa = bytes([SIZES[len(uid)] | ANTICOLLISION, 0x00])
        self._sak = sak | SPEAKS_PART_4 if ats is not None else sak
        self._ats = ats
        self.loses_the_field()

    def loses_the_field(self) -> None:
        """And everything that it knew."""
        self.state = State.IDLE
        self._level = 0
        self._was_halted = False

    def hears(self, frame: Bits) -> Bits:
        """What it says to a frame: nothing, as a rule."""
        match self.state:
            case State.IDLE:
                return self._woken(frame in (REQA, WUPA))
            case State.HALT:
                return self._woken(frame == WUPA)
            case State.READY:
                return self._asked(frame)
            case State.ACTIVE:
                return self._chosen(to_bytes(frame))
            case State.PROTOCOL:
                return self._spoken_to(to_bytes(frame))

    def _woken(self, by_this: bool) -> Bits:
        if not by_this:
            return ()
        self._was_halted = self.state is State.HALT
        self.state, self._level = State.READY, 0
        return of_bytes(self._atqa)

    def _asked(self, frame: Bits) -> Bits:
        """Anticollision: ``SEL NVB`` and as many bits of the level's bytes as NVB says."""
        head = to_bytes(frame[:16])
        if len(frame) < 16 or head[0] != SELECTS[self._level]:
            return self._falls_back()
        if head[1] == 0x70:
            return self._selected(to_bytes(frame))
        own = of_bytes(self._levels[self._level])
        known = ((head[1] >> 4) - 2) * 8 + (head[1] & 0x7)
        if not 0 <= known < 40 or frame[16:] != own[:known]:
            return ()  # it is another that is meant, and this one waits
        return own[known:]

    def _selected(self, data: bytes) -> Bits:
        own = self._levels[self._level]
        if data != with_crc(bytes([SELECTS[self._level], 0x70]) + own):
            return self._falls_back()
        last = self._level == len(self._levels) - 1
        self._level += 1
        if last:
            self.state = State.ACTIVE
        return of_bytes(with_crc(bytes([self._sak if last else NOT_COMPLETE])))

    def _chosen(self, data: bytes) -> Bits:
        if data == with_crc(b"\x50\x00"):
            self.state = State.HALT
            return ()
        if self._ats is not None and len(data) == 4 and data[0] == 0xE0 and data[2:] == crc_a(data[:2]):
            self.state = State.PROTOCOL
            return of_bytes(with_crc(bytes([len(self._ats) + 1]) + self._ats))
        return self._falls_back()

    def _spoken_to(self, data: bytes) -> Bits:
        """Of part 4 it knows how to be let go: S(DESELECT)."""
        if data != with_crc(b"\xc2"):
            return ()
        self.state = State.HALT
        return of_bytes(data)

    def _falls_back(self) -> Bits:
        self.state = State.HALT if self._was_halted else State.IDLE
        return ()


def _levels(uid: bytes) -> tuple[bytes, ...]:
    """Each cascade level's four bytes, with their check byte (BCC) behind them."""
    parts = {
        4: (uid,),
        7: (bytes([CASCADE_TAG]) + uid[:3], uid[3:]),
        10: (bytes([CASCADE_TAG]) + uid[:3], bytes([CASCADE_TAG]) + uid[3:6], uid[6:]),
    }[len(uid)]
    return tuple(part + bytes([part[0] ^ part[1] ^ part[2] ^ part[3]]) for part in parts)
