"""NXP's MFRC522 (RC522), which reads contactless tags over SPI: its registers, and who is in its field. UIDs only.

Numbers in brackets are sections of its data sheet (rev. 3.9, 112139). The chip sends bits and hears bits; what is said
to a tag is ``iso14443``'s. Checksums are made here, not there. What goes beyond a UID (ISO/IEC 14443-4, and so every
tag that could prove itself) it leaves to the host, and is not done: whoever needs that takes a PN532.
"""

from dataclasses import dataclass
from enum import IntEnum

from drivers.bus.spi import SpiWire
from drivers.errors import ReaderError, TagUnclearError
from drivers.tags import iso14443
from drivers.tags.iso14443 import Level

VERSIONS = (0x91, 0x92, 0x88, 0xB2)  # 9.3.4.8: versions 1.0 and 2.0; the last two are copies that are sold as it
READ = 0x80  # 8.1.2.3: the first bit of an address byte


class Register(IntEnum):
    """Those that are used, 9.3.1 to 9.3.4."""

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


IDLE, TRANSCEIVE, SOFT_RESET = 0x00, 0x0C, 0x0F  # 10.3
ALL_IRQS, RECEIVED, TIMED_OUT = 0x7F, 0x20, 0x01  # ComIrqReg, 9.3.1.5; written without bit 7 they are cleared
OVERFLOW, COLLISION, PARITY, PROTOCOL = 0x10, 0x08, 0x02, 0x01  # ErrorReg, 9.3.1.7
FLUSH = 0x80  # FIFOLevelReg, 9.3.1.11
START_SEND = 0x80  # BitFramingReg, 9.3.1.14
PLACE_UNKNOWN, PLACE = 0x20, 0x1F  # CollReg, 9.3.1.15; a place of 0 is the 32nd
FORCE_100_ASK = 0x40  # TxASKReg, 9.3.2.6
FIELD_ON, FIELD_OFF = 0x83, 0x80  # TxControlReg, 9.3.2.5: both drivers of the antenna, the second one turned round
# TModeReg and TPrescalerReg, 9.3.3.10: it starts by itself when a frame was sent, and counts every 25 us, which is
# (2 x 169 + 1) / 13.56 MHz; TReloadReg, 9.3.3.11: 80 times. A tag begins its answer 91 us after the frame.
T_AUTO, PRESCALER, RELOAD = 0x80, 169, 79
SETTINGS = (
    (Register.T_MODE, T_AUTO),
    (Register.T_PRESCALER, PRESCALER),
    (Register.T_RELOAD_HIGH, RELOAD >> 8),
    (Register.T_RELOAD_LOW, RELOAD & 0xFF),
    (Register.TX_ASK, FORCE_100_ASK),
)
ANSWER_US = 1_000  # an answer of five bytes takes 0.5 ms, one that does not come 2 ms
LOOKS = 4
AWAKE_US = 5_000  # after a soft reset: until its oscillator swings, and 38 us (8.8.2)


@dataclass(frozen=True, slots=True)
class Heard:
    """What came back: ``collision`` is the place, from 1, at which several tags said different things."""

    data: bytes
    collision: int | None = None


