"""Snapshots of a house, for the tests of the screen."""

from hw_sim.screen.snapshot import Area, Raised, Snapshot, Status, Zone
from hw_sim.world.look import View

QUIET = View(
    siren=False,
    strobe=False,
    sounder=False,
    lamps={"ready": True, "armed": False, "alarm": None},
    inputs={"front_door": "closed", "hall_pir": "closed"},
    outputs={"siren": False, "sounder": False, "lamp_ready": True},
    changed_ms={},
    now_ms=1,
    network="up",
    broker="up",
)
LOUD = View(
    siren=True,
    strobe=True,
    sounder=True,
    lamps={"ready": False, "armed": True, "alarm": True},
    inputs={"front_door": "open", "hall_pir": "closed"},
    outputs={"siren": True, "sounder": True, "lamp_ready": False},
    changed_ms={},
    now_ms=2,
    network="cut",
    broker="down",
)
IDLE = Status(areas=(Area("House", "disarmed", "idle"),), zones=(Zone(1, "Front door", "entry_exit", "secure"),))
ALARM = Status(areas=(Area("House", "total", "alarm", 179_600),), troubles=(Raised("station_path", "mqtt"),), unacked=3)
ZONES = ((1, "front_door"), (2, "hall_pir"))


def snapshot(
    house: View | None = QUIET,
    panel: Status | None = IDLE,
    station: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
) -> Snapshot:
    return Snapshot(
        title="Sereno: Casa",
        zones=ZONES,
        house=house,
        panel=panel,
        station=station,
        notes=notes,
        hints=(("sereno house look", "looks"),),
    )
