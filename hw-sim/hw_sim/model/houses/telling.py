"""Houses whose alarms are held back, confirmed, verified, or raised under duress."""

from msgspec.structs import replace

from hw_sim.model.family import ADMIN, ANNEX, DOOR, HOUSE, NIGHT, TOTAL, TWO, Member, arm, disarm, house, zone
from hw_sim.model.houses.acts import AT_ONCE, IN_AND_OUT, UNDER_DURESS, window
from panel.core.names import Profile, Source
from zones.kinds import Kind

TELLING: tuple[Member, ...] = (
    Member(
        name="held by en",
        about="once an entry runs, burglary waits for the sounder and the entry; tampers do not",
        plan=house(
            replace(DOOR, swinger_limit=1, modes=(TOTAL, NIGHT)),
            window(2, swinger_limit=1, modes=(TOTAL, NIGHT)),
            zone(3, HOUSE, Kind.TAMPER),
            modes=(TOTAL, NIGHT),
            profile=Profile.EN,
            hold_ms=3,
            siren_ms=2,
            cancel_window_ms=0,
        ),
        levels=(TWO, TWO, TWO),
        events=(*AT_ONCE, arm(ADMIN, NIGHT, HOUSE)),
        share=58,
    ),
    Member(
        name="held by cp01",
        about="every burglary waits for its abort window, also one without an entry",
        plan=house(
            replace(DOOR, swinger_limit=1),
            window(2, swinger_limit=1),
            profile=Profile.CP01,
            siren_ms=3,
            cancel_window_ms=3,
        ),
        levels=(TWO, TWO),
        events=(*AT_ONCE, disarm(ADMIN, source=Source.MQTT), *UNDER_DURESS),
        quick=True,
        share=7,
    ),
    Member(
        name="confirmed",
        about="two windows and a way in: a second zone confirms, the way in after an entry does not",
        plan=house(DOOR, window(2), window(3), confirm_ms=4, siren_ms=2, cancel_window_ms=0),
        levels=(TWO, TWO, TWO),
        events=AT_ONCE,
        share=9,
    ),
    Member(
        name="crossed",
        about="two detectors of a cross group and a door beside them",
        plan=house(
            window(1, cross_group="hall"),
            window(2, cross_group="hall"),
            replace(DOOR, id=3),
            cross_ms=3,
            siren_ms=2,
            cancel_window_ms=0,
        ),
        levels=(TWO, TWO, TWO),
        events=(*AT_ONCE, *IN_AND_OUT),
        share=11,
    ),
    Member(
        name="crossed followers",
        about="a cross group of a follower, a window and a safe, in both areas",
        plan=house(
            DOOR,
            replace(zone(2, HOUSE, Kind.FOLLOWER, TOTAL), cross_group="hall"),
            replace(zone(3, ANNEX, Kind.INTRUDER_24H), cross_group="hall"),
            cross_ms=2,
            siren_ms=2,
            cancel_window_ms=0,
        ),
        levels=(TWO, TWO, TWO),
        events=(arm(ADMIN, TOTAL, no_exit=True), disarm(ADMIN)),
        share=21,
    ),
    Member(
        name="just armed",
        about="an alarm shortly after arming says so; an outside siren that comes later",
        plan=house(window(1), window(2), recent_close_ms=2, siren_delay_ms=2, siren_ms=3, cancel_window_ms=0),
        levels=(TWO, TWO),
        events=(*AT_ONCE, *IN_AND_OUT),
        quick=True,
        share=1,
    ),
    Member(
        name="duress",
        about="a code under threat, in every phase, with fire and tamper about",
        plan=house(DOOR, zone(2, HOUSE, Kind.TAMPER), zone(3, ANNEX, Kind.FIRE), siren_ms=2, cancel_window_ms=3),
        levels=(TWO, TWO, TWO),
        events=(*AT_ONCE, *UNDER_DURESS),
        share=6,
    ),
)
