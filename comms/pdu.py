"""Text messages as a modem takes and gives them: SMS-SUBMIT, SMS-DELIVER and SMS-STATUS-REPORT (3GPP 23.040).

Written here and not taken from a library: none that was tried gets emoji, an escape on a part's border and status
reports right together. Pure: hexadecimal in, hexadecimal out.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from enum import Enum

import msgspec

from comms import gsm7
from comms.errors import PduError

UCS2_MAX = 140  # octets
PART_SEPTETS = 153  # beside a header of six octets and one bit to the next septet
PART_UCS2 = 134
PARTS_MAX = 255
HEADER = bytes((0x05, 0x00, 0x03))  # its length; concatenated, 8-bit reference; the length of that

_SUBMIT, _RELATIVE, _STATUS_REPORT, _HAS_HEADER = 0x01, 0x10, 0x20, 0x40
_INTERNATIONAL, _UNKNOWN = 0x91, 0x81
_ALPHANUMERIC = 0x50
_UCS2 = 0x08


class Submit(msgspec.Struct, frozen=True):
    """One part, ready for ``AT+CMGS=<length>``: ``hex`` is what follows the prompt, without Ctrl-Z."""

    hex: str
    length: int  # octets, without the service centre's


class Part(msgspec.Struct, frozen=True):
    """Which part of which message: ``of`` parts in all, counted from 1."""

    reference: int
    number: int
    of: int


class Deliver(msgspec.Struct, frozen=True, kw_only=True):
    """A message that came. ``sent_at``: as its service centre stamped it. ``part``: None for a whole one."""

    sender: str
    text: str
    sent_at: datetime | None
    part: Part | None = None


class StatusReport(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a message. ``reference``: as ``+CMGS`` gave it. ``status``: TP-ST, see ``fate``."""

    reference: int
    recipient: str
    status: int


class Fate(Enum):
    """What a TP-ST means (23.040, 9.2.3.15)."""

    DELIVERED = "delivered"
    TRYING = "trying"  # the service centre has not given up
    FAILED = "failed"


def fate(status: int) -> Fate:
    """0x00-0x1F arrived, 0x20-0x3F are tried again, the rest is given up."""
    if status < 0x20:
        return Fate.DELIVERED
    return Fate.TRYING if status < 0x40 else Fate.FAILED


# to send ------------------------------------------------------------------------------------------


def submit(
    to: str, text: str, *, reference: int = 0, valid_for: timedelta | None = None, status_report: bool = False
) -> tuple[Submit, ...]:
    """The parts of a message. ``to``: digits, with + in front if international. ``reference``, 0 to 255, tells the
    parts of this message from those of another. Raises PduError."""
    number = _address(to)
    septets = gsm7.encoded(text)
    bodies = _cut_septets(text) if septets is not None else _cut_ucs2(text)
    if len(bodies) > PARTS_MAX:
        raise PduError(f"a text of {len(text)} characters: found {len(bodies)} parts, at most {PARTS_MAX} fit")
    first = _SUBMIT | (_STATUS_REPORT if status_report else 0) | (_RELATIVE if valid_for is not None else 0)
    validity = b"" if valid_for is None else bytes((relative_validity(valid_for),))
    coding = bytes((0x00, 0x00 if septets is not None else _UCS2))
    found = []
    for place, body in enumerate(bodies):
        header = HEADER + bytes((reference & 0xFF, len(bodies), place + 1)) if len(bodies) > 1 else b""
        octet = first | (_HAS_HEADER if header else 0)
        data = _septet_data(header, body) if septets is not None else _octet_data(header, body)
        pdu = bytes((octet, 0x00)) + number + coding + validity + data
        found.append(Submit("00" + pdu.hex().upper(), len(pdu)))
    return tuple(found)


