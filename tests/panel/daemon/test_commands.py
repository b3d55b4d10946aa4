"""The gate by itself: challenges in time, and what an acknowledgement must be."""

import pytest

from comms.errors import CommsError
from panel.core.names import Mode
from panel.core.plan import AreaPlan, Plan
from panel.daemon.commands import CHALLENGE_MS, Gate, Refused, acknowledged
from panel.store.people import NOBODY

PLAN = Plan(areas=(AreaPlan(id="house", name="House", modes=(Mode.TOTAL,)),), zones=())


def test_a_challenge_lasts_a_minute() -> None:
    gate = Gate("home-1", PLAN)
    assert gate.next_renewal_ms() == 0
    assert gate.renew(1000) is True
    first = gate.challenge
    assert gate.renew(1000 + CHALLENGE_MS - 1) is False
    assert gate.challenge == first
    assert gate.renew(1000 + CHALLENGE_MS) is True
    assert gate.challenge != first


@pytest.mark.parametrize("body", ["", "a.b.c", "é", "x" * 100_000, "..", "null"])
def test_rubbish_is_refused_and_never_raises(body: str) -> None:
    judged = Gate("home-1", PLAN).judge(body, False, NOBODY)
    assert isinstance(judged, Refused)
    assert judged.id == ""
    with pytest.raises(CommsError):
        acknowledged(body, "home-1", NOBODY)
