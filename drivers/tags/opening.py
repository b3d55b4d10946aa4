"""Opens a tag reader, whatever its kind, and says of each what its tags are worth."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, assert_never

import gpiozero

from drivers.bus.errands import Errands
from drivers.bus.i2c import Bus, open_bus
from drivers.bus.serial_port import Port, open_port
from drivers.bus.spi import Spi, open_spi
from drivers.clock.module import OpenRtc, open_rtc
from drivers.health import Report
from drivers.tags.chip_reader import ChipReader
from drivers.tags.mfrc522 import Mfrc522
from drivers.tags.mfrc522_talk import Mfrc522Talk
from drivers.tags.misread import Misread
from drivers.tags.pn532_links import ADDRESS, I2cLink, Link, SerialLink
from drivers.tags.pn532_talk import Pn532Talk
from drivers.tags.reset_line import ResetLine
from drivers.tags.wiegand_reader import WiegandReader
from panel.config.model import Config, ReaderConfig, ReaderKind

COPIED = (
    "reader {name} reads the number of a tag (UID) and nothing that proves it: such a tag can be copied. {so}, "
    "by uid_only_needs_pin under [tags]"
)


class TagReader(Protocol):
    """A reader as the board has it."""

    name: str
    misreads: dict[Misread, int]

    def poll(self, now_ms: int) -> None:
        """Reads what there is to be read. Never waits."""
        ...

    def next_poll_ms(self) -> int | None:
        """When that is wanted next."""
        ...

    def close(self) -> None:
        """Lets go of its lines."""
        ...


@dataclass(frozen=True, slots=True)
class Ways:
    """How what hangs on no pin is reached: buses by their numbers, ports, SPI devices and a clock of the kernel's by
    their paths."""

    buses: Callable[[int], Bus] = open_bus
    ports: Callable[[str], Port] = open_port
    rtcs: OpenRtc = open_rtc
    spis: Callable[[str], Spi] = open_spi


def open_reader(config: ReaderConfig, factory: gpiozero.Factory, ways: Ways, report: Report) -> TagReader:
    """A reader, silent until it is polled. Raises what its lines raise."""
    match config.kind:
        case ReaderKind.WIEGAND:
            return WiegandReader(config, factory, report)
        case ReaderKind.PN532:
            return _pn532(config, ways, report, _reset_line(config, factory))
        case ReaderKind.MFRC522:
            return _mfrc522(config, ways, report, _reset_line(config, factory))
        case _:
            assert_never(config.kind)


def warnings(config: Config) -> list[str]:
    """What whoever starts a panel should know of its readers."""
    so = "They disarm with a PIN only" if config.tags.uid_only_needs_pin else "They disarm without a PIN all the same"
    return [COPIED.format(name=each.name, so=so) for each in config.reader if each.kind is not ReaderKind.WIEGAND]


def _reset_line(config: ReaderConfig, factory: gpiozero.Factory) -> ResetLine | None:
    return None if config.reset_pin is None else ResetLine(config.reset_pin, factory)


def _pn532(config: ReaderConfig, ways: Ways, report: Report, reset: ResetLine | None) -> TagReader:
    errands: Errands
    link: Link
    if config.port is not None:
        port = ways.ports(config.port)
        errands, link = port, SerialLink(port.wire)
        where = f"{config.port} (crossed TXD and RXD, its switches at HSU, no console on that port)"
    else:
        assert config.i2c_bus is not None, "a configuration without either is refused"
        bus, number = ways.buses(config.i2c_bus), config.i2c_bus
        errands, link = bus, I2cLink(bus.wire)
        where = f"I2C bus {number}, 0x{ADDRESS:02X} (its four wires, its switches at I2C, `i2cdetect -y {number}`)"
    return ChipReader(config.name, f"the PN532 at {where}", errands, Pn532Talk(link), report, reset)


def _mfrc522(config: ReaderConfig, ways: Ways, report: Report, reset: ResetLine | None) -> TagReader:
    assert config.spi is not None, "a configuration without it is refused"
    spi = ways.spis(config.spi)
    what = f"the MFRC522 at {config.spi} (its seven wires, `ls /dev/spidev*`, dtparam=spi=on)"
    return ChipReader(config.name, what, spi, Mfrc522Talk(Mfrc522(spi.wire)), report, reset)
