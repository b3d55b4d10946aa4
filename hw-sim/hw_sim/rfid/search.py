"""How a reader's firmware finds a tag, as ISO/IEC 14443-3 tells it: request, anticollision level by level, select."""

from dataclasses import dataclass

from hw_sim.rfid.bits import Bits, crc_a, of_bytes, to_bytes, with_crc
from hw_sim.rfid.field import Field
from hw_sim.rfid.tag import CASCADE_TAG, NOT_COMPLETE, REQA, SELECTS, SPEAKS_PART_4, WUPA

RATS = with_crc(b"\xe0\x50")  # frames of 64 bytes, no number of its own


@dataclass(frozen=True, slots=True)
class Found:
    """A tag that was selected. ``ats``: with its length in front; empty where the tag has none."""

    atqa: bytes
    sak: int
    uid: bytes
    ats: bytes


def find(field: Field, *, halted_too: bool) -> Found | None:
    """One tag, selected and, if it can, spoken to by part 4. ``halted_too``: those that were put to sleep as well."""
    atqa = field.says(WUPA if halted_too else REQA)
    if len(atqa.bits) != 16:
        return None
    uid = b""
    for command in SELECTS:
        level = _level(field, command)
        sak = None if level is None else _select(field, command, level)
        if level is None or sak is None:
            return None
        uid += level[1:4] if level[0] == CASCADE_TAG else level[:4]
        if not sak & NOT_COMPLETE:
            return Found(to_bytes(atqa.bits), sak, uid, _rats(field) if sak & SPEAKS_PART_4 else b"")
    return None


def halt(field: Field, found: Found) -> None:
    """Sends one to sleep, by part 4 or by part 3: S(DESELECT), HLTA."""
    field.says(of_bytes(with_crc(b"\xc2" if found.ats else b"\x50\x00")))


def _level(field: Field, command: int) -> bytes | None:
    """The five bytes of one level. Where tags differ, those with a 1 go on."""
    known: Bits = ()
    for _ in range(33):
        whole, over = divmod(len(known), 8)
        answer = field.says(of_bytes([command, (2 + whole) << 4 | over]) + known)
        if not answer.bits:
            return None
        if not answer.collisions:
            found = to_bytes(known + answer.bits)
            return found if len(found) == 5 and found[0] ^ found[1] ^ found[2] ^ found[3] == found[4] else None
        known += (*answer.bits[: answer.collisions[0]], 1)
    return None


def _select(field: Field, command: int, level: bytes) -> int | None:
    said = to_bytes(field.says(of_bytes(with_crc(bytes([command, 0x70]) + level))).bits)
    return said[0] if len(said) == 3 and said[1:] == crc_a(said[:1]) else None


def _rats(field: Field) -> bytes:
    said = to_bytes(field.says(of_bytes(RATS)).bits)
    return said[:-2] if len(said) > 2 and said[-2:] == crc_a(said[:-2]) else b""
