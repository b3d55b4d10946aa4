"""PINs: which are allowed, how they are made, and the keyed hash by which they are found.

A PIN has at most 27 bits; no hash is slow enough to hide it from somebody who has the card with the
verifiers *and* the key. The key is what protects it: dedicated to this panel, never in a backup,
and the only secret in ``pins.a``/``pins.b``. So the hash may be a plain, fast HMAC, and a slow one
would only make the keypad slow.
"""

import hashlib
import hmac
import secrets
from itertools import pairwise
from pathlib import Path

from panel.store.copy import CopyPair
from panel.store.errors import BadPin, StorageBroken

PIN_DIGITS_MIN = 4
PIN_DIGITS_MAX = 8
PIN_DIGITS = 6
DEVICE_KEY_BYTES = 32

_WORD = 1 << 32
_CODES = 10**PIN_DIGITS
_FAIR = _WORD - _WORD % _CODES  # above it the low codes would come up once more often than the others


def make_device_key() -> bytes:
    """A new secret of 32 bytes from the kernel, for this panel alone."""
    return secrets.token_bytes(DEVICE_KEY_BYTES)


def device_key(folder: Path, *, must_exist: bool) -> bytes:
    """The panel's key from ``folder``, made and kept there at the first start.

    Two slots like every second copy, beside the database and not in it: a panel whose database is
    ruined must still be disarmed by the PINs people know. ``must_exist``: there are codes made with it.
    Raises StorageFailed when a new one cannot be kept, and StorageBroken when the old one is lost:
    a silently new key would refuse every PIN for ever without saying why.
    """
    pair = CopyPair(folder, "pins")
    kept = pair.read()
    if kept is not None and len(kept) == DEVICE_KEY_BYTES:
        return kept
    if pair.damaged or must_exist:
        raise StorageBroken(
            f"{folder}/pins.a and pins.b: neither holds the key of the PINs; restore one, or give everybody new PINs"
        )
    key = make_device_key()
    pair.write(key)
    pair.write(key)  # both slots, so that either alone is enough
    return key


def verifier(key: bytes, pin: str) -> bytes:
    """HMAC-SHA256 of the PIN's ASCII digits: what is kept and looked up in its place."""
    return hmac.new(key, pin.encode("ascii", "replace"), hashlib.sha256).digest()


def check_pin(pin: str) -> None:
    """Raises BadPin unless the PIN is 4 to 8 digits and none of those that everybody tries first.

    The message never repeats the digits: it ends up on screens and in logs.
    """
    if not (PIN_DIGITS_MIN <= len(pin) <= PIN_DIGITS_MAX and pin.isascii() and pin.isdigit()):
        raise BadPin(f"a PIN is {PIN_DIGITS_MIN} to {PIN_DIGITS_MAX} digits, nothing else")
    if is_trivial(pin):
        raise BadPin("this PIN is one of those tried first: no repeated digits or blocks, no counting up or down")


def is_trivial(pin: str) -> bool:
    """One digit repeated (000000), a block repeated (1212, 123123), or counting (123456, 9876, 7890)."""
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    if steps in ({1}, {9}):
        return True
    return any(len(pin) % size == 0 and pin == pin[:size] * (len(pin) // size) for size in range(1, len(pin) // 2 + 1))


def new_pin(rng: bytes) -> str:
    """A six-digit PIN out of random bytes (32 are plenty), every allowed one equally likely.

    Raises ValueError when the bytes run out before an allowed one comes up.
    """
    for at in range(0, len(rng) - 3, 4):
        word = int.from_bytes(rng[at : at + 4], "big")
        pin = f"{word % _CODES:0{PIN_DIGITS}d}"
        if word < _FAIR and not is_trivial(pin):
            return pin
    raise ValueError(f"{len(rng)} random bytes gave no PIN; give at least 32")
