"""Checks of serial ports: which lines of the header they take, and that each has one user."""

from collections.abc import Iterator

from panel.config.findings import Finding, Row, Sheet, shown
from panel.config.messages import Fault

PORT = "port"
PORT_TABLES = ("reader", "gsm")  # whose rows may name a serial port
# The names of the Pi's own serial port; which of them it has depends on the model, and on Bluetooth.
HEADER_PORTS = ("/dev/serial0", "/dev/ttyAMA0", "/dev/ttyS0")
HEADER_LINES = (14, 15)


def port_lines(sheet: Sheet) -> Iterator[tuple[int, Row, str]]:
    """Each line that a serial port takes, with the row and key that name it; once, though two name the same."""
    row = next((row for row, name in _ports(sheet) if name in HEADER_PORTS), None)
    if row is not None:
        yield from ((line, row, PORT) for line in HEADER_LINES)


def each_port_has_one_user(sheet: Sheet) -> Iterator[Finding]:
    """Two that speak at once are understood by nobody. The Pi's own port is one, whatever it is called."""
    first: dict[str, Row] = {}
    for row, name in _ports(sheet):
        other = first.setdefault(HEADER_PORTS[0] if name in HEADER_PORTS else name, row)
        if other is not row:
            yield row.clash(Fault.TAKEN, PORT, shown(name), other, PORT)


def _ports(sheet: Sheet) -> Iterator[tuple[Row, str]]:
    for table in PORT_TABLES:
        for row in sheet[table]:
            if (name := row.get(PORT, str)) is not None:
                yield row, name


CHECKS = (each_port_has_one_user,)