class Mfrc522:
    """One chip. Everything here is done within errands; OSError is the bus's, ReaderError this chip's, and of
    those TagUnclearError that of a tag before it."""

    def __init__(self, wire: SpiWire) -> None:
        self._wire = wire

    def set_up(self) -> None:
        """From a soft reset. Raises ReaderError where there is no such chip."""
        self._write((Register.COMMAND, SOFT_RESET))
        self._wire.pause(AWAKE_US)
        self._check_version()
        self._write(*SETTINGS, (Register.COLL, 0x00))  # bits after a collision are zeroes
        self.switch_field(True)
        self.check()

    def check(self) -> None:
        """That it is as ``set_up`` left it: one that browned out is as its reset leaves it, and finds nobody.

        Raises ReaderError where it is not, or there is no such chip.
        """
        self._check_version()
        *found, field = self._read(*(register for register, _ in SETTINGS), Register.TX_CONTROL)
        if found != [value for _, value in SETTINGS] or field != FIELD_ON:
            raise ReaderError("it has forgotten what it was told: its 3.3 V fails, or its wires are too long")

    def switch_field(self, on: bool) -> None:
        """Without a field a tag forgets in which state it was."""
        self._write((Register.TX_CONTROL, FIELD_ON if on else FIELD_OFF))

    def tags(self, most: int) -> list[bytes]:
        """The UIDs of those in the field, as many at most; each is put to sleep.

        Raises TagUnclearError when somebody is there and nobody was understood.
        """
        found: list[bytes] = []
        while len(found) < most and self._request(iso14443.REQA if found else iso14443.WUPA):
            try:
                found.append(self._uid())
            except TagUnclearError:
                if not found:
                    raise
                break
            self._exchange(iso14443.halt())
        return found

    # one tag --------------------------------------------------------------------------------------

    def _request(self, command: bytes) -> bool:
        """Whether there is somebody. What they say of themselves does not matter, nor that they say it at once."""
        return self._exchange(command, tx_bits=iso14443.SHORT_BITS) is not None

    def _uid(self) -> bytes:
        """Level by level."""
        uid = b""
        for command in iso14443.SELECT:
            level = self._level(Level(command))
            answer = self._answered(iso14443.selection(command, level))
            last = not iso14443.sak(answer.data) & iso14443.NOT_COMPLETE
            uid += iso14443.part_of_uid(level, last=last)
            if last:
                return uid
        raise TagUnclearError("a tag that says after three levels that its number goes on")

    def _level(self, level: Level) -> bytes:
        while True:  # each round knows more bits than the one before, of 40
            heard = self._answered(level.question(), level.odd_bits)
            if heard.collision is None:
                return level.answered(heard.data)
            level = level.collided(heard.data, heard.collision)

    def _answered(self, frame: bytes, odd_bits: int = 0) -> Heard:
        heard = self._exchange(frame, odd_bits, odd_bits)
        if heard is None:
            raise TagUnclearError("a tag that went away in the middle of its number")
        return heard

    # one frame ------------------------------------------------------------------------------------

    def _exchange(self, frame: bytes, tx_bits: int = 0, rx_align: int = 0) -> Heard | None:
        """Sends a frame and hears the answer; None when there is none. ``tx_bits``: of its last byte, 0 for all;
        ``rx_align``: where in the first byte heard its first bit goes. Raises TagUnclearError for an answer in
        pieces."""
        framing = rx_align << 4 | tx_bits
        self._write(
            (Register.COMMAND, IDLE),
            (Register.COM_IRQ, ALL_IRQS),
            (Register.FIFO_LEVEL, FLUSH),
            (Register.FIFO_DATA, *frame),
            (Register.BIT_FRAMING, framing),
            (Register.COMMAND, TRANSCEIVE),
            (Register.BIT_FRAMING, framing | START_SEND),
        )
        for _ in range(LOOKS):
            self._wire.pause(ANSWER_US)
            irqs, errors, level, place = self._read(
                Register.COM_IRQ, Register.ERROR, Register.FIFO_LEVEL, Register.COLL
            )
            if irqs & RECEIVED:
                return self._received(errors, level, place)
            if irqs & TIMED_OUT:
                return None
        raise ReaderError("it neither hears anybody nor gives up: its timer does not run")

    def _received(self, errors: int, level: int, place: int) -> Heard:
        data = bytes(self._read(*[Register.FIFO_DATA] * (level & 0x7F))) if level & 0x7F else b""
        if errors & COLLISION and not place & PLACE_UNKNOWN:
            return Heard(data, place & PLACE or 32)
        if errors & (OVERFLOW | COLLISION | PARITY | PROTOCOL):
            raise TagUnclearError(f"an answer in pieces: ErrorReg 0x{errors:02X}, {data.hex()}")
        return Heard(data)

    # registers ------------------------------------------------------------------------------------

    def _check_version(self) -> None:
        (version,) = self._read(Register.VERSION)
        if version not in VERSIONS:
            allowed = ", ".join(f"{each:02X}" for each in VERSIONS)
            raise ReaderError(f"version {version:02X}; one that is there says {allowed}; 00 and FF are nobody")

    def _read(self, *registers: Register) -> list[int]:
        """8.1.2.1: each address is answered while the next one is sent."""
        frame = bytes([_address(each) | READ for each in registers]) + b"\x00"
        (answer,) = self._wire.exchange(frame)
        return list(answer[1:])

    def _write(self, *values: tuple[int, ...]) -> None:
        """8.1.2.2: a register and its value, or several for the same; the device is selected anew for each."""
        self._wire.exchange(*(bytes([_address(register), *given]) for register, *given in values))


def _address(register: int) -> int:
    """8.1.2.3: bits 6 to 1."""
    return register << 1 & 0x7E
