"""From the log to incidents: what belongs together, how urgent it is, what ends it, and that it stays bounded."""

import pytest

from comms.documents import ReportDoc
from station.board import fold
from station.incident import End, How, Incident, Rank, Stage, Stands, rank
from tests.station.logged import Log, picture
from tests.support.outbox import NOW_MS, report

MINUTE, DAY = 60, 86_400


def open_(log: Log, at_s: float = 60) -> list[Incident]:
    return fold(log.entries).open(NOW_MS + round(at_s * 1000))


def ended(log: Log, at_s: float = 60) -> list[Incident]:
    return fold(log.entries).ended(NOW_MS + round(at_s * 1000), 100)


def shown(incidents: list[Incident]) -> list[str]:
    return [each.kind for each in incidents]


def ends(incident: Incident) -> End:
    assert incident.end is not None
    return incident.end


def test_the_most_urgent_is_first_and_of_equal_urgency_the_newest() -> None:
    log = Log()
    for at, (kind, area) in enumerate(
        [
            ("trouble.raised", ""), ("alarm.water", ""), ("alarm.pending", "annex"), ("alarm.tamper", "house"),
            ("alarm.intrusion", "house"), ("alarm.hold_up", "house"), ("alarm.gas", "house"), ("alarm.fire", "house"),
            ("alarm.confirmed", "perimeter"),
        ]
    ):  # fmt: skip
        log.told(kind, at, area=area, zone=at + 1)
    log.raised("alarm.panel_silent", 20)
    log.told("alarm.fire", 30, zone=40, test=True)
    assert shown(open_(log)) == [
        *("alarm.fire", "alarm.gas", "alarm.hold_up", "alarm.confirmed", "alarm.intrusion", "alarm.tamper"),
        *("alarm.pending", "alarm.panel_silent", "alarm.water", "trouble.raised", "alarm.fire"),
    ]


@pytest.mark.parametrize(
    ("kinds", "stage", "its"),
    [
        (["alarm.pending"], Stage.PENDING, Rank.PENDING),
        (["alarm.unverified"], Stage.UNVERIFIED, Rank.PENDING),
        (["alarm.pending", "alarm.intrusion"], Stage.UNCONFIRMED, Rank.INTRUSION),
        (["alarm.pending", "alarm.intrusion", "alarm.confirmed"], Stage.CONFIRMED, Rank.CONFIRMED),
        (["alarm.intrusion", "alarm.confirmed", "alarm.intrusion"], Stage.CONFIRMED, Rank.CONFIRMED),
    ],
)
def test_a_break_in_is_one_incident_that_only_becomes_more_certain(kinds: list[str], stage: Stage, its: Rank) -> None:
    log = Log()
    for at, kind in enumerate(kinds):
        log.told(kind, at, zone=at + 1, zone_name=f"Zone {at + 1}")
    (incident,) = open_(log)
    assert (incident.stage, rank(incident), incident.count) == (stage, its, len(kinds))
    assert [zone.number for zone in incident.zones] == list(range(1, len(kinds) + 1))
    assert incident.began_ms == NOW_MS + 40


def test_two_areas_and_two_panels_are_two_incidents() -> None:
    log = Log()
    for panel, area in (("casa", "house"), ("casa", "annex"), ("villa", "house")):
        log.told("alarm.intrusion", area=area, panel=panel)
    assert len(open_(log)) == 3


def test_a_pending_counts_down_until_its_alarm_comes() -> None:
    log = Log()
    log.told("alarm.pending", zone=1, follow_up_ms=50_000)
    assert open_(log)[0].deadline_ms == NOW_MS + 40 + 50_000
    log.told("alarm.intrusion", 30, zone=1)
    assert open_(log)[0].deadline_ms == 0


@pytest.mark.parametrize(("of", "kind"), [(1, "alarm.pending"), (77, "alarm.no_follow_up")])
def test_silence_after_a_pending_is_its_alarm(of: int, kind: str) -> None:
    log = Log()
    log.told("alarm.pending", zone=1)
    log.raised("alarm.no_follow_up", 95, area="house", zone=1, epoch="k3f9c2a1", seq=of)
    (incident,) = open_(log)
    assert (incident.stage, rank(incident)) == (Stage.NO_FOLLOW_UP, Rank.INTRUSION)
    assert (incident.kind, incident.verdict) == (kind, "raised")


