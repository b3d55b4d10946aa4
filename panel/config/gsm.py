"""The second path to the station: ``[gsm]``."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from panel.config.base import END, FilePath, Pin, Record


class ModemKind(StrEnum):
    """Whose data sheet says how long the power key is pressed: ``drivers.key_presses``."""

    SIM800 = "sim800"
    SIM7600 = "sim7600"


class GsmConfig(Record, frozen=True, kw_only=True):
    """A modem that sends alarms as text messages when the network does not: ``[gsm]``, optional."""

    port: Annotated[FilePath, Meta(description="The modem's serial port, best by its name in /dev/serial/by-id")]
    baud: Annotated[int, Meta(ge=9_600, le=921_600, description="Speed of that port; USB modems do not care")] = 115_200
    station_number: Annotated[
        str,
        Meta(
            pattern=r"^\+[1-9][0-9]{6,14}" + END,
            description="The station's number for text messages, international, with +",
            extra={"allowed": 'an international number such as "+351210000000"'},
        ),
    ]
    per_report_max: Annotated[int, Meta(ge=1, le=10, description="Messages sent for one report at most")] = 3
    per_day_max: Annotated[int, Meta(ge=5, le=1_000, description="Messages to the station in 24 hours at most")] = 50
    power_key: (
        Annotated[
            Pin,
            Meta(
                description="BCM number of the line to the modem's power key (PWRKEY), through a transistor; none "
                "given: a modem that hangs stays so until somebody takes its power away"
            ),
        ]
        | None
    ) = None
    power_key_high: Annotated[
        bool,
        Meta(description="true: 3.3 V at the pin presses the key, as with the usual NPN transistor; false: 0 V does"),
    ] = True
    modem: (
        Annotated[
            ModemKind,
            Meta(description="With power_key: whose times it is pressed for. sim800: SIM800, 868; sim7600: SIM7600"),
        ]
        | None
    ) = None
