"""Houses that are left: exits, their doors, who stays, and entries that lead through the other area."""

from msgspec.structs import replace

from hw_sim.model.family import ADMIN, ANNEX, DOOR, HOUSE, PARTIAL, TOTAL, TWO, Member, arm, disarm, house, zone
from hw_sim.model.houses.acts import IN_AND_OUT, window
from panel.core.names import Source
from zones.kinds import Kind

LEAVING: tuple[Member, ...] = (
    Member(
        name="leaving",
        about="two doors of the way out, an exit that restarts once and ends soon after the last door",
        plan=house(
            DOOR,
            zone(2, HOUSE, Kind.ENTRY_EXIT, TOTAL),
            exit_delay_ms=4,
            final_set=True,
            final_set_ms=2,
            siren_ms=2,
            cancel_window_ms=0,
        ),
        levels=(TWO, TWO),
        events=(*IN_AND_OUT, replace(arm(ADMIN, TOTAL, HOUSE), silent=True)),
        quick=True,
        share=2,
    ),
    Member(
        name="staying",
        about="total by keypad becomes partial when nobody leaves; by message it does not",
        plan=house(
            zone(1, HOUSE, Kind.ENTRY_EXIT, TOTAL, PARTIAL),
            window(2),
            modes=(TOTAL, PARTIAL),
            stay=True,
            siren_ms=2,
            cancel_window_ms=0,
        ),
        levels=(TWO, TWO),
        events=(*IN_AND_OUT, replace(arm(ADMIN, TOTAL, HOUSE), source=Source.MQTT)),
        share=2,
    ),
    Member(
        name="followed",
        about="an entry in the house that leads through the annex, whose detector waits for it",
        plan=house(
            replace(DOOR, entry_areas=(HOUSE, ANNEX)),
            zone(2, ANNEX, Kind.ENTRY_EXIT, TOTAL),
            zone(3, ANNEX, Kind.FOLLOWER, TOTAL),
            siren_ms=2,
            cancel_window_ms=0,
        ),
        levels=(TWO, TWO, TWO),
        events=(arm(ADMIN, TOTAL, no_exit=True), disarm(ADMIN), disarm(ADMIN, HOUSE)),
        share=13,
    ),
)