def test_who_comes_home_ends_a_pending() -> None:
    log = Log()
    log.told("alarm.pending", zone=1)
    log.told("area.disarmed", 12, actor="ana", source="keypad", closes_pending=True)
    assert open_(log) == []
    (incident,) = ended(log)
    assert ends(incident) == End(How.DISARMED, NOW_MS + 12_040, "ana", "keypad", 12_000)


def test_a_pending_that_was_overtaken_by_its_end_is_over() -> None:
    log = Log()
    log.told("area.disarmed", 1, seq=9, closes_pending=True)
    log.told("alarm.pending", 2, seq=8)
    assert open_(log) == []
    log.told("alarm.pending", 3, seq=10)
    assert shown(open_(log)) == ["alarm.pending"]


def test_a_cancelled_alarm_says_who_and_how_long_after() -> None:
    log = Log()
    log.told("alarm.intrusion", zone=3)
    log.told("area.disarmed", 40, actor="ana", source="keypad")
    log.told("alarm.cancelled", 40, actor="ana", source="keypad", since_alarm_ms=39_500)
    (incident,) = ended(log)
    assert ends(incident) == End(How.CANCELLED, NOW_MS + 40_040, "ana", "keypad", 39_500)


def test_a_disarming_alone_cancels_nothing_and_stays_for_half_an_hour() -> None:
    log = Log()
    log.told("alarm.intrusion", zone=3)
    log.told("area.disarmed", 400, actor="ana", source="tag")
    assert ends(open_(log, 29 * MINUTE)[0]).how is How.DISARMED
    assert open_(log, 40 * MINUTE) == []


def test_a_disarming_of_before_ends_nothing_that_came_after_it() -> None:
    log = Log()
    log.told("alarm.intrusion", seq=13)
    log.told("area.disarmed", 5, seq=11)
    assert open_(log)[0].end is None


def test_what_alarms_after_the_end_is_another_incident() -> None:
    log = Log()
    log.told("alarm.intrusion", zone=3)
    log.told("alarm.cancelled", 9)
    log.told("alarm.intrusion", 20, zone=3)
    assert (len(open_(log)), len(ended(log))) == (1, 1)


def test_nobody_who_is_threatened_ends_a_break_in() -> None:
    log = Log()
    log.told("alarm.intrusion", zone=3)
    log.told("alarm.pending", 1, area="annex", zone=9)
    log.told("alarm.duress", 2, closes_pending=True, actor="ana")
    log.told("area.disarmed", 2, actor="ana")
    assert shown(open_(log)) == ["alarm.duress", "alarm.intrusion"]
    assert open_(log)[1].end is None
    assert [(each.area, ends(each).how) for each in ended(log)] == [("annex", How.FOLLOWED)]


@pytest.mark.parametrize(
    ("alarm", "restore", "over"),
    [
        ("alarm.fire", "restore.fire", True),
        ("alarm.gas", "restore.gas", True),
        ("alarm.carbon_monoxide", "restore.carbon_monoxide", True),
        ("alarm.tamper", "restore.tamper", True),
        ("alarm.water", "restore.water", True),
        ("trouble.zone_fault", "restore.zone_fault", True),
        ("trouble.zone_inactive", "restore.zone_inactive", True),
        ("alarm.intrusion", "restore.intrusion", False),
        ("alarm.hold_up", "restore.hold_up", False),
        ("alarm.panic", "restore.panic", False),
        ("alarm.medical", "restore.medical", False),
        ("alarm.fire", "restore.gas", False),
    ],
)
def test_a_detector_ends_what_only_it_says(alarm: str, restore: str, over: bool) -> None:
    log = Log()
    log.told(alarm, zone=8)
    log.told(restore, 10, zone=9)
    assert shown(open_(log)) == [alarm]
    log.told(restore, 20, zone=8)
    assert bool(ended(log, 40 * MINUTE)) is over


