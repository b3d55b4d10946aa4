"""However much a log holds, and whatever stands in it: the fold ends, stays ordered, and keeps a bounded part."""

from hypothesis import given, settings
from hypothesis import strategies as st

from panel.core.names import ReportKind
from station.board import INCIDENTS_MAX, REMEMBERED_MAX, Board, fold
from station.incident import rank
from tests.station.logged import Log
from tests.support.outbox import NOW_MS


def test_a_flood_of_one_panel_pushes_out_its_own_and_the_least_urgent_first() -> None:
    log = Log()
    log.told("alarm.tamper", zone=1)
    log.told("alarm.fire", zone=1, panel="villa")
    for zone in range(1, INCIDENTS_MAX + 50):
        log.told("alarm.water", 1, zone=zone, panel="villa")
    board = fold(log.entries)
    found = board.open(NOW_MS + 2_000)
    assert len(found) == INCIDENTS_MAX
    assert board.dropped == 51
    assert [(each.panel, each.kind) for each in found[:2]] == [("villa", "alarm.fire"), ("casa", "alarm.tamper")]


def test_what_is_over_makes_room_first() -> None:
    log = Log()
    log.told("alarm.water", zone=1)
    log.told("restore.water", zone=1)
    for zone in range(2, INCIDENTS_MAX + 2):
        log.told("alarm.water", 1, zone=zone)
    board = fold(log.entries)
    assert (len(board.open(NOW_MS)), board.ended(NOW_MS, 100), board.dropped) == (INCIDENTS_MAX, [], 0)


def test_one_incident_is_bounded_too() -> None:
    log = Log()
    for at in range(400):
        log.told("alarm.intrusion", at, zone=at + 1)
        log.picture(f"p{at}", of=1)
    (incident,) = fold(log.entries).open(NOW_MS)
    assert (len(incident.zones), len(incident.reports), len(incident.shots)) == (16, 64, 96)
    assert incident.count == 400


KINDS = st.sampled_from([*[kind.value for kind in ReportKind], "alarm.asteroid"])


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.tuples(KINDS, st.integers(0, 3), st.sampled_from(["", "a", "b"]), st.booleans(), st.integers(1, 40)),
        max_size=60,
    )
)
def test_whatever_is_told_is_folded_and_stays_ordered(told: list[tuple[str, int, str, bool, int]]) -> None:
    log = Log()
    for at, (kind, zone, area, flag, seq) in enumerate(told):
        log.told(kind, at, zone=zone, area=area, test=flag, closes_pending=flag, seq=seq, detail="fire")
        log.picture(f"p{seq}", of=seq, gone=flag)
    board = fold(log.entries)
    now_ms = NOW_MS + 60_000
    found = board.open(now_ms)
    order = [(each.end is not None, rank(each)) for each in found]
    assert order == sorted(order)
    assert all(each.end is not None or each not in found for each in board.ended(now_ms, 100))


def test_what_is_remembered_beside_the_incidents_is_bounded() -> None:
    board, log = Board(), Log()
    for _ in range(REMEMBERED_MAX // 16 + 300):
        log.picture(f"p{len(log.entries)}", of=1_000 + len(log.entries))
    for entry, told in log.entries:
        board.take(entry, told)
    assert len(board._early) == 256
