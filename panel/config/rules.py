"""What the installation is to do: its areas and zones, its delays, who may do what on the way out."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from panel.config.base import ArmedMode, Id, Name, Record
from panel.core.names import Mode, Profile, Role
from panel.core.plan import EVERYBODY
from zones.kinds import Kind
from zones.wiring import Wiring

MACHINES = (Role.STATION, Role.SERVICE)  # a machine is never asked whether it minds
Overrider = Annotated[
    Role,
    Meta(
        extra={"refused": MACHINES},
        extra_json_schema={"enum": [role.value for role in Role if role not in MACHINES]},
    ),
]


class AreaConfig(Record, frozen=True, kw_only=True):
    """A part of the property that is armed on its own: ``[[area]]``."""

    id: Annotated[Id, Meta(description="The area's id; zones refer to it")]
    name: Annotated[Name, Meta(description="What people call the area")]
    modes: Annotated[
        tuple[ArmedMode, ...], Meta(min_length=1, max_length=3, description="The modes in which the area can be armed")
    ]


class EntryDelay(StrEnum):
    """Which of the two entry delays of ``[timings]`` a zone starts."""

    A = "A"
    B = "B"


class ZoneConfig(Record, frozen=True, kw_only=True):
    """A detector and what it is for: ``[[zone]]``."""

    id: Annotated[int, Meta(ge=1, le=999, description="The zone's number, as the station sees it; never reuse it")]
    name: Annotated[Name, Meta(description="What people call the zone")]
    area: Annotated[Id, Meta(description="The id of the area it belongs to")]
    kind: Annotated[Kind, Meta(description="What the panel does when the zone trips")]
    input: Annotated[Id, Meta(description="The name of the input its detector is wired to")]
    modes: Annotated[
        tuple[ArmedMode, ...],
        Meta(
            max_length=3,
            description="The modes in which it is live; entry_exit, follower and instant only",
        ),
    ] = ()
    wiring: Annotated[
        Wiring,
        Meta(
            description="On a pin nc: closed while all is well (a cut cable alarms), or no: closes when it trips. On a "
            "converter the loop's resistors: seol one, deol two, teol three or four, leak a water probe's"
        ),
    ] = Wiring.NC
    entry_delay: Annotated[EntryDelay, Meta(description="Which entry delay an entry_exit zone starts: A or B")] = (
        EntryDelay.A
    )
    qualification_ms: Annotated[
        int, Meta(ge=10, le=5000, description="How long a change must hold to count, in milliseconds")
    ] = 50
    entry_areas: Annotated[
        tuple[Id, ...],
        Meta(max_length=16, description="Areas whose followers wait while its entry delay runs; none given: its own"),
    ] = ()
    bypassable: Annotated[bool, Meta(description="Whether anybody may leave it out, by bypass, force or programme")] = (
        True
    )
    chime: Annotated[bool, Meta(description="Whether it chimes inside when it opens while its area is disarmed")] = (
        False
    )
    cross_group: (
        Annotated[
            Id,
            Meta(description="Zones of one group alarm when a second of them trips soon after the first"),
        ]
        | None
    ) = None
    swinger_limit: (
        Annotated[
            int,
            Meta(
                ge=1,
                le=9,
                description="Alarms in one arming period after which it is left out until the period ends: "
                "3 if not given, 2 in profile cp01",
            ),
        ]
        | None
    ) = None
    supervision_h: Annotated[
        int, Meta(ge=0, le=2160, description="Hours disarmed without any change after which it is reported; 0: never")
    ] = 0
    warm_up_s: Annotated[
        int,
        Meta(ge=0, le=600, description="Seconds it is ignored after its power came back: 60 for motion detectors"),
    ] = 0
    auto_force: Annotated[
        bool, Meta(description="Whether a programme that arms may leave it out when it stands open")
    ] = False
    cameras: Annotated[
        tuple[Id, ...], Meta(max_length=8, description="Names of the cameras that take pictures when it alarms")
    ] = ()
    switch_areas: Annotated[
        tuple[Id, ...], Meta(max_length=16, description="The areas a keyswitch arms and disarms; none given: its own")
    ] = ()
    switch_mode: Annotated[ArmedMode, Meta(description="The mode in which a keyswitch arms")] = Mode.TOTAL


class TimingsConfig(Record, frozen=True, kw_only=True):
    """Delays in seconds: ``[timings]``, optional."""

    exit_delay_s: Annotated[int, Meta(ge=0, le=255, description="Time to leave after arming")] = 60
    entry_delay_a_s: Annotated[int, Meta(ge=0, le=255, description="Time to disarm after coming in, delay A")] = 30
    entry_delay_b_s: Annotated[int, Meta(ge=0, le=255, description="Time to disarm after coming in, delay B")] = 45
    siren_s: Annotated[int, Meta(ge=90, le=900, description="How long the siren sounds for one alarm")] = 180
    cancel_window_s: Annotated[
        int, Meta(ge=0, le=3600, description="How long after an alarm a disarm by code reports it as cancelled")
    ] = 300
    siren_delay_s: Annotated[
        int,
        Meta(ge=0, le=600, description="How long the outside siren waits at an intrusion; inside sounds at once"),
    ] = 0
    confirm_min: Annotated[
        int, Meta(ge=1, le=60, description="Minutes within which a second zone in alarm confirms the first")
    ] = 30
    cross_s: Annotated[
        int, Meta(ge=10, le=300, description="Time within which a second zone of a cross_group must trip")
    ] = 60
    recent_close_s: Annotated[
        int, Meta(ge=0, le=300, description="How long after an exit an alarm is marked as one of a recent close")
    ] = 120
    abort_s: Annotated[
        int, Meta(ge=15, le=45, description="How long the report of a burglary waits for a code, in profile cp01")
    ] = 30
    countdown_s: Annotated[
        int, Meta(ge=0, le=3600, description="How long a programme warns in the house before it arms")
    ] = 300


class ArmingConfig(Record, frozen=True, kw_only=True):
    """How leaving goes: ``[arming]``, optional."""

    profile: Annotated[
        Profile,
        Meta(
            description="When an intrusion is told: direct at once; en and cp01 after the delays that EN 50131-1 and "
            "ANSI/SIA CP-01 want against false alarms"
        ),
    ] = Profile.DIRECT
    exit_restart: Annotated[
        bool, Meta(description="The exit delay starts again, once, for whoever comes back for the keys")
    ] = True
    silent_exit: Annotated[bool, Meta(description="No beeps while the exit delay runs")] = False
    final_set: Annotated[
        bool, Meta(description="The exit delay ends 5 s after the last entry_exit door has closed")
    ] = False
    stay: (
        Annotated[
            bool,
            Meta(
                description="A total arming at the keypad after which nobody left becomes partial: "
                "false if not given, true in profile cp01"
            ),
        ]
        | None
    ) = None


Overriders = Annotated[tuple[Overrider, ...], Meta(max_length=4)]


class OverridesConfig(Record, frozen=True, kw_only=True):
    """Who may arm over what is in the way: ``[overrides]``, optional. An empty list: nobody.

    The defaults are the column "G2 user" of what panels of EN 50131 grade 2 ship.
    """

    masked: Annotated[Overriders, Meta(description="A detector is masked")] = EVERYBODY
    fault: Annotated[Overriders, Meta(description="A detector has a fault or has not been read")] = EVERYBODY
    mains: Annotated[Overriders, Meta(description="The mains are off")] = EVERYBODY
    battery: Annotated[Overriders, Meta(description="The battery is low or missing")] = EVERYBODY
    paths: Annotated[Overriders, Meta(description="Every path to the station is down")] = EVERYBODY
    siren: Annotated[Overriders, Meta(description="The siren has a fault")] = EVERYBODY


class TagsConfig(Record, frozen=True, kw_only=True):
    """What a tag may do: ``[tags]``, optional."""

    uid_only_needs_pin: Annotated[
        bool, Meta(description="A tag that is only a number (and so can be copied) disarms with a PIN only")
    ] = True
    tag_cancels: Annotated[
        bool, Meta(description="Disarming by tag within the cancel window cancels the alarm too, as a code does")
    ] = False