def test_a_detector_that_comes_and_goes_is_one_incident() -> None:
    log = Log()
    for at in range(40):
        log.told("alarm.fire", 2 * at, zone=8)
        log.told("restore.fire", 2 * at + 1, zone=8)
    assert [(each.count, ends(each).at_ms) for each in open_(log, 90)] == [(40, NOW_MS + 79_040)]
    log.told("alarm.fire", 80, zone=8)
    assert [(each.count, each.end) for each in open_(log, 90)] == [(41, None)]
    log.told("restore.fire", 81, zone=8)
    log.told("alarm.fire", 81 + 31 * MINUTE, zone=8)
    assert [each.count for each in open_(log, 81 + 31 * MINUTE)] == [1], "half an hour later it is another"


def test_a_fire_that_was_seen_for_a_moment_is_not_overlooked() -> None:
    log = Log()
    log.told("alarm.fire", zone=8)
    log.told("restore.fire", 1, zone=8)
    log.told("alarm.tamper", 2, zone=9)
    assert [(each.kind, each.end is not None) for each in open_(log)] == [("alarm.tamper", False), ("alarm.fire", True)]
    assert shown(ended(log, 40 * MINUTE)) == ["alarm.fire"]


def test_a_zone_of_a_break_in_that_is_closed_again_is_said_so_until_it_opens_once_more() -> None:
    log = Log()
    log.told("alarm.intrusion", zone=3)
    log.told("restore.intrusion", 2, zone=3)
    assert [zone.restored for zone in open_(log)[0].zones] == [True]
    log.told("alarm.intrusion", 4, zone=3)
    assert [zone.restored for zone in open_(log)[0].zones] == [False]


def test_a_trouble_ends_by_its_own_restore() -> None:
    log = Log()
    log.told("trouble.raised", area="", trouble="camera", detail="hall")
    log.told("trouble.raised", area="", trouble="camera", detail="living")
    log.told("restore.trouble", 5, area="", trouble="camera", detail="hall")
    assert [each.detail for each in open_(log)] == ["living"]


def test_a_silent_panel_is_heard_again() -> None:
    log = Log()
    log.raised("alarm.panel_silent")
    assert shown(open_(log)) == ["alarm.panel_silent"]
    assert shown(open_(log, 9 * DAY)) == ["alarm.panel_silent"]
    log.raised("restore.panel_silent", 9)
    assert open_(log) == []


def test_a_code_silences_and_ends_only_what_was_called_for_by_hand() -> None:
    log = Log()
    log.told("alarm.fire", zone=8)
    log.told("alarm.sos", area="", zone=0)
    log.told("alarm.silenced", 5, actor="ana", detail="fire", zone=8)
    log.told("alarm.silenced", 5, actor="ana", detail="panic", area="")
    (fire,) = open_(log)
    assert (fire.kind, fire.silenced is not None, fire.end) == ("alarm.fire", True, None)
    assert [(each.kind, ends(each).how) for each in ended(log)] == [("alarm.sos", How.SILENCED)]


@pytest.mark.parametrize("kind", ["alarm.duress", "alarm.hold_up", "alarm.sos", "tamper.code"])
def test_what_never_says_that_it_is_over_is_laid_aside_after_a_day(kind: str) -> None:
    log = Log()
    log.told(kind, zone=0)
    assert shown(open_(log, DAY - 1)) == [kind]
    assert open_(log, DAY + 1) == []


def test_a_fire_burns_until_it_is_restored() -> None:
    log = Log()
    log.told("alarm.fire", zone=8)
    assert shown(open_(log, 30 * DAY)) == ["alarm.fire"]


def test_a_test_is_never_mixed_with_what_is_real() -> None:
    log = Log()
    log.told("alarm.intrusion", zone=3, test=True)
    log.told("alarm.intrusion", 1, zone=3)
    assert [each.test for each in open_(log)] == [False, True]


def test_a_conflict_stands_by_itself_and_a_restore_does_not_end_it() -> None:
    log = Log()
    log.told("alarm.fire", seq=7, zone=8)
    log.told("alarm.fire", 1, seq=7, zone=8, verdict="conflict")
    log.told("restore.fire", 2, zone=8)
    assert [(each.verdict, rank(each)) for each in open_(log, 40 * MINUTE)] == [("conflict", Rank.LIFE)]


def test_all_refusals_are_one() -> None:
    log = Log()
    for at in range(50):
        log.refused(at, f"why {at}", f"panel-{at}")
    (incident,) = open_(log)
    assert (incident.count, incident.why, rank(incident)) == (50, "why 49", Rank.TECHNICAL)


