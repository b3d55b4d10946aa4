"""The alphabet of text messages: GSM 03.38, seven bits a character, packed without gaps.

160 of them fit where 70 of UCS-2 do, so a message in it costs less than half and comes in one part. Characters of the
second table (``€ [ ] { } ~ ^ |`` and the backslash) take two. Portuguese ``ã õ â ê ô ç`` and Spanish ``á í ó ú`` are in
neither table; ``fold`` replaces them for those who would rather have one part than every accent.
"""

import unicodedata

BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
ESCAPE = 0x1B
PART_MAX = 160  # characters of a message in one part, none of them escaped
EXTENSION = {
    0x0A: "\f",
    0x14: "^",
    0x28: "{",
    0x29: "}",
    0x2F: "\\",
    0x3C: "[",
    0x3D: "~",
    0x3E: "]",
    0x40: "|",
    0x65: "€",
}

_SEPTET = {char: septet for septet, char in enumerate(BASIC) if septet != ESCAPE}
_ESCAPED = {char: septet for septet, char in EXTENSION.items()}


def septets(char: str) -> bytes | None:
    """One or two septets for a character; None if the alphabet has no such character."""
    if char in _SEPTET:
        return bytes([_SEPTET[char]])
    return bytes([ESCAPE, _ESCAPED[char]]) if char in _ESCAPED else None


def encoded(text: str) -> bytes | None:
    """The septets of a text, one a byte; None if some character of it is not in the alphabet."""
    found = [septets(char) for char in text]
    return None if None in found else b"".join(one for one in found if one is not None)


def decoded(found: bytes) -> str:
    """The text of septets. What follows an escape and is in no table reads as in the basic one (23.038, 6.2.1)."""
    text, escaped = [], False
    for septet in found:
        if septet == ESCAPE and not escaped:
            escaped = True
            continue
        text.append(EXTENSION.get(septet, BASIC[septet]) if escaped else BASIC[septet])
        escaped = False
    return "".join(text)


def packed(found: bytes, fill_bits: int = 0) -> bytes:
    """Septets without gaps, the first in the lowest bits, after ``fill_bits`` (0 to 6) of nothing."""
    bits = sum(septet << (fill_bits + 7 * place) for place, septet in enumerate(found))
    return bits.to_bytes((fill_bits + 7 * len(found) + 7) // 8, "little")


def unpacked(data: bytes, count: int, fill_bits: int = 0) -> bytes:
    """``count`` septets out of ``data``, which must hold them."""
    bits = int.from_bytes(data, "little") >> fill_bits
    return bytes(bits >> 7 * place & 0x7F for place in range(count))


def fold(text: str) -> str:
    """The text in the alphabet: an accent it has not is left away, anything else it has not becomes a question mark."""
    return "".join(char if septets(char) else _folded(char) for char in text)


def _folded(char: str) -> str:
    plain = "".join(one for one in unicodedata.normalize("NFD", char) if not unicodedata.combining(one))
    return plain if plain and encoded(plain) is not None else "?"
