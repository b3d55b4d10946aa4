"""The keyed hash by which PINs are found; which may be chosen is said in ``pin_rules``.

A PIN has at most 27 bits; no hash is slow enough to hide it from somebody who has the card with the
verifiers *and* the key. The key is what protects it: dedicated to this panel, never in a backup,
and the only secret in ``pins.a``/``pins.b``. So the hash may be a plain, fast HMAC, and a slow one
would only make the keypad slow.
"""

import hashlib
import hmac
import secrets
from pathlib import Path

from panel.store.copy import CopyPair
from panel.store.errors import StorageBroken

DEVICE_KEY_BYTES = 32


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
