"""Checks of serial ports and of SPI: which lines of the header they take, and that each device has one user."""

from collections.abc import Iterator

from panel.config.findings import Finding, Row, Sheet, shown
from panel.config.messages import Fault

PORT = "port"
PORT_TABLES = ("reader", "gsm")  # whose rows may name a serial port
# The names of the Pi's own serial port; which of them it has depends on the model, and on Bluetooth.
HEADER_PORTS = ("/dev/serial0", "/dev/ttyAMA0", "/dev/ttyS0")
HEADER_LINES = (14, 15)
SPI = "spi"
# The SPI buses of the header: MISO, MOSI and SCLK, and for each of its devices the chip select.
SPI_LINES = {
    "/dev/spidev0.": ((9, 10, 11), (8, 7)),
    "/dev/spidev1.": ((19, 20, 21), (18, 17, 16)),
}


def lines_of_spi(device: str) -> tuple[int, ...]:
    """MISO, MOSI, SCLK and the chip select; nothing for a device that is not on the header."""
    lines, selects = SPI_LINES.get(device[:-1], ((), ()))
    return (*lines, selects[int(device[-1])]) if int(device[-1]) < len(selects) else ()


def port_lines(sheet: Sheet) -> Iterator[tuple[int, Row, str]]:
    """Each line that a serial port takes, with the row and key that name it; once, though two name the same."""
    row = next((row for row, name in _ports(sheet) if name in HEADER_PORTS), None)
    if row is not None:
        yield from ((line, row, PORT) for line in HEADER_LINES)


def spi_lines(sheet: Sheet) -> Iterator[tuple[int, Row, str]]:
    """The same of SPI: three lines of a bus once for all of its devices, and one for each device."""
    taken: set[int] = set()
    for row, name in _spis(sheet):
        lines = [line for line in lines_of_spi(name) if line not in taken]
        taken.update(lines)
        yield from ((line, row, SPI) for line in lines)


def each_port_has_one_user(sheet: Sheet) -> Iterator[Finding]:
    """Two that speak at once are understood by nobody. The Pi's own port is one, whatever it is called."""
    first: dict[str, Row] = {}
    for row, name in _ports(sheet):
        other = first.setdefault(HEADER_PORTS[0] if name in HEADER_PORTS else name, row)
        if other is not row:
            yield row.clash(Fault.TAKEN, PORT, shown(name), other, PORT)


def each_spi_device_has_one_user(sheet: Sheet) -> Iterator[Finding]:
    """Two chips on one chip select answer at once."""
    first: dict[str, Row] = {}
    for row, name in _spis(sheet):
        other = first.setdefault(name, row)
        if other is not row:
            yield row.clash(Fault.TAKEN, SPI, shown(name), other, SPI)


def _spis(sheet: Sheet) -> Iterator[tuple[Row, str]]:
    for row in sheet["reader"]:
        if (name := row.get(SPI, str)) is not None:
            yield row, name


def _ports(sheet: Sheet) -> Iterator[tuple[Row, str]]:
    for table in PORT_TABLES:
        for row in sheet[table]:
            if (name := row.get(PORT, str)) is not None:
                yield row, name


CHECKS = (each_port_has_one_user, each_spi_device_has_one_user)
