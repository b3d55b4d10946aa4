"""Two silences, one and a half heartbeats each, told apart."""

from comms.supervision import Supervision, Verdict, heard, judge, next_judgement

FRESH = Supervision(heartbeat_ms=60_000, heard_ms=1_000)
UP = Supervision(heartbeat_ms=60_000, heard_ms=1_000, connected=True, up=True)


def test_nothing_is_known_until_something_is_known() -> None:
    assert judge(FRESH, (), False, 2_000) == Verdict(FRESH)
    assert next_judgement(FRESH, (), False) == 91_000


def test_a_broker_that_never_answered_is_down_after_one_and_a_half_heartbeats() -> None:
    verdict = judge(FRESH, (), False, 91_000)
    assert (verdict.supervision.up, verdict.rebuild) == (False, False)
    assert next_judgement(verdict.supervision, (), False) is None


def test_a_connection_without_a_word_is_asked_once_and_then_given_up() -> None:
    assert judge(UP, (), False, 60_999) == Verdict(UP)
    assert judge(UP, (), False, 61_000) == Verdict(UP, beat=True)
    assert judge(UP, (), True, 61_000) == Verdict(UP)  # an answer is outstanding: that is the question
    verdict = judge(UP, (), True, 91_000)
    assert verdict.rebuild
    assert verdict.supervision.connected is False


def test_an_answer_begins_the_time_anew() -> None:
    assert next_judgement(heard(UP, 50_000), (), False) == 110_000
    assert next_judgement(heard(UP, 50_000), (), True) == 140_000


def test_a_station_that_acknowledges_nothing_is_down_while_the_broker_answers() -> None:
    now_heard = heard(UP, 95_000)
    assert judge(now_heard, (5_000, 90_000), True, 94_999).supervision.up is True
    verdict = judge(now_heard, (5_000, 90_000), True, 95_000)
    assert verdict.supervision.up is False
    assert "station" in verdict.supervision.detail
    assert next_judgement(now_heard, (5_000,), True) == 95_000


def test_a_report_older_than_the_last_acknowledgement_says_nothing_about_the_path() -> None:
    acked = Supervision(heartbeat_ms=60_000, heard_ms=95_000, acked_ms=6_000, connected=True, up=True)
    assert judge(acked, (5_000,), True, 99_000).supervision.up is True
