"""When a text goes, when it does not, and how long the modem is believed: the second path on virtual time."""

from typing import Self

import pytest

from comms.at_facts import CardFails, Dead, NotSent, PowerFails, Ready, Registered, Sent, Signal
from comms.at_words import Advice
from comms.texting import (
    AGAIN_MS,
    ANSWER_MS,
    CARD_MS,
    DEAD_MS,
    LOST_MS,
    PROBE_AGAIN_MS,
    PROBE_ANSWER_MS,
    PROBE_FIRST_MS,
    PROBE_MS,
    REFUSED_MS,
    Event,
    Linked,
    PortGone,
    Primary,
    SendText,
    State,
    TimePassed,
    next_deadline,
    start,
    step,
)
from panel.api import Acked, Attempt, AttemptWanted, Path, Probe, ProbeWanted, StartOver, TakeBack, Text, Texted, Texts
from panel.api import TextsWanted as Wanted

HOUR_MS = 3_600_000


class Second:
    """The second path, driven by hand; what it does as short words."""

    def __init__(self) -> None:
        self.now = 1_000
        self.state: State = start(self.now)
        self.said: list[str] = []

    def happens(self, *events: Event) -> Self:
        for event in events:
            self.state, actions = step(self.state, event, self.now)
            self.said += [word(action) for action in actions]
        return self

    def passes(self, ms: int) -> Self:
        """Time, woken exactly when it asks."""
        end = self.now + ms
        while (due := next_deadline(self.state)) is not None and due <= end:
            self.now = max(self.now, due)
            before = self.state
            self.happens(TimePassed())
            assert self.state != before or due < self.now, f"woken at {due} for nothing"
        self.now = end
        return self.happens(TimePassed())

    def expects(self, *said: str) -> Self:
        heard, self.said = self.said, []
        assert heard == list(said)
        return self


def word(action: object) -> str:
    match action:
        case Wanted(after_alarm=alarm, after_other=other, limit=limit):
            return f"wants {limit} after {alarm} {other}"
        case AttemptWanted(n=n):
            return f"may {n} go"
        case TakeBack(n=n):
            return f"takes back {n}"
        case SendText(n=n, body=body):
            return f"sends {n} {body}"
        case ProbeWanted():
            return "wants a probe"
        case Path(up=up, detail=detail):
            return f"path {'up' if up else f'down: {detail}'}"
        case _:
            raise AssertionError(action)


def text(n: int, *, alarm: bool = True) -> Text:
    return Text(n=n, alarm=alarm, body=f"text-{n}")


def texts(*given: Text) -> Texts:
    alarm = max((each.n for each in given if each.alarm), default=0)
    other = max((each.n for each in given if not each.alarm), default=0)
    return Texts(texts=given, after_alarm=alarm, after_other=other)


def able() -> Second:
    """Linked, with a modem that can send; the first path works."""
    second = Second().happens(Linked(True), Ready(), Registered(True), Primary(True))
    return second.expects("wants 8 after 0 0", "path up")


def test_an_alarm_that_the_station_acknowledges_in_time_costs_no_message() -> None:
    second = able().happens(texts(text(7))).expects("wants 7 after 7 0")
    second.passes(4_999).happens(Acked(ns=(7,))).passes(30_000).expects()


def test_an_alarm_without_an_answer_goes_by_text_after_five_seconds_and_once_it_is_written_down() -> None:
    second = able().happens(texts(text(7))).passes(5_000).expects("wants 7 after 7 0", "may 7 go")
    second.passes(1_000).expects()
    second.happens(Attempt(n=7, allowed=True)).expects("sends 7 text-7")
    second.happens(Sent("7", (1,))).happens(Texted(ns=(7,))).passes(HOUR_MS).expects()


def test_where_the_network_is_known_to_be_dead_it_goes_at_once() -> None:
    second = able().happens(Primary(False)).passes(DEAD_MS).expects()
    second.happens(texts(text(7))).expects("may 7 go", "wants 7 after 7 0")


def test_a_network_that_dies_while_an_alarm_waits_hastens_it() -> None:
    second = able().happens(texts(text(7))).passes(1_000).happens(Primary(False)).passes(DEAD_MS - 1)
    second.expects("wants 7 after 7 0").passes(1).expects("may 7 go")


def test_a_connection_that_is_only_made_anew_costs_nothing() -> None:
    second = able().happens(Primary(False)).happens(texts(text(7))).passes(DEAD_MS - 1).expects("wants 7 after 7 0")
    second.happens(Primary(True), Acked(ns=(7,))).passes(10_000).expects()


def test_what_is_no_alarm_is_given_a_minute() -> None:
    second = able().happens(texts(text(3, alarm=False))).passes(59_999).expects("wants 7 after 0 3")
    second.passes(1).expects("may 3 go")


def test_one_at_a_time_and_alarms_first() -> None:
    second = able().happens(Primary(False)).passes(DEAD_MS).expects()
    second.happens(texts(text(3, alarm=False), text(8), text(7))).expects("may 7 go", "wants 5 after 8 3")
    second.happens(Attempt(n=7, allowed=True)).passes(1_000).expects("sends 7 text-7")
    second.happens(Sent("7", (1,))).expects("may 8 go")
    second.happens(Attempt(n=8, allowed=True), Sent("8", (2,))).expects("sends 8 text-8", "may 3 go")


