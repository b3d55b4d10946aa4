"""What is plugged into the computer itself: the modem of ``[gsm]``, the cameras, the network of ``[mqtt]``, and a clock
of the kernel's.
"""

from collections.abc import Iterator

from panel.config.gsm import GsmConfig
from panel.config.model import CameraConfig, CameraSource, Config
from panel.wiring.block import BOARD, DEVICE, HIGH, LOW, TERMINAL, WIDE, Block, Use, interface, tag
from panel.wiring.colours import GROUND, Colour
from panel.wiring.header import RXD, TXD
from panel.wiring.pen import SMALL, Pen
from panel.wiring.supply import Feed, feed
from panel.wiring.switches import driver
from panel.wiring.symbols import ground, resistor
from panel.wiring.words import Language, Say

# The header's serial port under the names that Raspberry Pi OS gives it; everything else is on USB.
HEADER_PORTS = frozenset({"/dev/serial0", "/dev/ttyAMA0", "/dev/ttyS0"})
KEY_BASE, DIRECT = "4.7 kΩ", "1 kΩ"
KEY_KIND = "BC547B"
FEEDS = {Feed.FOUR_VOLTS: Say.FEED_4V, Feed.FIVE_VOLTS: Say.FEED_5V}


def on_header(gsm: GsmConfig) -> bool:
    """Whether the modem hangs on GPIO 14 and 15."""
    return gsm.port in HEADER_PORTS


def modem(config: Config, language: Language) -> Iterator[Block]:
    """The modem with its port and its power key."""
    gsm = config.gsm
    if gsm is None:
        return
    key = () if gsm.power_key is None else (_key_use(gsm, gsm.power_key),)
    serial = _serial_uses() if on_header(gsm) else ()
    high = 34.0 + (26 if key else 0) + (18 if serial else 0)
    yield Block(high=high, draw=lambda pen: _modem(pen, gsm, key, serial, high, language), uses=(*key, *serial))


def _key_use(gsm: GsmConfig, gpio: int) -> Use:
    rest = LOW if gsm.power_key_high else HIGH
    return Use(gpio=gpio, device="[gsm] power_key", terminal="PWRKEY", colour=Colour.VIOLET, rest=rest)


def _serial_uses() -> tuple[Use, ...]:
    return (
        Use(gpio=TXD, device="[gsm]", terminal="RXD", colour=Colour.WHITE, rest=HIGH),
        Use(gpio=RXD, device="[gsm]", terminal="TXD", colour=Colour.GREEN, rest=HIGH),
    )


def _modem(
    pen: Pen, gsm: GsmConfig, key: tuple[Use, ...], serial: tuple[Use, ...], high: float, language: Language
) -> None:
    y = 10.0
    pen.box(DEVICE, 1, WIDE - DEVICE, high - 3, fill="#ffffff", radius=1)
    if not serial:
        _cable(pen, y, "USB", "USB")
    pen.text(DEVICE + 15, 7, f"[gsm] {gsm.modem.value.upper() if gsm.modem else ''}".rstrip(), bold=True)
    pen.text(DEVICE + 15, 12, gsm.port, size=SMALL, most_mm=WIDE - DEVICE - 17)
    for row, words in enumerate((Say.ANTENNA, FEEDS[feed(gsm)])):
        pen.text(DEVICE + 15, 17 + row * 5, language(words), size=SMALL, most_mm=WIDE - DEVICE - 17)
    for index, use in enumerate(serial):
        _line(pen, y + 9 * index, use)
    if serial:
        _ground(pen, y + 18)
    y = 38.0 + (18 if serial else 0)
    for use in key:
        _key(pen, y, use, gsm.power_key_high)


def _line(pen: Pen, y: float, use: Use) -> None:
    interface(pen, y - 5, 9)
    tag(pen, y, use)
    pen.line((BOARD, y), (TERMINAL, y))
    resistor(pen, BOARD + 20, y, DIRECT)
    pen.wire(use.colour, (TERMINAL, y), (DEVICE, y))
    pen.terminal(TERMINAL, y)
    pen.terminal(DEVICE, y)
    pen.text(DEVICE + 3, y + 0.9, use.terminal, size=SMALL)