def test_an_alarm_of_a_kind_that_nobody_here_knows_is_not_passed_over() -> None:
    log = Log()
    log.told("alarm.asteroid", zone=2)
    assert rank(open_(log)[0]) is Rank.INTRUSION


def test_what_the_panel_says_of_its_ordinary_life_is_no_incident() -> None:
    log = Log()
    for kind in ("area.armed", "zone.bypassed", "panel.booted", "panel.epoch", "code.wrong", "test.begun", "x"):
        log.told(kind)
    assert open_(log) + ended(log) == []


def test_the_delay_is_of_trusted_clocks_alone() -> None:
    log = Log()
    log.told("alarm.fire", zone=1)
    log.told("alarm.gas", zone=2, clock="untrusted", path="sms")
    gas, fire = open_(log)
    assert (fire.latency_ms, fire.path, gas.latency_ms, gas.clock_set, gas.path) == (40, "mqtt", None, False, "sms")


def test_a_zone_that_a_text_does_not_name_has_the_name_it_had() -> None:
    log = Log()
    log.told("area.armed", zone=3, zone_name="Salon")
    log.told("alarm.intrusion", 9, zone=3, path="sms")
    assert open_(log)[0].zones[0].name == "Salon"


def test_pictures_belong_to_the_incident_of_their_report_whenever_they_come() -> None:
    log = Log()
    log.picture("early", of=2)
    of = log.told("alarm.intrusion", zone=3)
    log.picture("p1", of=of, index=1)
    log.picture("p2", of=of, index=2, gone=True)
    log.picture("other", of=99)
    board = fold(log.entries)
    board.announce(picture("p3", of))
    board.announce(picture("p1", of))  # told again: it is here all the same
    (incident,) = board.open(NOW_MS)
    assert {shot.name: shot.stands for shot in incident.shots} == {
        "early": Stands.HERE,
        "p1": Stands.HERE,
        "p2": Stands.GONE,
        "p3": Stands.COMING,
    }
    log.entries.clear()
    log.picture("p3", of=of)
    board.take(*log.entries[0])
    assert {shot.stands for shot in board.open(NOW_MS)[0].shots if shot.name == "p3"} == {Stands.HERE}


def test_a_picture_that_somebody_asked_for_is_no_incidents() -> None:
    log = Log()
    log.picture("p1", of=0, epoch="", request="r1")
    assert open_(log) == []


def test_a_text_is_completed_by_the_whole_report_and_then_ends_as_it_does() -> None:
    log = Log()
    log.told("trouble.raised", area="", path="sms")
    log.told("alarm.tamper", 1, zone=10, path="sms")
    board = fold(log.entries)
    whole = Log()
    whole.told("trouble.raised", 90, area="", trouble="station_path", detail="mqtt")
    whole.told("alarm.tamper", 90, zone=10, zone_name="Panel lid")
    for entry, told in whole.entries:
        assert isinstance(told, ReportDoc)
        board.complete(entry, told)
    tamper, trouble = board.open(NOW_MS)
    assert (tamper.zones[0].name, tamper.path, tamper.latency_ms) == ("Panel lid", "sms", 40)
    assert (trouble.trouble, trouble.detail) == ("station_path", "mqtt")
    later = Log()
    later.told("restore.trouble", 99, area="", trouble="station_path", detail="mqtt", seq=7)
    board.take(*later.entries[0])
    assert board.open(NOW_MS) == [tamper]
    stranger = Log()
    stranger.told("alarm.fire", seq=99)
    board.complete(stranger.entries[0][0], report("casa", 99))  # let go long ago


def test_a_completed_alarm_goes_on_in_the_same_incident() -> None:
    log = Log()
    log.told("alarm.intrusion", zone=3, path="sms")
    log.told("alarm.fire", zone=4, path="sms")
    board = fold(log.entries)
    for entry, told in log.entries:
        assert isinstance(told, ReportDoc)
        board.complete(entry, told)
    more = Log()
    more.told("alarm.intrusion", 3, zone=5, seq=9)
    more.told("alarm.fire", 3, zone=4, seq=10)
    for entry, told in more.entries:
        board.take(entry, told)
    assert [each.count for each in board.open(NOW_MS)] == [2, 2]
