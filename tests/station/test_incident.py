"""How urgent an incident is, and for how long."""

import msgspec
import pytest

from station.incident import FORGOTTEN_MS, STAYS_MS, End, How, Incident, Rank, Stage, Zone, is_open, rank

FIRST = Incident(n=1, key="k", panel="casa", kind="alarm.fire", verdict="accepted", path="mqtt", began_ms=0, last_ms=0)


def like(**fields: object) -> Incident:
    return msgspec.structs.replace(FIRST, **fields)


@pytest.mark.parametrize(
    ("incident", "its"),
    [
        (like(), Rank.LIFE),
        (like(kind="alarm.medical"), Rank.LIFE),
        (like(kind="alarm.duress"), Rank.PERSON),
        (like(kind="alarm.sos"), Rank.PERSON),
        (like(kind="alarm.confirmed", stage=Stage.CONFIRMED), Rank.CONFIRMED),
        (like(kind="alarm.intrusion", stage=Stage.UNCONFIRMED), Rank.INTRUSION),
        (like(kind="alarm.pending", stage=Stage.NO_FOLLOW_UP), Rank.INTRUSION),
        (like(kind="tamper.code"), Rank.TAMPER),
        (like(kind="alarm.pending", stage=Stage.PENDING), Rank.PENDING),
        (like(kind="alarm.panel_silent"), Rank.STATION),
        (like(kind="alarm.water"), Rank.TECHNICAL),
        (like(kind="trouble.raised"), Rank.TECHNICAL),
        (like(kind="", verdict="refused"), Rank.TECHNICAL),
        (like(kind="alarm.never_heard_of"), Rank.INTRUSION),
        (like(test=True), Rank.TEST),
    ],
)
def test_urgency(incident: Incident, its: Rank) -> None:
    assert rank(incident) is its


def over(how: How, **fields: object) -> Incident:
    return like(end=End(how, 0), **fields)


BREAK_IN = {"kind": "alarm.intrusion", "stage": Stage.UNCONFIRMED}


@pytest.mark.parametrize(
    ("incident", "lasts_ms"),
    [
        (like(zones=(Zone(8, ""),)), None),
        (like(), FORGOTTEN_MS),  # by hand, with a key
        (like(kind="alarm.hold_up"), FORGOTTEN_MS),
        (like(verdict="conflict"), FORGOTTEN_MS),
        (like(zones=(Zone(3, ""),), **BREAK_IN), None),
        (like(zones=(Zone(3, "", restored=True),), **BREAK_IN), FORGOTTEN_MS),
        (over(How.RESTORED), STAYS_MS),
        (over(How.RESTORED, kind="alarm.tamper"), 0),
        (over(How.RESTORED, test=True), 0),
        (over(How.CANCELLED, **BREAK_IN), 0),
        (over(How.DISARMED, **BREAK_IN), STAYS_MS),
        (over(How.DISARMED, kind="alarm.pending", stage=Stage.PENDING), 0),
        (over(How.DISARMED, test=True, **BREAK_IN), 0),
    ],
)
def test_for_how_long_it_wants_attention(incident: Incident, lasts_ms: int | None) -> None:
    if lasts_ms is None:
        assert is_open(incident, 90 * FORGOTTEN_MS)
        return
    assert not is_open(incident, lasts_ms)
    assert lasts_ms == 0 or is_open(incident, lasts_ms - 1)
