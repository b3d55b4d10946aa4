"""Checks of keypads, on pins or on an expander, and either completely; and of the displays beside them."""

from collections.abc import Iterator

from panel.config.findings import Finding, Row, Sheet, nearest, shown
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


def displays_have_their_keypad(sheet: Sheet) -> Iterator[Finding]:
    """The keypad that a display names is there; a reader with keys is one."""
    keypads = sheet.names("keypad", "name")
    if keypads is None or sheet.names("reader", "name") is None:
        return
    known = (*keypads, *(row.get("name", str) or "" for row in sheet["reader"] if row.get("keys", bool)))
    for row in sheet["display"]:
        word = row.get("keypad", str)
        if word is not None and word not in known:
            near, names = nearest(word, known), ", ".join(known) or "none: nothing in the file has keys"
            yield row.finding(Fault.UNKNOWN_REFERENCE, "keypad", shown(word), near=near, names=names)


CHECKS = (keypads_are_complete, displays_have_their_keypad)