def _key(pen: Pen, y: float, use: Use, high: bool) -> None:
    interface(pen, y - 10, 28)
    tag(pen, y, use)
    if high:
        x, collector = driver(pen, BOARD, y, KEY_BASE, KEY_KIND)
        pen.line((x, collector), (TERMINAL, collector))
    else:
        collector = y
        end, _ = resistor(pen, BOARD + 20, y, DIRECT)
        pen.line((BOARD, y), (BOARD + 20, y))
        pen.line((end, y), (TERMINAL, y))
    pen.wire(use.colour, (TERMINAL, collector), (DEVICE, collector))
    pen.terminal(TERMINAL, collector)
    pen.terminal(DEVICE, collector)
    pen.text(DEVICE + 3, collector + 0.9, "PWRKEY" if high else "KEY", size=SMALL)
    _ground(pen, y + 6)


def _ground(pen: Pen, y: float) -> None:
    """The modem's ground, which its signals need as much as its supply does."""
    pen.wire(GROUND, (TERMINAL, y), (DEVICE, y))
    ground(pen, TERMINAL, y)
    pen.terminal(TERMINAL, y)
    pen.terminal(DEVICE, y)
    pen.text(DEVICE + 3, y + 0.9, "GND", size=SMALL)


def _cable(pen: Pen, y: float, at_the_pi: str, at_the_device: str) -> None:
    """A ready-made cable from a socket of the computer."""
    pen.box(0, y - 3, 25, 6, fill="#222222")
    pen.text(12.5, y + 0.9, at_the_pi, anchor="middle", bold=True, fill="#ffffff", most_mm=23)
    pen.wire(Colour.GREY, (25, y), (DEVICE, y))
    pen.text(DEVICE + 3, y + 0.9, at_the_device, size=SMALL)


def cameras(config: Config, language: Language) -> Iterator[Block]:
    """One for each camera."""
    for each in config.camera:
        yield Block(high=20, draw=lambda pen, each=each: _camera(pen, each, language))  # type: ignore[misc]


def _camera(pen: Pen, each: CameraConfig, language: Language) -> None:
    ribbon = each.source is CameraSource.PICAMERA2
    pen.box(DEVICE, 1, WIDE - DEVICE, 17, fill="#ffffff", radius=1)
    _cable(pen, 9, f"CAM {each.device}" if ribbon else "USB", "CSI" if ribbon else "USB")
    pen.text(DEVICE + 15, 7, each.name, bold=True, most_mm=WIDE - DEVICE - 17)
    words = language(Say.RIBBON_CAMERA if ribbon else Say.USB_CAMERA)
    pen.text(DEVICE + 15, 12, words if ribbon else f"{words}  {each.device}", size=SMALL, most_mm=WIDE - DEVICE - 17)


def network(config: Config, language: Language) -> Iterator[Block]:
    """The way to the station."""
    mqtt = config.mqtt
    if mqtt is not None:
        yield Block(high=20, draw=lambda pen: _network(pen, f"{mqtt.host}:{mqtt.port}", language))


def _network(pen: Pen, station: str, language: Language) -> None:
    pen.box(DEVICE, 1, WIDE - DEVICE, 17, fill="#ffffff", radius=1)
    _cable(pen, 9, "Ethernet", "LAN")
    pen.text(DEVICE + 15, 7, language(Say.ROUTER), bold=True, most_mm=WIDE - DEVICE - 17)
    pen.text(DEVICE + 15, 12, f"→ {station}", size=SMALL, most_mm=WIDE - DEVICE - 17)


def clock(config: Config, language: Language) -> Iterator[Block]:
    """A clock module that the kernel has. The configuration names its device file and not where it hangs: both places
    are said."""
    if config.clock is not None and config.clock.device is not None:
        device = config.clock.device
        yield Block(high=20, draw=lambda pen: _clock(pen, device, language))


def _clock(pen: Pen, device: str, language: Language) -> None:
    pen.box(0, 1, WIDE, 17, fill="#ffffff", radius=1)
    pen.text(3, 6, f"{language(Say.CLOCK)}  {device}", bold=True, most_mm=WIDE - 6)
    for row, words in enumerate((Say.CLOCK_WIRES, Say.CLOCK_OF_PI_5)):
        pen.text(3, 11 + row * 5, language(words), size=SMALL, most_mm=WIDE - 6)