def test_without_an_answer_to_the_text_it_goes_again_later_and_later() -> None:
    second = able().happens(texts(text(7))).passes(5_000).happens(Attempt(n=7, allowed=True), Sent("7", (1,)))
    second.expects("wants 7 after 7 0", "may 7 go", "sends 7 text-7")
    second.happens(Texted(ns=(0,)))  # the path works: no probe disturbs the count
    second.passes(ANSWER_MS - 1).expects().passes(1).expects("may 7 go")
    second.happens(Attempt(n=7, allowed=True), Sent("7", (2,))).expects("sends 7 text-7")
    second.passes(2 * ANSWER_MS - 1).expects().passes(1).expects("may 7 go")


def test_when_there_were_enough_it_rests_and_asks_again_after_an_hour() -> None:
    second = able().happens(Texted(ns=(0,)), texts(text(7))).passes(5_000).happens(Attempt(n=7, allowed=False))
    second.expects("wants 7 after 7 0", "may 7 go").passes(REFUSED_MS - 1).expects()
    second.passes(1).expects("may 7 go")


def test_what_the_network_refuses_is_taken_back_and_tried_again_and_after_three_the_path_is_down() -> None:
    second = able().happens(Texted(ns=(0,)), texts(text(7))).passes(5_000).expects("wants 7 after 7 0", "may 7 go")
    for wait_ms in (AGAIN_MS, 2 * AGAIN_MS):
        second.happens(Attempt(n=7, allowed=True), NotSent("7", Advice.AGAIN, 38))
        second.expects("sends 7 text-7", "takes back 7").passes(wait_ms - 1).expects().passes(1).expects("may 7 go")
    second.happens(Attempt(n=7, allowed=True), NotSent("7", Advice.AGAIN, 38))
    refused = "path down: the network refuses messages (error 38); is the card empty?"
    second.expects("sends 7 text-7", "takes back 7", refused)
    second.passes(4 * AGAIN_MS).happens(Attempt(n=7, allowed=True), Sent("7", (1,)))
    second.expects("may 7 go", "sends 7 text-7", "path up")


def test_a_message_that_may_have_gone_counts() -> None:
    second = able().happens(texts(text(7))).passes(5_000).happens(Attempt(n=7, allowed=True))
    second.happens(NotSent("7", Advice.AGAIN, unknown=True)).expects("wants 7 after 7 0", "may 7 go", "sends 7 text-7")


def test_a_card_that_refuses_is_left_in_peace_for_five_minutes_and_is_a_trouble_at_once() -> None:
    second = able().happens(Texted(ns=(0,)), texts(text(7))).passes(5_000).happens(Attempt(n=7, allowed=True))
    second.happens(NotSent("7", Advice.CARD, 310))
    second.expects(
        "wants 7 after 7 0",
        "may 7 go",
        "sends 7 text-7",
        "takes back 7",
        "path down: its card refuses messages (error 310)",
    )
    second.passes(CARD_MS - 1).expects().passes(1).expects("may 7 go")


def test_a_message_that_can_never_go_holds_up_no_other() -> None:
    second = able().happens(Primary(False), texts(text(7), text(8))).passes(DEAD_MS)
    second.happens(Attempt(n=7, allowed=True), NotSent("7", Advice.NEVER, 500))
    second.expects("wants 6 after 8 0", "may 7 go", "sends 7 text-7", "takes back 7", "may 8 go")


def test_an_answer_that_comes_while_alarmd_is_asked_makes_the_try_none() -> None:
    second = able().happens(texts(text(7))).passes(5_000).happens(Acked(ns=(7,)), Attempt(n=7, allowed=True))
    second.expects("wants 7 after 7 0", "may 7 go", "takes back 7")


def test_an_answer_that_comes_while_the_modem_sends_ends_it_there() -> None:
    second = able().happens(texts(text(7))).passes(5_000).happens(Attempt(n=7, allowed=True), Acked(ns=(7,)))
    second.happens(Sent("7", (1,))).passes(ANSWER_MS * 2).expects(
        "wants 7 after 7 0", "may 7 go", "sends 7 text-7", "wants a probe"
    )
    assert second.state.held == ()


# whether it works ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (Registered(False), "no network takes it in"),
        (Dead(), "it does not answer"),
        (CardFails("SIM PIN"), "its card: SIM PIN"),
        (PortGone("/dev/ttyUSB0: it was pulled out"), "/dev/ttyUSB0: it was pulled out"),
    ],
)
def test_a_modem_that_can_send_nothing_for_a_minute_and_a_half_is_a_lost_path(event: Event, why: str) -> None:
    second = able().happens(Texted(ns=(0,)), event).passes(LOST_MS - 1).expects()
    second.passes(1).expects(f"path down: {why}")
    second.passes(HOUR_MS).expects()
    second.happens(Ready(), Registered(True)).expects("path up")


