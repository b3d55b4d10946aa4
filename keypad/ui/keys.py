"""What keys mean, as a pure step: keys in, at most one intent out.

PIN # disarms. A, B or C first arms instead: A total, B partial, C night. D first arms over what has just
been in the way. * starts over, and so does silence for 30 s: a half-typed code must not wait for the next
person.
"""

import msgspec

from panel.core.names import Mode

ARM_KEYS = {"A": Mode.TOTAL, "B": Mode.PARTIAL, "C": Mode.NIGHT}
FORCE_KEY = "D"
DIGITS_MAX = 8  # the longest PIN; what is typed beyond it is a wrong code, not a shorter one
FORGET_MS = 30_000


class Typed(msgspec.Struct, frozen=True):
    """What has been typed so far. ``mode`` None: the code will disarm, or (``force``) arm as refused before."""

    digits: str = ""
    mode: Mode | None = None
    last_ms: int = 0
    force: bool = False

    def __repr__(self) -> str:  # digits must never reach a log
        return f"Typed({len(self.digits)} digits, mode={self.mode}, force={self.force})"


class Intent(msgspec.Struct, frozen=True):
    """A finished entry: a code, and the mode to arm or None to disarm; ``force``: to arm as refused before."""

    code: str
    mode: Mode | None
    force: bool = False

    def __repr__(self) -> str:
        return f"Intent({len(self.code)} digits, mode={self.mode}, force={self.force})"


NOTHING = Typed()


def press(typed: Typed, key: str, at_ms: int) -> tuple[Typed, Intent | None]:
    """One key went down: one of ``0-9 * # A B C D``; any other changes nothing."""
    if at_ms - typed.last_ms > FORGET_MS:
        typed = NOTHING
    if key.isdigit():
        digits = (typed.digits + key)[: DIGITS_MAX + 1]
        return Typed(digits, typed.mode, at_ms, typed.force), None
    if key == FORCE_KEY:
        return Typed("", None, at_ms, force=True), None
    if key in ARM_KEYS:
        return Typed("", ARM_KEYS[key], at_ms), None
    if key == "*":
        return NOTHING, None
    if key == "#" and typed.digits:
        return NOTHING, Intent(typed.digits, typed.mode, typed.force)
    return Typed(typed.digits, typed.mode, at_ms, typed.force), None
