"""What may be seen of the panel."""

import json

from msgspec.structs import replace

from panel.core.names import Mode, ReportKind, Source, Trial
from panel.core.plan import AreaPlan, Plan, ZonePlan
from panel.core.state import Latch, Lock, Sound, TrialState, ZoneState, initial
from panel.daemon.status import state_doc, status
from zones.kinds import Kind, Level

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


def test_what_goes_on_is_seen_and_a_hold_up_is_not() -> None:
    fire = ZonePlan(id=3, name="Smoke", area="house", kind=Kind.FIRE)
    plan = replace(PLAN, zones=(*PLAN.zones, fire))
    state = replace(
        initial(plan),
        zones=(
            ZoneState(level=Level.SECURE),
            ZoneState(level=Level.OPEN, alarms=(ReportKind.HOLD_UP,)),
            ZoneState(level=Level.OPEN, alarms=(ReportKind.FIRE,)),
        ),
        latches=(Latch(Sound.FIRE),),
        trial=TrialState(trial=Trial.WALK, actor="ana", until_ms=61_000),
        consent_until_ms=3_601_000,
        locks=(Lock(source=Source.KEYPAD, until_ms=91_000, level=1), Lock(source=Source.WEB, fails=(1,))),
        chime=False,
    )
    found = json.loads(status("home-1", plan, state, 0, 1_000))
    assert {key: found[key] for key in ("sounding", "alarms", "trial", "consent_ms", "locked", "chime")} == {
        "sounding": True,
        "alarms": [{"id": 3, "name": "Smoke", "kind": "alarm.fire"}],
        "trial": {"trial": "walk", "remaining_ms": 60_000},
        "consent_ms": 3_600_000,
        "locked": [{"means": "keypad", "remaining_ms": 90_000}],
        "chime": False,
    }
    quiet = json.loads(status("home-1", PLAN, initial(PLAN), 0, 0))
    assert (quiet["sounding"], quiet["alarms"], quiet["trial"], quiet["locked"]) == (False, [], None, [])
