"""NXP's PN532, which reads contactless tags: its frames, its commands, what its answers mean. Pure.

Numbers in brackets are sections of its user manual (UM0701-02, firmware 1.6). A frame is ``00 00 FF LEN LCS TFI`` and
data, ``DCS 00`` (6.2.1.1); preamble and postamble may be longer (6.2.1.6). The host says a command, the chip
acknowledges it with six bytes and answers when it is done, with the command's code plus one (6.2.2).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, IntEnum

from drivers.errors import ReaderError

TO_CHIP, FROM_CHIP = 0xD4, 0xD5  # TFI, 6.2.1.1
START = b"\x00\xff"
ACK = bytes.fromhex("0000FF00FF00")  # 6.2.1.3; from the host it aborts what is under way
NACK = bytes.fromhex("0000FFFF0000")  # 6.2.1.4: say your last answer again
# Of a normal frame, 6.2.1.1. Longer ones (6.2.1.2) only come of commands that are not used here.
DATA_MAX = 255
LISTING_MAX = 64  # two targets with NFCIDs of ten bytes and an answer to select of 20 each, and the frame around them
IC = 0x32  # of a PN532, 7.2.2
ISO_14443_4 = 0x20  # in SEL_RES: the tag speaks ISO/IEC 14443-4, and has said its ATS


class Command(IntEnum):
    """What is asked of it. Each is answered with its code plus one."""

    GET_FIRMWARE_VERSION = 0x02  # 7.2.2
    SAM_CONFIGURATION = 0x14  # 7.2.10
    RF_CONFIGURATION = 0x32  # 7.3.1
    IN_DATA_EXCHANGE = 0x40  # 7.3.8
    IN_LIST_PASSIVE_TARGET = 0x4A  # 7.3.5
    IN_RELEASE = 0x52  # 7.3.11


class Sign(Enum):
    """Frames without data, and what was meant to be a frame."""

    ACK = "ack"
    NACK = "nack"
    ERROR = "error"  # 6.2.1.5: the chip did not understand the command
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Response:
    """An answer: to which command, and what it says."""

    command: int
    data: bytes


Heard = Sign | Response


@dataclass(frozen=True, slots=True)
class Target:
    """A tag in the field, as ISO/IEC 14443-3 has it. ``ats``: its answer to select without the length, or nothing."""

    number: int
    sens_res: int
    sel_res: int
    nfcid: bytes
    ats: bytes


def frame(command: Command, data: bytes = b"") -> bytes:
    """A command as a normal information frame."""
    inside = bytes([TO_CHIP, command]) + data
    assert len(inside) <= DATA_MAX
    return b"\x00" + START + bytes([len(inside), -len(inside) & 0xFF]) + inside + bytes([-sum(inside) & 0xFF, 0])


def sam_normal() -> bytes:
    """No security module. The first command after power-on: it ends the low-battery mode (AN10609_3, page 21)."""
    return frame(Command.SAM_CONFIGURATION, b"\x01")


def passive_retries(count: int) -> bytes:
    """How often it looks again before it says that there is no tag: CfgItem 5. As it comes, 0xFF, it looks for ever."""
    return frame(Command.RF_CONFIGURATION, bytes([0x05, 0xFF, 0x01, count]))


def field_off() -> bytes:
    """Switches its field off until the next listing: CfgItem 1. Whatever state a tag was in, it starts anew."""
    return frame(Command.RF_CONFIGURATION, b"\x01\x00")


def list_targets(most: int) -> bytes:
    """Who is in the field, at most two, at 106 kbit/s, type A."""
    assert most in (1, 2)
    return frame(Command.IN_LIST_PASSIVE_TARGET, bytes([most, 0x00]))


def release_all() -> bytes:
    """Lets go of every target that was listed, for whoever has spoken to one."""
    return frame(Command.IN_RELEASE, b"\x00")


def exchange(target: int, data: bytes) -> bytes:
    """Bytes for a target that was listed; the chip does the framing, ISO/IEC 14443-4's included."""
    return frame(Command.IN_DATA_EXCHANGE, bytes([target]) + data)


