"""Which keys a tag reader has, by its kind: what is missing, and what means nothing there."""

from collections.abc import Iterator

import msgspec

from panel.config.bounds import Bounds
from panel.config.findings import Finding, Row, Sheet, shown
from panel.config.messages import Fault
from panel.config.readers import ReaderConfig, ReaderKind

NEEDED: dict[ReaderKind, tuple[str, ...]] = {
    ReaderKind.WIEGAND: ("d0", "d1"),
    ReaderKind.PN532: (),
    ReaderKind.MFRC522: ("spi",),
}
KINDS = {
    "d0": (ReaderKind.WIEGAND,),
    "d1": (ReaderKind.WIEGAND,),
    "keys": (ReaderKind.WIEGAND,),
    "i2c_bus": (ReaderKind.PN532,),
    "port": (ReaderKind.PN532,),
    "spi": (ReaderKind.MFRC522,),
    "reset_pin": (ReaderKind.PN532, ReaderKind.MFRC522),
}


def readers_are_complete(sheet: Sheet) -> Iterator[Finding]:
    """Each has what its kind needs, and nothing that belongs to another."""
    for row in sheet["reader"]:
        kind = row.get("kind", ReaderKind)
        if kind is not None:
            yield from _missing(row, kind)
            yield from _of_another_kind(row, kind)


def _missing(row: Row, kind: ReaderKind) -> Iterator[Finding]:
    for field in msgspec.structs.fields(ReaderConfig):
        if field.name in NEEDED[kind] and field.name not in row.given:
            bounds = Bounds(field.type)
            allowed, why = bounds.allowed(), bounds.description()
            yield row.finding(Fault.MISSING_KEY, field.name, "nothing", allowed=allowed, why=why)
    if kind is ReaderKind.PN532 and not row.given & {"i2c_bus", "port"}:
        yield row.finding(Fault.READER_WAY, "kind", "neither")
    elif kind is ReaderKind.PN532 and {"i2c_bus", "port"} <= row.given:
        yield row.finding(Fault.READER_WAY, "port", "both")


def _of_another_kind(row: Row, kind: ReaderKind) -> Iterator[Finding]:
    for key, kinds in KINDS.items():
        if key in row.given and key in row.values and kind not in kinds:
            when = " or ".join(f'kind = "{each.value}"' for each in kinds)
            yield row.finding(Fault.READER_KEY, key, shown(row.values[key]), named=key, when=when)


CHECKS = (readers_are_complete,)
