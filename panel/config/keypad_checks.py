"""Checks of keypads, on pins or on an expander, and either completely."""

from collections.abc import Iterator

from panel.config.findings import Finding, Row, Sheet, shown
from panel.config.keypads import BITS
from panel.config.messages import Fault


def on_expander(row: Row) -> bool:
    """Whether the row's lines are bits of an expander, however badly that is said."""
    return bool(row.given & {"i2c_bus", "address"})


def keypads_are_complete(sheet: Sheet) -> Iterator[Finding]:
    """On pins both lists, on an expander its bus and its address, and nothing of the other."""
    for row in sheet["keypad"]:
        if on_expander(row):
            yield from _on_expander(row)
        else:
            yield from _absent(row, ("rows", "columns"), "four GPIO lines, or i2c_bus and address of an expander")
            if "int_pin" in row.given:
                yield row.finding(Fault.INT_WITHOUT_EXPANDER, "int_pin", "no i2c_bus")


def _on_expander(row: Row) -> Iterator[Finding]:
    yield from _absent(row, ("i2c_bus", "address"), "both i2c_bus and address, or neither")
    used: set[int] = set()
    for key in ("rows", "columns"):
        for item, bit in enumerate(row.get(key, tuple) or ()):
            if bit not in BITS:
                yield row.finding(Fault.VALUE, key, shown(bit), item=item, allowed="the expander's bits, 0 to 7")
            elif bit in used:
                yield row.finding(Fault.REPEATED, key, f"{bit} again", item=item)
            used.add(bit)
    if ("rows" in row.given) != ("columns" in row.given):
        yield from _absent(row, ("rows", "columns"), "both rows and columns, or neither")


def _absent(row: Row, keys: tuple[str, ...], allowed: str) -> Iterator[Finding]:
    for key in keys:
        if key not in row.given:
            yield row.finding(Fault.MISSING_KEY, "", f"no {key}", allowed=allowed, why="nothing could be typed there")


CHECKS = (keypads_are_complete,)
