"""Configurations with anything on any line, their names as long and as strange as the configuration lets them be."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec
from hypothesis import strategies as st

from battery.chemistry import Chemistry
from panel.config import Config
from panel.config.cameras import CameraConfig, CameraSource
from panel.config.chips import ClockConfig, SensorConfig
from panel.config.gsm import GsmConfig, ModemKind
from panel.config.keypads import DisplayConfig
from panel.config.model import (
    AdcConfig,
    InputConfig,
    KeypadConfig,
    MqttConfig,
    OutputConfig,
    OutputRole,
    PanelConfig,
    Pull,
    ReaderConfig,
    ReaderKind,
    ZoneConfig,
)
from panel.config.power import PowerConfig
from panel.wiring.words import LANGUAGES
from tests.support.pin_bench import installation
from zones.kinds import Kind
from zones.wiring import CONTACTS, LOOPS, Wiring

Draw = Callable[[st.SearchStrategy[Any]], Any]

# But for those of the bus, of the serial port and of SPI.
PINS = [0, 1, *(pin for pin in range(4, 28) if pin not in (8, 9, 10, 11, 14, 15))]
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=40)
IDS = st.from_regex(r"\A[a-z][a-z0-9_-]{0,31}\Z")

CLOCKS = (None, ClockConfig(i2c_bus=1), ClockConfig(device="/dev/rtc99"))


@st.composite
def installations(draw: Draw) -> Config:
    """A house."""
    pins = iter(draw(st.permutations(PINS)))
    names = iter(draw(st.lists(IDS, min_size=22, max_size=22, unique=True)))
    adc = AdcConfig(name=next(names), address=0x48, rail_channel=draw(st.sampled_from([None, 3])))
    contacts = [
        InputConfig(name=next(names), pin=next(pins), pull=draw(st.sampled_from(Pull)))
        for _ in range(draw(st.integers(1, 4)))
    ]
    loops = [_loop(next(names), adc.name, channel) for channel in range(draw(st.integers(0, 3)))]
    outputs = [
        OutputConfig(
            name=next(names), pin=next(pins), role=draw(st.sampled_from(OutputRole)), active_high=draw(st.booleans())
        )
        for _ in range(draw(st.integers(0, 4)))
    ]
    keypad = draw(st.sampled_from(_keypads(next(names), pins)))
    reader = draw(st.sampled_from(_readers(next(names), pins)))
    sirens = [output.name for output in outputs if output.role is OutputRole.SIREN]
    if loops and sirens:
        loops[0] = msgspec.structs.replace(loops[0], siren=sirens[0])
    sensor = SensorConfig(name=next(names), i2c_bus=draw(st.sampled_from([1, 11])))
    air = [InputConfig(name=next(names), sensor=sensor.name, below_c=-39.5) for _ in range(2)]
    display = DisplayConfig(name=next(names), address=0x27)
    panel = PanelConfig(
        id="p", name=draw(NAMES), account="1234", timezone="UTC", language=draw(st.sampled_from(LANGUAGES))
    )
    zones = (
        *_zones(draw, contacts, CONTACTS, 990),
        *_zones(draw, loops, LOOPS, 1),
        *_zones(draw, air, [Wiring.NO], 500),
    )
    return installation(
        panel=panel, adc=(adc,), input=(*contacts, *loops, *air), zone=zones, output=tuple(outputs), keypad=(keypad,),
        reader=draw(st.sampled_from([(), (reader,)])),
        display=draw(st.sampled_from([(), (display,)])), camera=(_camera(next(names)),),
        sensor=(sensor,), clock=draw(st.sampled_from(CLOCKS)),
        mqtt=MqttConfig(host="s" * 200), power=_power(draw, next(pins)), gsm=_modem(draw, next(pins)),
    )  # fmt: skip


def _loop(name: str, adc: str, channel: int) -> InputConfig:
    return InputConfig(
        name=name, adc=adc, channel=channel, pull_ohm=22_000, end_ohm=99_999, alarm_ohm=99_999, mask_ohm=99_999,
        fault_ohm=99_999,
    )  # fmt: skip


def _zones(draw: Draw, inputs: Sequence[InputConfig], wirings: Sequence[Wiring], first: int) -> Iterator[ZoneConfig]:
    for number, each in enumerate(inputs, start=first):
        wiring = draw(st.sampled_from(wirings))
        yield ZoneConfig(id=number, name=draw(NAMES), area="house", kind=Kind.TAMPER, input=each.name, wiring=wiring)


def _readers(name: str, pins: Iterator[int]) -> list[ReaderConfig]:
    first, second = next(pins), next(pins)
    return [
        ReaderConfig(name=name, d0=first, d1=second),
        ReaderConfig(name=name, kind=ReaderKind.PN532, i2c_bus=1, reset_pin=first),
        ReaderConfig(name=name, kind=ReaderKind.MFRC522, spi="/dev/spidev0.0", reset_pin=first),
        ReaderConfig(name=name, kind=ReaderKind.MFRC522, spi="/dev/spidev2.1", reset_pin=first),
        ReaderConfig(name=name, kind=ReaderKind.PN532, port="/dev/serial/by-id/" + "y" * 90, reset_pin=first),
    ]


def _keypads(name: str, pins: Iterator[int]) -> list[KeypadConfig]:
    rows, columns = (tuple(next(pins) for _ in range(4)) for _ in range(2))
    return [
        KeypadConfig(name=name, rows=rows, columns=columns),
        KeypadConfig(name=name, i2c_bus=1, address=0x20, int_pin=rows[0]),
    ]


def _power(draw: Draw, pin: int) -> PowerConfig | None:
    power = PowerConfig(
        chemistry=draw(st.sampled_from(Chemistry)), cells=draw(st.sampled_from([None, 1, 8])),
        capacity_mah=draw(st.integers(500, 200_000)), i2c_bus=draw(st.sampled_from([1, 11])),
        gauge_address=draw(st.integers(0x40, 0x47)), shunt_mohm=draw(st.integers(7, 1_000)),
        mains_pin=draw(st.sampled_from([None, pin])), mains_high=draw(st.booleans()),
    )  # fmt: skip
    found: PowerConfig | None = draw(st.sampled_from([None, power]))
    return found


def _modem(draw: Draw, pin: int) -> GsmConfig | None:
    gsm = GsmConfig(
        port=draw(st.sampled_from(["/dev/serial0", "/dev/serial/by-id/usb-" + "x" * 120])),
        station_number="+351210000000", power_key=pin, power_key_high=draw(st.booleans()),
        modem=draw(st.sampled_from(ModemKind)),
    )  # fmt: skip
    found: GsmConfig | None = draw(st.sampled_from([None, gsm]))
    return found


def _camera(name: str) -> CameraConfig:
    return CameraConfig(name=name, source=CameraSource.V4L2, device="/dev/" + "v" * 200)
