"""The gate by itself: challenges in time, and what an acknowledgement must be."""

import pytest

from comms.errors import CommsError
from panel.core.names import Mode
from panel.daemon.commands import CHALLENGE_MS, Gate, Refused, acknowledged
from panel.store.actors import Here, Moment
from panel.store.people import NOBODY

HERE = Here(areas=("house",), modes=(Mode.TOTAL,))


def test_a_challenge_lasts_a_minute() -> None:
    gate = Gate("home-1", HERE)
    assert gate.next_renewal_ms() == 0
    assert gate.renew(1000) is True
    first = gate.challenge
    assert gate.renew(1000 + CHALLENGE_MS - 1) is False
    assert gate.challenge == first
    assert gate.renew(1000 + CHALLENGE_MS) is True
    assert gate.challenge != first


@pytest.mark.parametrize("body", ["", "a.b.c", "é", "x" * 100_000, "..", "null"])
def test_rubbish_is_refused_and_never_raises(body: str) -> None:
    judged = Gate("home-1", HERE).judge(body, False, NOBODY, Moment(0))
    assert isinstance(judged, Refused)
    assert judged.id == ""
    with pytest.raises(CommsError):
        acknowledged(body, "home-1", NOBODY)
