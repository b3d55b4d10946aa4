import base64
import json
from pathlib import Path

from hw_sim.replay.plain import Happening
from hw_sim.replay.verdict import Logged, Verdict, judge, match, read_log
from station.store import Entry, Store

WINDOW = Happening(100_050, "alarm.intrusion", "house", 3, "instant")
RESTORE = Happening(101_050, "restore.intrusion", "house", 3)
ARMED = Happening(60_000, "area.armed", "house", mode="total")
EXPECTED = (ARMED, WINDOW, RESTORE)


def later(one: Happening, by_ms: int) -> Happening:
    return Happening(one.at_ms + by_ms, one.kind, one.area, one.zone, one.why, one.mode, one.exit_error)


def verdict(*told: Happening, acted_twice: bool = False) -> Verdict:
    log = [Logged(one, "accepted", "e", n) for n, one in enumerate(told, start=1)]
    acted_on = [(line.epoch, line.seq) for line in log]
    return judge(EXPECTED, log, acted_on + acted_on[:1] if acted_twice else acted_on)


def test_a_panel_that_tells_everything_once_passes() -> None:
    found = verdict(*EXPECTED)
    assert found.passed
    assert (found.alarms, found.expected, found.reports) == ((WINDOW,), (WINDOW,), 3)


def test_a_hundred_milliseconds_are_in_time_and_more_is_late() -> None:
    assert verdict(ARMED, later(WINDOW, 100), later(RESTORE, -100)).passed
    late = verdict(ARMED, later(WINDOW, 101), RESTORE)
    assert (late.missed, late.unexplained, late.lost) == ((WINDOW,), (later(WINDOW, 101),), (WINDOW,))


def test_an_alarm_of_another_zone_or_for_another_reason_is_another_alarm() -> None:
    other = Happening(100_050, "alarm.intrusion", "house", 4, "instant")
    assert verdict(ARMED, other, RESTORE).missed == (WINDOW,)
    assert verdict(ARMED, other, RESTORE).unexplained == (other,)
    reason = Happening(100_050, "alarm.intrusion", "house", 3, "entry_expired")
    assert verdict(ARMED, reason, RESTORE).unexplained == (reason,)


def test_what_is_told_twice_is_duplicated() -> None:
    twice = verdict(ARMED, WINDOW, later(WINDOW, 5), RESTORE, RESTORE)
    assert twice.unexplained == (later(WINDOW, 5),)
    assert twice.duplicated == (later(WINDOW, 5), RESTORE)
    assert twice.stray == ()


def test_what_the_station_acts_on_twice_is_duplicated_though_its_log_has_it_once() -> None:
    assert verdict(*EXPECTED, acted_twice=True).duplicated == (ARMED,)


def test_what_nothing_at_the_wires_explains_is_stray() -> None:
    disarmed = Happening(500_000, "area.disarmed", "house", mode="total")
    assert verdict(*EXPECTED, disarmed).stray == (disarmed,)


def test_what_is_not_told_is_lost_and_only_an_alarm_is_missed() -> None:
    found = verdict(ARMED, WINDOW)
    assert (found.lost, found.missed, found.passed) == ((RESTORE,), (), False)


def test_the_panels_own_business_is_no_matter_here_but_a_trouble_is() -> None:
    assert verdict(Happening(0, "panel.booted"), Happening(0, "panel.epoch"), *EXPECTED).passed
    trouble = Happening(0, "trouble.raised", why="device")
    assert verdict(trouble, *EXPECTED).stray == (trouble,)


def test_a_panel_may_complain_of_the_link_that_was_made_bad() -> None:
    trouble = Happening(0, "trouble.raised", why="station_path")
    assert verdict(trouble, *EXPECTED, Happening(9, "restore.trouble", why="station_path")).passed


def test_the_stations_own_alarms_are_stray() -> None:
    log = [*(Logged(one, "accepted", "e", n) for n, one in enumerate(EXPECTED)), Logged(ARMED, "raised", "", 0)]
    assert judge(EXPECTED, log, []).stray == (ARMED,)


def test_pairs_are_made_in_order_of_time() -> None:
    first, second = WINDOW, later(WINDOW, 150)
    assert match([first, second], [later(first, 90), later(second, 90)]) == ([], [])


def test_the_log_is_read_from_the_stations_file(tmp_path: Path) -> None:
    payload = {"why": "instant", "mode": "", "exit_error": True}
    jws = f"h.{base64.urlsafe_b64encode(json.dumps(payload).encode()).decode().rstrip('=')}.s"
    store = Store.open(tmp_path / "station.sqlite")
    entry = Entry(
        panel="p",
        epoch="e",
        seq=4,
        kind="alarm.intrusion",
        zone=3,
        area="house",
        at_ms=7,
        received_ms=9,
        path="mqtt",
        verdict="accepted",
    )
    with store.commit():
        store.add(entry, jws)
    store.close()
    told = Happening(7, "alarm.intrusion", "house", 3, "instant", exit_error=True)
    assert read_log(tmp_path / "station.sqlite") == (Logged(told, "accepted", "e", 4),)
