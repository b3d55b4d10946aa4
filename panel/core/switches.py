"""Keyswitches: whoever has the key arms, or disarms what is armed."""

from panel.core.events import Actor, ArmRequested, DisarmRequested
from panel.core.names import ARMED_MODES, Phase, Role, Source
from panel.core.requests import arm, disarm
from panel.core.turn import Turn


def turned(turn: Turn, zone: int) -> None:
    """The key was turned: one area of its own armed, and it disarms them all; none, and it arms them."""
    plan = turn.plan.zones[zone]
    areas = plan.switch_areas or (plan.area,)
    actor = Actor(id=f"keyswitch-{plan.id}", role=Role.SERVICE, arm=areas, disarm=areas, modes=ARMED_MODES)
    armed = any(turn.areas[turn.area_index(area)].phase is not Phase.IDLE for area in areas)
    if armed:
        disarm(turn, DisarmRequested(actor=actor, source=Source.KEYSWITCH, areas=areas))
    else:
        arm(turn, ArmRequested(actor=actor, source=Source.KEYSWITCH, mode=plan.switch_mode, areas=areas))