def relative_validity(valid_for: timedelta) -> int:
    """TP-VP for at least that long (23.040, 9.2.3.12.1): steps of 5 min, 30 min, days, weeks. An alarm that arrives a
    week late is worse than none."""
    minutes = -(-valid_for // timedelta(minutes=1))
    steps = (
        (12 * 60, 5, -1),  # up to 12 h: (n + 1) x 5 min
        (24 * 60, 30, 143 - 24),  # up to 24 h: 12 h + (n - 143) x 30 min
        (30 * 1440, 1440, 166),  # up to 30 days: (n - 166) days
        (63 * 10_080, 10_080, 192),  # up to 63 weeks: (n - 192) weeks
    )
    for most, each, offset in steps:
        if minutes <= most:
            return max(0, -(-minutes // each) + offset)
    return 255


def _address(number: str) -> bytes:
    """Length in digits, type, digits in swapped nibbles."""
    digits, kind = number.removeprefix("+"), _INTERNATIONAL if number.startswith("+") else _UNKNOWN
    if not digits.isascii() or not digits.isdigit() or len(digits) > 20:
        raise PduError(f"a telephone number: found {number!r}, allowed are 1 to 20 digits, with + in front or without")
    return bytes((len(digits), kind)) + _swapped(digits)


def _swapped(digits: str) -> bytes:
    even = digits + "F" * (len(digits) % 2)
    return bytes.fromhex("".join(even[place + 1] + even[place] for place in range(0, len(even), 2)))


def _cut_septets(text: str) -> list[bytes]:
    """No part ends between an escape and what it escapes."""
    whole = gsm7.encoded(text)
    assert whole is not None, "asked before"
    if len(whole) <= gsm7.PART_MAX:
        return [whole]
    return _filled((gsm7.septets(char) or b"" for char in text), PART_SEPTETS)


def _cut_ucs2(text: str) -> list[bytes]:
    """No part ends within a pair of surrogates."""
    whole = text.encode("utf-16-be", "surrogatepass")
    if len(whole) <= UCS2_MAX:
        return [whole]
    return _filled((char.encode("utf-16-be", "surrogatepass") for char in text), PART_UCS2)


def _filled(pieces: Iterable[bytes], most: int) -> list[bytes]:
    parts = [b""]
    for piece in pieces:
        if len(parts[-1]) + len(piece) > most:
            parts.append(b"")
        parts[-1] += piece
    return parts


def _septet_data(header: bytes, septets: bytes) -> bytes:
    """TP-UDL counts septets, the header's included; the text begins on a septet's border."""
    fill_bits = -8 * len(header) % 7
    count = (8 * len(header) + fill_bits) // 7 + len(septets)
    return bytes((count,)) + header + gsm7.packed(septets, fill_bits)


def _octet_data(header: bytes, octets: bytes) -> bytes:
    return bytes((len(header) + len(octets),)) + header + octets


# that came ----------------------------------------------------------------------------------------


def received(text: str) -> Deliver | StatusReport:
    """What a modem gave with +CMGR, +CMT or +CDS. Raises PduError on anything that is not what it says it is."""
    reader = _Reader(text)
    reader.take(reader.octet("the service centre's length"), "the service centre")
    first = reader.octet("the first octet")
    if first & 0x03 == 0x00:
        return _deliver(reader, has_header=bool(first & _HAS_HEADER))
    if first & 0x03 == 0x02:
        return _status_report(reader)
    raise PduError(f"a message that came: found type {first & 0x03}, allowed are 0 (deliver) and 2 (status report)")


class _Reader:
    """Octets, one after the other; whoever asks for more than there are hears what was missing."""

    def __init__(self, text: str) -> None:
        try:
            self._data = bytes.fromhex(text)
        except ValueError as error:
            raise PduError(
                f"a message that came: found {text[:60]!r}, allowed are pairs of hexadecimal digits"
            ) from error
        self._at = 0

    def take(self, count: int, what: str) -> bytes:
        found = self._data[self._at : self._at + count]
        if len(found) < count:
            raise PduError(f"{what}: found {len(found)} octets, {count} were announced")
        self._at += count
        return found

    def octet(self, what: str) -> int:
        return self.take(1, what)[0]

    def rest(self) -> bytes:
        return self._data[self._at :]


def _deliver(reader: _Reader, *, has_header: bool) -> Deliver:
    sender = _number(reader, "the sender")
    reader.octet("the protocol")
    coding = reader.octet("the coding")
    sent_at = _timestamp(reader.take(7, "the time stamp"))
    length = reader.octet("the length")
    header = _header(reader.rest()) if has_header else b""
    text = _text(reader, coding, length, header)
    return Deliver(sender=sender, text=text, sent_at=sent_at, part=_part(header))


def _header(data: bytes) -> bytes:
    """The user data header with its length in front; it is read again with the text, whose bits begin after it."""
    size = data[0] + 1 if data else 0
    if not data or len(data) < size:
        raise PduError(f"a header: found {len(data)} octets, {size} were announced")
    return data[:size]


def _text(reader: _Reader, coding: int, length: int, header: bytes) -> str:
    if _is_ucs2(coding) or _is_octets(coding):
        data = reader.take(length, "the text")[len(header) :]
        return data.decode("utf-16-be", "replace") if _is_ucs2(coding) else data.decode("latin-1")
    data = reader.take((7 * length + 7) // 8, "the text")
    fill_bits = -8 * len(header) % 7
    count = length - (8 * len(header) + fill_bits) // 7
    if count < 0:
        raise PduError(f"the text: found {length} septets, its header alone has more")
    return gsm7.decoded(gsm7.unpacked(data[len(header) :], count, fill_bits))


def _is_ucs2(coding: int) -> bool:
    """23.038, 4: in the general group by bits 3 and 2; in the waiting groups only E0 is UCS-2."""
    return coding & 0x0C == _UCS2 if coding < 0x80 else coding & 0xF0 == 0xE0


def _is_octets(coding: int) -> bool:
    return coding & 0x0C == 0x04 if coding < 0x80 else coding & 0xF4 == 0xF4


def _part(header: bytes) -> Part | None:
    """The concatenation in a header, with a reference of one octet or two."""
    place = 1
    while place + 1 < len(header):
        kind, size = header[place], header[place + 1]
        body = header[place + 2 : place + 2 + size]
        if (kind, len(body)) in ((0x00, 3), (0x08, 4)):
            return Part(int.from_bytes(body[:-2], "big"), body[-1], body[-2])
        place += 2 + size
    return None


def _status_report(reader: _Reader) -> StatusReport:
    reference = reader.octet("the reference")
    recipient = _number(reader, "the recipient")
    reader.take(14, "the time stamps")
    return StatusReport(reference=reference, recipient=recipient, status=reader.octet("the status"))


def _number(reader: _Reader, what: str) -> str:
    length, kind = reader.octet(f"{what}'s length"), reader.octet(f"{what}'s type")
    data = reader.take((length + 1) // 2, what)
    if kind & 0x70 == _ALPHANUMERIC:
        return gsm7.decoded(gsm7.unpacked(data, length * 4 // 7))
    digits = "".join(f"{octet & 0xF:X}{octet >> 4:X}" for octet in data)[:length]
    return ("+" if kind & 0x70 == 0x10 else "") + digits.translate(_DIGITS)


_DIGITS = str.maketrans("ABCDE", "*#abc")  # 23.040, 9.1.2.3


def _timestamp(data: bytes) -> datetime | None:
    """Local time and its quarter-hours from UTC, nibbles swapped; None for what is on no calendar."""
    swapped = [10 * (octet & 0xF) + (octet >> 4) for octet in data]
    year, month, day, hour, minute, second = swapped[:6]
    quarters = 10 * (data[6] & 0x7) + (data[6] >> 4)
    away = timedelta(minutes=15 * quarters) * (-1 if data[6] & 0x8 else 1)
    try:
        return datetime(2000 + year, month, day, hour, minute, second, tzinfo=timezone(away)).astimezone(UTC)
    except ValueError:
        return None
