"""An MFRC522 from its data sheet (rev. 3.9, 112139): its registers over SPI, its FIFO, timer, transmitter and receiver.

Of its commands those that a reader of UIDs may want: Idle, Transceive, SoftReset; any other does nothing. Times are
those of 106 kbit/s. What a tag hears before it has had a field for 5 ms, or of a modulation below 100 %, it ignores.
"""

import heapq
from collections.abc import Callable
from enum import IntEnum
from itertools import count

from hw_sim.rfid.bits import of_bytes, to_bytes
from hw_sim.rfid.field import Answer, Field

FIFO_MAX = 64  # 8.3
SPI_BYTE_NS = 8_000  # at 1 MHz
CARRIER_HZ = 13_560_000
BIT_NS = 128 * 1_000_000_000 // CARRIER_HZ
ANSWER_NS = 91_000  # from the end of a frame to the answer: 1236 periods of the carrier (ISO/IEC 14443-3, 6.2.1.1)
POWER_UP_NS = 5_000_000  # of a tag (ISO/IEC 14443-3, 5)


class Register(IntEnum):
    """By its address; section 9.3."""

    COMMAND = 0x01
    COM_IRQ = 0x04
    ERROR = 0x06
    FIFO_DATA = 0x09
    FIFO_LEVEL = 0x0A
    CONTROL = 0x0C
    BIT_FRAMING = 0x0D
    COLL = 0x0E
    TX_CONTROL = 0x14
    TX_ASK = 0x15
    T_MODE = 0x2A
    T_PRESCALER = 0x2B
    T_RELOAD_HIGH = 0x2C
    T_RELOAD_LOW = 0x2D
    VERSION = 0x37


# As a reset leaves them (table 20 and the tables behind it); what is not named is zero.
RESET = {
    0x01: 0x20, 0x02: 0x80, 0x04: 0x14, 0x07: 0x21, 0x0B: 0x08, 0x0C: 0x10, 0x0E: 0xA0,
    0x11: 0x3F, 0x14: 0x80, 0x16: 0x10, 0x17: 0x84, 0x18: 0x84, 0x19: 0x4D, 0x1C: 0x62,
    0x21: 0xFF, 0x22: 0xFF, 0x24: 0x26, 0x26: 0x48, 0x27: 0x88, 0x28: 0x20, 0x29: 0x20,
}  # fmt: skip
IDLE, NO_CHANGE, TRANSCEIVE, SOFT_RESET = 0x0, 0x7, 0xC, 0xF
TX_IRQ, RX_IRQ, ERR_IRQ, TIMER_IRQ = 0x40, 0x20, 0x02, 0x01
BUFFER_OVERFLOW, COLLISION = 0x10, 0x08
READ_ONLY = (Register.ERROR, 0x07, Register.VERSION)


