"""What is wired to the computer: ``[board]``, ``[[input]]`` and ``[[output]]``.

Readers, keypads with their displays, cameras, converters and other chips have files of their own: ``readers``,
``keypads``, ``cameras``, ``converters`` and ``chips``.
"""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from panel.config.base import Id, Pin, Record
from panel.core.names import Mode, Phase, Trouble
from zones.kinds import Kind

# A relay that clicks when somebody presses a hold-up button gives them away; the other two never alarm.
NO_RELAY = (Kind.HOLD_UP, Kind.KEYSWITCH, Kind.CHIME_ONLY)


class Pull(StrEnum):
    """The resistor that holds an input's line while its contact is open.

    ``up`` and ``none`` (a resistor of your own to 3.3 V) go with a contact to ground, ``down`` with
    a contact to 3.3 V.
    """

    UP = "up"
    DOWN = "down"
    NONE = "none"


class OutputRole(StrEnum):
    """What an output is for."""

    SIREN = "siren"
    STROBE = "strobe"
    SOUNDER = "sounder"
    LAMP_READY = "lamp_ready"
    LAMP_ARMED = "lamp_armed"
    LAMP_ALARM = "lamp_alarm"
    BATTERY_TEST = "battery_test"  # puts a load on the battery alone
    RELAY = "relay"


class PinFactory(StrEnum):
    """Who talks to the GPIO lines. Never a silent fall-back from one to the other."""

    GPIOD = "gpiod"
    LGPIO = "lgpio"


class BoardConfig(Record, frozen=True, kw_only=True):
    """The computer and its pins: ``[board]``, optional."""

    pins: Annotated[
        PinFactory,
        Meta(description="Library for the GPIO lines: gpiod (kernel time stamps) or lgpio (gpiozero's own)"),
    ] = PinFactory.GPIOD


Ohm = Annotated[int, Meta(ge=100, le=100_000)]
Celsius = Annotated[float, Meta(ge=-40, le=125)]


class InputConfig(Record, frozen=True, kw_only=True):
    """What a zone looks at: ``[[input]]``, a line, a converter's channel, or one limit of a sensor. Each belongs to
    exactly one zone.

    The keys from ``channel`` on belong to a loop on a converter alone, those from ``below_c`` on to a sensor, and
    ``pull`` to a line.
    """

    name: Annotated[Id, Meta(description="Name of the input; a zone refers to it")]
    pin: (
        Annotated[Pin, Meta(description="BCM number of the GPIO line it is wired to; or it hangs on an adc")] | None
    ) = None
    pull: Annotated[
        Pull,
        Meta(
            description="Resistor holding the line while the contact is open. up: the Pi's own, contact to ground; "
            "none: a resistor of yours to 3.3 V, contact to ground; down: the Pi's own, contact to 3.3 V"
        ),
    ] = Pull.UP
    adc: (
        Annotated[Id, Meta(description="The name of the converter that its loop hangs on; or it is on a pin")] | None
    ) = None
    channel: Annotated[int, Meta(ge=0, le=3, description="Which of the converter's inputs, A0 to A3")] | None = None
    pull_ohm: (
        Annotated[
            int,
            Meta(ge=470, le=22_000, description="Ohms of the resistor from 3.3 V to the channel, beside the converter"),
        ]
        | None
    ) = None
    end_ohm: Annotated[Ohm, Meta(description="Ohms of the resistor at the end of the loop")] | None = None
    alarm_ohm: (
        Annotated[Ohm, Meta(description="Ohms of the resistor across the alarm contact: wiring deol and teol")] | None
    ) = None
    mask_ohm: (
        Annotated[Ohm, Meta(description="Ohms of the resistor across the contact that tells of masking: wiring teol")]
        | None
    ) = None
    fault_ohm: (
        Annotated[Ohm, Meta(description="Ohms of the resistor across the contact that tells of a fault: wiring teol")]
        | None
    ) = None
    tolerance_percent: (
        Annotated[int, Meta(ge=1, le=20, description="How far each resistor may be off: 5 if not given")] | None
    ) = None
    cable_ohm: (
        Annotated[int, Meta(ge=0, le=1_000, description="Ohms of the cable, there and back, at most: 100 if not given")]
        | None
    ) = None
    siren: (
        Annotated[
            Id,
            Meta(
                description="The name of the output that drives the line this loop supervises, through a relay: it is "
                "judged only while that is off, and has been for a second"
            ),
        ]
        | None
    ) = None
    sensor: (
        Annotated[Id, Meta(description="The name of the sensor that is looked at; instead of a pin or an adc")] | None
    ) = None
    below_c: Annotated[Celsius, Meta(description="Open while it is colder than this, in °C: a freeze zone")] | None = (
        None
    )
    above_c: Annotated[Celsius, Meta(description="Open while it is hotter than this, in °C: a heat zone")] | None = None
    above_rh: (
        Annotated[
            float, Meta(ge=1, le=99, description="Open while the air is damper than this, in % RH: a humidity zone")
        ]
        | None
    ) = None
    hysteresis: (
        Annotated[
            float,
            Meta(
                ge=0.2,
                le=20,
                description="How far beyond the limit it must be again to be secure: 1 °C or 3 % if not given",
            ),
        ]
        | None
    ) = None

    @property
    def line(self) -> int:
        """The GPIO line of an input that is on one."""
        assert self.pin is not None, f"input {self.name} is on no line"
        return self.pin


AlarmKind = Annotated[
    Kind,
    Meta(
        extra={"refused": NO_RELAY},
        extra_json_schema={"enum": [kind.value for kind in Kind if kind not in NO_RELAY]},
    ),
]


class OutputConfig(Record, frozen=True, kw_only=True):
    """A line that switches something: ``[[output]]``. The last five keys belong to free relays alone."""

    name: Annotated[Id, Meta(description="Name of the output")]
    pin: Pin
    role: Annotated[OutputRole, Meta(description="What the output is for")]
    active_high: Annotated[
        bool, Meta(description="true: on is 3.3 V at the pin; false: on is 0 V, as with many relay boards")
    ] = True
    on_modes: Annotated[
        tuple[Mode, ...], Meta(max_length=4, description="A relay is on while an area is in any of these modes")
    ] = ()
    on_phases: Annotated[
        tuple[Phase, ...], Meta(max_length=5, description="A relay is on while an area is in any of these phases")
    ] = ()
    on_alarms: Annotated[
        tuple[AlarmKind, ...],
        Meta(max_length=16, description="A relay is on from the alarm of a zone of such a kind until it is restored"),
    ] = ()
    on_troubles: Annotated[
        tuple[Trouble, ...], Meta(max_length=32, description="A relay is on while any of these troubles lasts")
    ] = ()
    areas: Annotated[
        tuple[Id, ...], Meta(max_length=16, description="The areas a relay looks at; none given: all of them")
    ] = ()