def test_a_modem_that_is_back_in_time_was_never_lost() -> None:
    second = able().happens(Texted(ns=(0,)), Registered(False)).passes(LOST_MS - 1).happens(Registered(True))
    second.passes(LOST_MS).expects()


def test_a_modem_that_never_comes_up_is_told_too() -> None:
    second = Second().happens(Linked(True)).passes(LOST_MS)
    second.expects("wants 8 after 0 0", "path down: it has not answered yet")


def test_what_its_supply_says_is_the_reason_when_it_is_lost() -> None:
    second = able().happens(Texted(ns=(0,)), PowerFails("UNDER-VOLTAGE WARNNING"), Dead()).passes(LOST_MS)
    second.expects("path down: it does not answer")


def test_an_alarm_waits_for_a_modem_that_is_away_and_goes_when_it_is_back() -> None:
    second = able().happens(Registered(False), Primary(False), texts(text(7))).passes(10_000)
    second.expects("wants 7 after 7 0").happens(Registered(True)).expects("may 7 go")


def test_every_five_hours_a_message_asks_whether_the_station_hears() -> None:
    second = able().passes(PROBE_FIRST_MS - 1).expects().passes(1).expects("wants a probe")
    second.happens(Probe(body="probe"), Sent("0", (1,)), Texted(ns=(0,))).expects("sends 0 probe")
    second.passes(PROBE_MS - 1).expects().passes(1).expects("wants a probe")


def test_a_station_that_does_not_answer_is_a_path_that_does_not_work() -> None:
    second = able().passes(PROBE_FIRST_MS).happens(Probe(body="probe"), Sent("0", (1,)))
    second.expects("wants a probe", "sends 0 probe")
    second.passes(PROBE_ANSWER_MS).expects("path down: the station does not answer text messages")
    second.passes(PROBE_AGAIN_MS).expects("wants a probe")
    second.happens(Probe(body="probe"), Sent("0", (2,)), Texted(ns=(0,))).expects("sends 0 probe", "path up")


def test_an_alarm_that_was_answered_by_text_is_proof_enough() -> None:
    second = able().happens(texts(text(7))).passes(5_000).happens(Attempt(n=7, allowed=True), Sent("7", (1,)))
    second.happens(Texted(ns=(7,))).expects("wants 7 after 7 0", "may 7 go", "sends 7 text-7")
    second.passes(PROBE_MS - 1).expects().passes(1).expects("wants a probe")


def test_without_a_station_nobody_is_asked() -> None:
    second = able().passes(PROBE_FIRST_MS).happens(Probe(body="")).expects("wants a probe")
    second.passes(PROBE_MS - 1).expects().passes(1).expects("wants a probe")


def test_a_probe_that_is_refused_costs_nothing_and_comes_again() -> None:
    second = able().passes(PROBE_FIRST_MS).happens(Probe(body="probe"), NotSent("0", Advice.AGAIN, 331))
    second.expects("wants a probe", "sends 0 probe").passes(PROBE_AGAIN_MS).expects("wants a probe")


def test_a_probe_that_was_answered_before_the_modem_said_so_keeps_its_place_there_while_alarmd_is_away() -> None:
    second = (
        able()
        .passes(PROBE_FIRST_MS)
        .happens(Probe(body="probe"), Texted(ns=(0,)))
        .expects("wants a probe", "sends 0 probe")
    )
    second.happens(Linked(False), Linked(True), Primary(False), texts(text(7))).passes(DEAD_MS)
    second.expects("path up", "wants 8 after 0 0", "wants 7 after 7 0")
    second.happens(Sent("0", (1,))).expects("may 7 go")


# alarmd goes and comes ----------------------------------------------------------------------------


def test_another_alarmd_is_asked_anew_and_hears_how_the_path_is() -> None:
    second = able().happens(texts(text(7))).passes(5_000).expects("wants 7 after 7 0", "may 7 go")
    second.happens(Linked(False)).passes(10_000).expects()
    second.happens(Linked(True)).expects("path up", "may 7 go", "wants 7 after 0 0")


def test_what_the_modem_has_already_is_not_sent_twice_because_alarmd_was_away() -> None:
    second = able().happens(texts(text(7))).passes(5_000).happens(Attempt(n=7, allowed=True))
    second.happens(Linked(False), Linked(True), texts(text(7)), Sent("7", (1,)))
    second.expects(
        "wants 7 after 7 0", "may 7 go", "sends 7 text-7", "path up", "wants 7 after 0 0", "wants 7 after 7 0"
    )


def test_places_that_mean_other_rows_are_read_from_the_beginning() -> None:
    able().happens(texts(text(7)), StartOver()).expects("wants 7 after 7 0", "wants 7 after 0 0")


def test_a_full_house_asks_for_no_more_until_there_is_room() -> None:
    second = able().happens(Texted(ns=(0,)), texts(*(text(n) for n in range(1, 9)))).expects()
    second.happens(Acked(ns=(1, 2))).expects("wants 2 after 8 0")


def test_signal_strength_decides_nothing() -> None:
    able().happens(Signal(-73)).expects()
