"""Which codes there may be: pure rules, about digits alone and never about whose they are.

A code is found by a keyed hash among everybody's (``pins``), so what keeps a house shut is how few of all codes
open it, and that none of those few is one that somebody tries first.
"""

from collections.abc import Iterator
from itertools import pairwise

from panel.store.errors import BadPin

PIN_DIGITS_MIN = 4
PIN_DIGITS_MAX = 8
PIN_DIGITS = 6
CODES_PER_ONE_IN_USE = 1000  # at most one in so many of all codes of a length is in use, whatever they are for

_WORD = 1 << 32


def check_pin(pin: str) -> None:
    """Raises BadPin unless the PIN is 4 to 8 digits and none of those that everybody tries first.

    The message never repeats the digits: it ends up on screens and in logs.
    """
    if not is_code(pin):
        raise BadPin(f"a PIN is {PIN_DIGITS_MIN} to {PIN_DIGITS_MAX} digits, nothing else")
    if is_trivial(pin):
        raise BadPin("this PIN is one of those tried first: no repeated digits or blocks, no counting up or down")


def is_code(text: str) -> bool:
    """Whether it has the form of a code: 4 to 8 of the digits 0 to 9."""
    return PIN_DIGITS_MIN <= len(text) <= PIN_DIGITS_MAX and text.isascii() and text.isdigit()


def is_trivial(pin: str) -> bool:
    """One digit repeated (000000), a block repeated (1212, 123123), or counting (123456, 9876, 7890)."""
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    if steps in ({1}, {9}):
        return True
    return any(len(pin) % size == 0 and pin == pin[:size] * (len(pin) // size) for size in range(1, len(pin) // 2 + 1))


def derivable(pin: str) -> frozenset[str]:
    """Every code that somebody under threat, or who threatens, would make of this one; itself among them.

    Panels once took PIN+1 for duress, so whoever knows a PIN tries its neighbours, and whoever mistypes their own
    sends a silent alarm: ANSI/SIA CP-01 forbids the former as a duress code, and the makers who still offer it
    must forbid every neighbour of a used PIN. Ours goes further, to what people do of themselves:

    - the number one or two higher or lower (9999 and 0000 are neighbours);
    - one digit another one: the slip of a finger, which must not cry for help;
    - two digits exchanged; the whole backwards; turned by one place;
    - every digit higher by the same amount;
    - one digit more or less at either end.

    The relation holds both ways, so a new duress code is judged by its own neighbours' hashes, and the panel
    needs to know no PIN in the clear. At most some 120 codes.
    """
    return frozenset(_derived(pin))


def _derived(pin: str) -> Iterator[str]:
    yield pin
    size, digits = 10 ** len(pin), "0123456789"
    yield from (f"{(int(pin) + step) % size:0{len(pin)}d}" for step in (1, -1, 2, -2))
    for at in range(len(pin)):
        yield from (pin[:at] + digit + pin[at + 1 :] for digit in digits)
    for at in range(len(pin) - 1):
        yield pin[:at] + pin[at + 1] + pin[at] + pin[at + 2 :]
    yield from (pin[::-1], pin[1:] + pin[0], pin[-1] + pin[:-1])
    yield from ("".join(str((int(digit) + step) % 10) for digit in pin) for step in range(1, 10))
    if len(pin) < PIN_DIGITS_MAX:
        yield from (pin + digit for digit in digits)
        yield from (digit + pin for digit in digits)
    if len(pin) > PIN_DIGITS_MIN:
        yield from (pin[:-1], pin[1:])


def has_room(in_use: int, digits: int) -> bool:
    """Whether one more code of that length may be in use: of six digits 1,000 are, duress and one-time included."""
    return (in_use + 1) * CODES_PER_ONE_IN_USE <= int(10**digits)


def new_pin(rng: bytes, digits: int = PIN_DIGITS) -> str:
    """A PIN of so many digits out of random bytes (32 are plenty), every allowed one equally likely.

    Raises ValueError when the bytes run out before an allowed one comes up.
    """
    codes = 10**digits
    fair = _WORD - _WORD % codes  # above it the low codes would come up once more often than the others
    for at in range(0, len(rng) - 3, 4):
        word = int.from_bytes(rng[at : at + 4], "big")
        pin = f"{word % codes:0{digits}d}"
        if word < fair and not is_trivial(pin):
            return pin
    raise ValueError(f"{len(rng)} random bytes gave no PIN; give at least 32")
