"""Which line of the header is whose."""

from collections.abc import Iterator

from panel.config.keypads import is_on_expander
from panel.config.model import Config
from panel.config.serial_buses import HEADER_PORTS, lines_of_spi
from panel.doctor.buses import HEADER_BUS, buses_of

PROBED = (0, 1)  # the firmware looks for an add-on board's memory there
BUS_PINS = FIXED = (2, 3)  # of I2C bus 1, with 1.8 kOhm to 3.3 V on the board
SERIAL_PINS = (14, 15)


def ports(config: Config) -> Iterator[tuple[str, str]]:
    """Each serial port in use, and by what."""
    if config.gsm is not None:
        yield config.gsm.port, "the modem"
    yield from ((each.port, each.name) for each in config.reader if each.port is not None)


def on_header(config: Config) -> list[str]:
    """What hangs on the header's serial port."""
    return [name for port, name in ports(config) if port in HEADER_PORTS]


def spis(config: Config) -> Iterator[tuple[str, str]]:
    """Each SPI device in use, and by what."""
    yield from ((each.spi, each.name) for each in config.reader if each.spi is not None)


def devices(config: Config) -> Iterator[tuple[int, str]]:
    """Each line that a device has to itself, and the device."""
    yield from ((each.pin, each.name) for each in config.input if each.pin is not None)
    yield from ((each.pin, each.name) for each in config.output)
    for reader in config.reader:
        yield from ((pin, reader.name) for pin in reader.lines)
    for keypad in config.keypad:
        pins = () if is_on_expander(keypad) else (*keypad.rows, *keypad.columns)
        yield from ((pin, keypad.name) for pin in (*pins, keypad.int_pin) if pin is not None)
    if config.power is not None and config.power.mains_pin is not None:
        yield config.power.mains_pin, "mains_pin"
    if config.gsm is not None and config.gsm.power_key is not None:
        yield config.gsm.power_key, "power_key"


def users(config: Config) -> dict[int, str]:
    """The same, with the lines of the buses and of the serial port where something hangs on them."""
    bus = {pin: f"I2C bus {HEADER_BUS}" for pin in BUS_PINS if HEADER_BUS in buses_of(config)}
    serial = {pin: f"the serial port of {name}" for name in on_header(config) for pin in SERIAL_PINS}
    spi = {pin: f"the SPI of {name}" for device, name in spis(config) for pin in lines_of_spi(device)}
    return bus | serial | spi | dict(devices(config))