class Mfrc522:
    """One chip. ``version``: which it says that it is."""

    def __init__(self, field: Field, now_ns: int = 0, version: int = 0x92) -> None:
        self.field = field
        self.version = version
        self._now_ns = now_ns
        self._turn = count()
        self.loses_its_supply()

    def loses_its_supply(self) -> None:
        """And gets it back: what a reset does, too."""
        self._registers = bytearray(64)
        for register, value in RESET.items():
            self._registers[register] = value
        self._fifo = bytearray()
        self._coming: list[tuple[int, int, Callable[[], None]]] = []
        self._field_since_ns = self._now_ns
        self.field.switch(False)

    @property
    def has_field(self) -> bool:
        """Whether either of its transmitter's two ends is driven: TxControlReg, 9.3.2.5."""
        return bool(self._registers[Register.TX_CONTROL] & 0x03)

    # time -----------------------------------------------------------------------------------------

    def advance(self, now_ns: int) -> None:
        """Whatever happens within it until then. Never goes back."""
        while self._coming and self._coming[0][0] <= now_ns:
            at_ns, _, happens = heapq.heappop(self._coming)
            self._now_ns = max(self._now_ns, at_ns)
            happens()
        self._now_ns = max(self._now_ns, now_ns)

    def pause(self, ns: int) -> None:
        """Time passes for it alone."""
        self.advance(self._now_ns + ns)

    def _at(self, at_ns: int, happens: Callable[[], None]) -> None:
        heapq.heappush(self._coming, (at_ns, next(self._turn), happens))

    # SPI: 8.1.2 -----------------------------------------------------------------------------------

    def transfer(self, sent: bytes) -> bytes:
        """What comes back while it is selected and this is sent. The first byte says whether it is a read or a write;
        of a read each byte is the next address, of a write each is data for the same."""
        answer = bytearray(len(sent))
        for place, byte in enumerate(sent):
            previous = sent[place - 1]
            if place and sent[0] & 0x80:
                answer[place] = self._read(previous >> 1 & 0x3F)
            elif place:
                self._write(sent[0] >> 1 & 0x3F, byte)
            self.pause(SPI_BYTE_NS)
        return bytes(answer)

    def _read(self, register: int) -> int:
        match register:
            case Register.FIFO_DATA:
                return self._fifo.pop(0) if self._fifo else 0
            case Register.FIFO_LEVEL:
                return len(self._fifo)
            case Register.VERSION:
                return self.version
            case _:
                return self._registers[register]

    def _write(self, register: int, value: int) -> None:
        match register:
            case Register.COMMAND:
                self._command(value & 0x0F)
            case Register.COM_IRQ:
                marked, flags = value & 0x7F, self._registers[Register.COM_IRQ]
                self._registers[Register.COM_IRQ] = flags | marked if value & 0x80 else flags & ~marked
            case Register.FIFO_DATA:
                self._push(value)
            case Register.FIFO_LEVEL if value & 0x80:
                self._fifo.clear()
                self._registers[Register.ERROR] &= ~BUFFER_OVERFLOW
            case Register.BIT_FRAMING:
                self._registers[register] = value & 0x7F
                if value & 0x80 and self._registers[Register.COMMAND] & 0x0F == TRANSCEIVE:
                    self._send()
            case Register.COLL:
                self._registers[register] = value & 0x80 | self._registers[register] & 0x3F
            case Register.TX_CONTROL:
                self._switch(value)
            case Register.FIFO_LEVEL | Register.CONTROL:
                pass
            case _ if register not in READ_ONLY:
                self._registers[register] = value

    def _push(self, value: int) -> None:
        if len(self._fifo) < FIFO_MAX:
            self._fifo.append(value)
        else:
            self._registers[Register.ERROR] |= BUFFER_OVERFLOW

    def _command(self, command: int) -> None:
        if command == SOFT_RESET:
            self.loses_its_supply()
        elif command != NO_CHANGE:
            self._coming.clear()
            self._registers[Register.COMMAND] = self._registers[Register.COMMAND] & 0xF0 | command

    def _switch(self, control: int) -> None:
        had = self.has_field
        self._registers[Register.TX_CONTROL] = control
        if self.has_field and not had:
            self._field_since_ns = self._now_ns
        self.field.switch(self.has_field)

    # one frame ------------------------------------------------------------------------------------

    def _send(self) -> None:
        """What is in the FIFO goes out, and what comes back comes later. The timer begins with the end of the frame and
        ends with the fifth bit that is heard, where TModeReg says that it does so by itself (9.3.3.10)."""
        last = self._registers[Register.BIT_FRAMING] & 0x07
        bits = of_bytes(self._fifo)
        bits = bits[: len(bits) - (8 - last)] if last and bits else bits
        self._fifo.clear()
        self._registers[Register.ERROR] &= BUFFER_OVERFLOW
        self._registers[Register.COLL] |= 0x20
        answer = self.field.says(bits) if self._is_heard() else Answer(())
        sent_ns = self._now_ns + _length_ns(len(bits))
        heard_ns = sent_ns + ANSWER_NS
        self._at(sent_ns, lambda: self._flag(TX_IRQ))
        ends_ns = sent_ns + self._timer_ns()
        if self._registers[Register.T_MODE] & 0x80 and not (answer.bits and heard_ns + 5 * BIT_NS < ends_ns):
            self._at(ends_ns, lambda: self._flag(TIMER_IRQ))
        if answer.bits:
            self._at(heard_ns + _length_ns(len(answer.bits)), lambda: self._receive(answer))

    def _is_heard(self) -> bool:
        """By a tag: in a field for long enough, and all of the carrier taken away (TxASKReg, 9.3.2.6)."""
        whole = self._registers[Register.TX_ASK] & 0x40
        return bool(whole) and self.has_field and self._now_ns - self._field_since_ns >= POWER_UP_NS

    def _timer_ns(self) -> int:
        """8.5: f = 13.56 MHz / (2 TPreScaler + 1), counted TReload + 1 times."""
        prescaler = (self._registers[Register.T_MODE] & 0x0F) << 8 | self._registers[Register.T_PRESCALER]
        reload = self._registers[Register.T_RELOAD_HIGH] << 8 | self._registers[Register.T_RELOAD_LOW]
        return (2 * prescaler + 1) * (reload + 1) * 1_000_000_000 // CARRIER_HZ

    def _receive(self, answer: Answer) -> None:
        """Into the FIFO from bit RxAlign on (9.3.1.14). The place of a collision counts from 1 as the FIFO does, the
        32nd being 0; behind it are zeroes if ValuesAfterColl is (9.3.1.15)."""
        align = self._registers[Register.BIT_FRAMING] >> 4 & 0x07
        bits = list((0,) * align + answer.bits)
        if answer.collisions:
            place = align + answer.collisions[0] + 1
            self._registers[Register.ERROR] |= COLLISION
            if not self._registers[Register.COLL] & 0x80:
                bits[place:] = [0] * (len(bits) - place)
            if place <= 32:
                self._registers[Register.COLL] = self._registers[Register.COLL] & 0x80 | place & 0x1F
            self._flag(ERR_IRQ)
        for byte in to_bytes(tuple(bits)):
            self._push(byte)
        self._registers[Register.CONTROL] = self._registers[Register.CONTROL] & 0xF8 | len(bits) % 8
        self._flag(RX_IRQ)

    def _flag(self, irq: int) -> None:
        self._registers[Register.COM_IRQ] |= irq


def _length_ns(bits: int) -> int:
    """Of a frame: its bits, a parity bit behind each byte, its beginning and its end."""
    return (bits + bits // 8 + 2) * BIT_NS
