"""The names of camerad's jobs. Pure.

A job's name says what its pictures belong to, so that a picture which comes after alarmd was started anew still finds
its report: the name goes to camerad and comes back, in its messages and in the sealed picture itself.
"""

import binascii
from hashlib import sha256

from comms.keys import b64_decode, b64_encode

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_EPOCH_BYTES = 16
_EPOCH_LETTERS = 22  # of base64url
JOB_MAX = 32


def of_report(epoch: str, seq: int) -> str:
    """The job of a report. Any epoch that is not 128 bits in hexadecimal is not ours: then empty."""
    try:
        raw = binascii.unhexlify(epoch)
    except (binascii.Error, ValueError):
        return ""
    name = f"r{b64_encode(raw)}{_base36(seq)}"
    return name if len(raw) == _EPOCH_BYTES and len(name) <= JOB_MAX else ""


def report_of(job: str) -> tuple[str, int] | None:
    """Epoch and number of the report that a job was for; None for any other job."""
    letters, digits = job[1 : 1 + _EPOCH_LETTERS], job[1 + _EPOCH_LETTERS :]
    if job[:1] != "r" or not digits or not set(digits) <= set(_DIGITS):
        return None
    try:
        return b64_decode(letters).hex(), int(digits, 36)
    except ValueError:
        return None


def of_request(request: str) -> str:
    """The job of a request. One whose id is too long for a job's name goes by its digest."""
    name = f"q{request}"
    return name if len(name) <= JOB_MAX else f"d{b64_encode(sha256(request.encode()).digest())[: JOB_MAX - 1]}"


def request_of(job: str) -> str:
    """The request whose job this is, where the name alone says so; else empty."""
    return job[1:] if job[:1] == "q" else ""


def is_request(job: str) -> bool:
    """Whether somebody asked for it."""
    return job[:1] in ("q", "d")


def _base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits
