"""What may be seen of the panel."""

import json

from panel.core.names import Mode
from panel.core.plan import AreaPlan, Plan, ZonePlan
from panel.core.state import initial
from panel.daemon.status import state_doc, status
from zones.kinds import Kind

PLAN = Plan(
    areas=(AreaPlan(id="house", name="House", modes=(Mode.TOTAL, Mode.NIGHT)),),
    zones=(
        ZonePlan(id=1, name="Window", area="house", kind=Kind.INSTANT, modes=(Mode.TOTAL,)),
        ZonePlan(id=2, name="Button", area="house", kind=Kind.HOLD_UP),
    ),
)


def test_a_zone_not_yet_read_is_in_the_way_of_the_mode_that_watches_it() -> None:
    found = json.loads(status("home-1", PLAN, initial(PLAN), 3, 0))
    assert found["ready"] == {
        "house": {
            "total": {"ready": False, "zones": [{"id": 1, "name": "Window"}], "conditions": []},
            "night": {"ready": True, "zones": [], "conditions": []},
        }
    }
    assert found["unacked"] == 3
    assert found["zones"][1]["level"] is None


def test_the_signed_state_tells_no_zone() -> None:
    document = state_doc("home-1", PLAN, initial(PLAN), epoch="e", challenge="c", unacked=0, wall_ms=1)
    assert [(a.id, a.mode, a.phase, a.ready) for a in document.areas] == [
        ("house", "disarmed", "idle", {"total": False, "night": True})
    ]
    assert document.troubles == ()
