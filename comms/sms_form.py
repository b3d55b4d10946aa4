"""Reports and their acknowledgements as one text message each: short, in seven bits, and nobody else's.

    SR1 1234ABCD Zk3vQ9 17 1130 4 house 20261127133507 alarm.intrusion 5QJX3ZK7W2M4NDPT
    SA1 1234ABCD Zk3vQ9 17 5QJX3ZK7W2M4NDPT 0C9GYB7R1KV4T2HM

A signature of Ed25519 would fill a part of its own; these carry 80 bits of HMAC-SHA-256. Panel and station agree on the
keys without a word: X25519 of the keys that they exchanged when they were enrolled, then HKDF (RFC 5869), one key for
each direction, so that a report can never come back as its own acknowledgement. Both names are in the derivation: a
station that serves two panels has four keys. Who knows one side's secret can forge both ways between these two, and
nothing else; a commsd that was taken over has neither.
"""

import base64
import hashlib
import hmac
import re
from datetime import UTC, datetime

import msgspec
from nacl.bindings import crypto_scalarmult
from nacl.exceptions import CryptoError

from comms import gsm7
from comms.errors import SmsFormError
from comms.keys import Identity, KeyFile, b64_decode

TEXT_MAX = gsm7.PART_MAX
MAC_CHARS = 16  # of five bits
NONE = "-"
STATION_NAME = "station"  # at both ends: a panel has one, and knows it by its key alone

_ACCOUNT, _EPOCH, _SEQ, _MAC = r"([0-9A-F]{4,16})", r"([A-Za-z0-9_-]{1,32})", r"([0-9]{1,16})", r"([A-Z2-7]{16})"
_REPORT = re.compile(
    rf"SR1 {_ACCOUNT} {_EPOCH} {_SEQ} ([0-9]{{4}}|-) ([0-9]{{1,3}}) ([A-Za-z0-9_.-]{{1,32}}) ([0-9]{{14}}\??)"
    rf" ([a-z0-9._]{{1,40}}) {_MAC}"
)
_ACK = re.compile(rf"SA1 {_ACCOUNT} {_EPOCH} {_SEQ} {_MAC} {_MAC}")


class SmsKeys(msgspec.Struct, frozen=True):
    """What a panel and its station share: one key for what the panel says, one for what the station does."""

    report: bytes
    ack: bytes

    def __repr__(self) -> str:
        return "SmsKeys(...)"


class SmsReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report as far as a text message tells it; the whole one follows over the network. ``cid``: as "1130", empty if
    Contact ID has no word for it. ``at_ms``: wall time, to the second; ``trusted``: the clock was set when it was
    stamped. ``area``: empty if the message had no room for it."""

    account: str
    epoch: str
    seq: int
    kind: str
    at_ms: int
    cid: str = ""
    zone: int = 0
    area: str = ""
    trusted: bool = True


class SmsAck(msgspec.Struct, frozen=True, kw_only=True):
    """The station has committed the report that carried this MAC."""

    account: str
    epoch: str
    seq: int
    report_mac: str


def agree(own: Identity, other: KeyFile, panel: str, station: str) -> SmsKeys:
    """The keys of one panel and one station, the same at both ends. Raises SmsFormError for a key that no one can
    have."""
    try:
        shared = crypto_scalarmult(b64_decode(own.x25519_seed), b64_decode(other.x25519))
    except (CryptoError, ValueError) as error:
        raise SmsFormError(
            f"the X25519 key of {other.id}: {error}; it must be exchanged anew (`sereno enrol`)"
        ) from error
    names = f"{len(panel)} {panel} {len(station)} {station}".encode()
    return SmsKeys(_derived(shared, b"sereno-sms-1 report " + names), _derived(shared, b"sereno-sms-1 ack " + names))


def _derived(shared: bytes, info: bytes) -> bytes:
    """HKDF-SHA-256 without salt, one block of 32 bytes."""
    extracted = hmac.digest(bytes(32), shared, hashlib.sha256)
    return hmac.digest(extracted, info + b"\x01", hashlib.sha256)


def account_of(text: str) -> str | None:
    """Whose message it says it is: which keys to try. None for what is none of ours."""
    found = _REPORT.fullmatch(text) or _ACK.fullmatch(text)
    return None if found is None else found[1]


# reports ------------------------------------------------------------------------------------------


def write_report(keys: SmsKeys, report: SmsReport) -> str:
    """One part at most. An area that does not fit is left away: the station knows its zones. Raises SmsFormError."""
    text = _report_text(report, report.area or NONE)
    if len(text) + 1 + MAC_CHARS > TEXT_MAX:
        text = _report_text(report, NONE)
    whole = f"{text} {_mac(keys.report, text)}"
    if len(whole) > TEXT_MAX or _REPORT.fullmatch(whole) is None:
        raise SmsFormError(
            f"a report as a text message: found {text!r}, which is none of at most {TEXT_MAX} characters"
        )
    return whole


def _report_text(report: SmsReport, area: str) -> str:
    stamp = datetime.fromtimestamp(report.at_ms // 1_000, UTC).strftime("%Y%m%d%H%M%S")
    clock = "" if report.trusted else "?"
    words = ("SR1", report.account, report.epoch, report.seq, report.cid or NONE, report.zone, area, stamp + clock)
    return " ".join(map(str, (*words, report.kind)))


def read_report(keys: SmsKeys, text: str) -> SmsReport:
    """A report of the panel that shares these keys. Raises SmsFormError on every other text."""
    found = _REPORT.fullmatch(text)
    if found is None:
        raise SmsFormError(f"a text message: found {text[:60]!r}, which is no report")
    _check(keys.report, text)
    account, epoch, seq, cid, zone, area, stamp, kind, _ = found.groups()
    try:
        at = datetime.strptime(stamp.rstrip("?"), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError as error:
        raise SmsFormError(f"a report's time: found {stamp!r}, which is on no calendar") from error
    return SmsReport(
        account=account,
        epoch=epoch,
        seq=int(seq),
        kind=kind,
        at_ms=int(at.timestamp()) * 1_000,
        cid="" if cid == NONE else cid,
        zone=int(zone),
        area="" if area == NONE else area,
        trusted=not stamp.endswith("?"),
    )


def mac_of(text: str) -> str:
    """The MAC at the end of a report or acknowledgement, by which an acknowledgement names its report."""
    return text[-MAC_CHARS:]


# acknowledgements ---------------------------------------------------------------------------------


def write_ack(keys: SmsKeys, ack: SmsAck) -> str:
    """What the station answers once the report is committed."""
    text = f"SA1 {ack.account} {ack.epoch} {ack.seq} {ack.report_mac}"
    return f"{text} {_mac(keys.ack, text)}"


def read_ack(keys: SmsKeys, text: str) -> SmsAck:
    """An acknowledgement of the station that shares these keys. Raises SmsFormError on every other text."""
    found = _ACK.fullmatch(text)
    if found is None:
        raise SmsFormError(f"a text message: found {text[:60]!r}, which is no acknowledgement")
    _check(keys.ack, text)
    account, epoch, seq, report_mac, _ = found.groups()
    return SmsAck(account=account, epoch=epoch, seq=int(seq), report_mac=report_mac)


def _mac(key: bytes, text: str) -> str:
    digest = hmac.digest(key, text.encode("ascii", "replace"), hashlib.sha256)
    return base64.b32encode(digest[: MAC_CHARS * 5 // 8]).decode("ascii")


def _check(key: bytes, text: str) -> None:
    covered = text[: -MAC_CHARS - 1]
    if not hmac.compare_digest(_mac(key, covered), mac_of(text)):
        raise SmsFormError("a text message: its MAC is not that of whoever it says it is from")