def is_pn532(data: bytes) -> bool:
    """Whether an answer to GetFirmwareVersion (IC, version, revision, support) is one of this chip's."""
    return len(data) == 4 and data[0] == IC


def exchanged(data: bytes) -> bytes:
    """What the target said. Raises ReaderError with the chip's status (7.1) when it did not, or not all of it."""
    if not data or data[0] != 0:
        status = "no status" if not data else f"status 0x{data[0]:02X}"
        raise ReaderError(f"the tag was not spoken to: {status}; 0x00 is well (PN532 user manual, 7.1)")
    return data[1:]


def targets(data: bytes) -> tuple[Target, ...]:
    """An answer to InListPassiveTarget for type A. Raises ReaderError where it is none."""
    if not data or data[0] > 2:
        raise ReaderError(f"a list of targets that is none: {data[:16].hex()}")
    found, rest = [], data[1:]
    for _ in range(data[0]):
        target, rest = _target(rest)
        found.append(target)
    return tuple(found)


def _target(data: bytes) -> tuple[Target, bytes]:
    size = data[4] if len(data) > 4 else 0
    if size not in (4, 7, 10) or len(data) < 5 + size:
        raise ReaderError(f"a target that is none: {data[:16].hex()}; its NFCID1 has 4, 7 or 10 bytes")
    rest, ats = data[5 + size :], b""
    if data[3] & ISO_14443_4 and rest:
        if not 0 < rest[0] <= len(rest):
            raise ReaderError(f"a target whose answer to select is cut short: {data[:16].hex()}")
        ats, rest = rest[1 : rest[0]], rest[rest[0] :]
    return Target(data[0], data[1] << 8 | data[2], data[3], data[5 : 5 + size], ats), rest


class Stream:
    """Bytes in, frames out: in pieces, with anything between them. A start code within garbage is found again."""

    def __init__(self) -> None:
        self._kept = bytearray()
        self.garbage = 0  # bytes that belonged to no frame; zeroes aside, which may stand anywhere between frames

    def feed(self, data: bytes) -> list[Heard]:
        """What is complete by now, in order."""
        self._kept += data
        return list(self._frames())

    @property
    def pending(self) -> bool:
        """Whether a frame has begun and is not complete."""
        return START in self._kept

    def forget(self) -> None:
        """What is incomplete was never meant."""
        self._kept.clear()

    def _frames(self) -> Iterator[Heard]:
        while (at := self._kept.find(START)) >= 0:
            self._drop(at)
            heard, size = _parsed(bytes(self._kept[2:]))
            if heard is None:
                return
            # Of a damaged frame the start code alone is dropped: the next one may begin within it.
            del self._kept[: 2 if heard is Sign.DAMAGED else 2 + size]
            yield heard
        self._drop(len(self._kept) - (1 if self._kept.endswith(b"\x00") else 0))

    def _drop(self, count: int) -> None:
        self.garbage += sum(each != 0 for each in self._kept[:count])
        del self._kept[:count]


def _parsed(data: bytes) -> tuple[Heard | None, int]:
    """What follows a start code, and how many bytes that are; None while it is incomplete."""
    if len(data) < 2:
        return None, 0
    if data[:2] in _SIGNS:
        return _SIGNS[data[:2]], 2
    size = data[0]
    if size == 0 or (size + data[1]) & 0xFF:
        return Sign.DAMAGED, 0  # also an extended frame, 6.2.1.2, which begins as an impossible normal one
    if len(data) < 2 + size + 1:
        return None, 0
    inside = data[2 : 2 + size]
    if (sum(inside) + data[2 + size]) & 0xFF:
        return Sign.DAMAGED, 0
    return _meant(inside), 2 + size + 1


_SIGNS = {b"\x00\xff": Sign.ACK, b"\xff\x00": Sign.NACK}


def _meant(inside: bytes) -> Heard:
    if inside == b"\x7f":
        return Sign.ERROR
    if inside[0] != FROM_CHIP or len(inside) < 2:
        return Sign.DAMAGED
    return Response(inside[1] - 1, inside[2:])
