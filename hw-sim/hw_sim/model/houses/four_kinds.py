"""Houses in which four kinds of zones meet: none of them large, and all of them usual."""

from hw_sim.model.family import (
    ADMIN,
    ANNEX,
    BY_HAND,
    DOOR,
    HOUSE,
    PARTIAL,
    TOTAL,
    TWO,
    Member,
    arm,
    disarm,
    house,
    zone,
)
from hw_sim.model.houses.acts import AT_ONCE, IN_AND_OUT, window
from panel.core.events import TagPresented
from zones.kinds import Kind

HALL = zone(2, HOUSE, Kind.FOLLOWER, TOTAL)

FOUR_KINDS: tuple[Member, ...] = (
    Member(
        name="cut wires on the way in",
        about="a door, a hall and the wires of the box in the house; a smoke detector in the annex",
        plan=house(
            DOOR,
            HALL,
            zone(3, ANNEX, Kind.FIRE),
            zone(4, HOUSE, Kind.TAMPER),
            siren_ms=2,
            cancel_window_ms=0,
        ),
        levels=(TWO, TWO, TWO, TWO),
        events=(*IN_AND_OUT, *AT_ONCE[:1]),
        share=5,
    ),
    Member(
        name="fire on the way in",
        about="a door and a hall in the house, a window and a smoke detector in the annex, armed apart and together",
        plan=house(DOOR, HALL, zone(3, ANNEX, Kind.FIRE), window(4, ANNEX), siren_ms=2, cancel_window_ms=2),
        levels=(TWO, TWO, TWO, TWO),
        events=BY_HAND,
        share=40,
    ),
    Member(
        name="held up on the way in",
        about="a door, a hall, a window and a hold-up button, and a code that cancels",
        plan=house(
            DOOR,
            HALL,
            window(3),
            zone(4, HOUSE, Kind.HOLD_UP),
            siren_ms=2,
            cancel_window_ms=3,
        ),
        levels=(TWO, TWO, TWO, TWO),
        events=(*IN_AND_OUT, *AT_ONCE[:1]),
        share=5,
    ),
    Member(
        name="tags over alarms",
        about="tags that cancel, of which some need the PIN, over a window, water and an entry, in total and partial",
        plan=house(
            zone(1, HOUSE, Kind.ENTRY_EXIT, TOTAL, PARTIAL),
            window(2),
            zone(3, ANNEX, Kind.WATER),
            modes=(TOTAL, PARTIAL),
            tag_cancels=True,
            siren_ms=2,
            cancel_window_ms=3,
        ),
        levels=(TWO, TWO, TWO),
        events=(
            TagPresented(actor=ADMIN, uid_only=True),
            TagPresented(actor=ADMIN, uid_only=False),
            disarm(ADMIN),
            arm(ADMIN, TOTAL, HOUSE),
        ),
        share=40,
    ),
)
