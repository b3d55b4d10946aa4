"""The way of the reports: what is sent when, told as stories with every input and every output."""

import pytest

from comms.policy import (
    BEYOND,
    HELD_MAX,
    RESULTS_MAX,
    SWEEP_MS,
    WINDOW_MAX,
    Action,
    Answered,
    Connected,
    Disconnected,
    Rebuild,
    Send,
)
from panel.api import Acked, LinkClosed, LinkOpened, Path, Publish, Pull, Row, Rows, StartOver
from tests.comms.story import HEARTBEAT_MS, Story

FIRST_PULL = Pull(after_alarm=0, after_other=0, limit=HELD_MAX)
ONLINE = Send(1, "presence", "online", retain=True)


def alarm(n: int) -> Row:
    return Row(n=n, alarm=True, jws=f"alarm-{n}")


def other(n: int) -> Row:
    return Row(n=n, alarm=False, jws=f"other-{n}")


def connected(receive_maximum: int = 20) -> Story:
    """A story in which alarmd and broker are there and nothing waits."""
    story = Story()
    assert story.tell(LinkOpened()) == (FIRST_PULL,)
    assert story.tell(Connected(receive_maximum)) == (ONLINE, Path(name="mqtt", up=True))
    assert story.tell(Answered(1, accepted=True)) == ()
    return story


def bodies(actions: tuple[Action, ...]) -> list[str]:
    return [action.body for action in actions if isinstance(action, Send)]


def test_a_report_is_sent_at_once_and_forgotten_when_the_station_acknowledged_it() -> None:
    story = connected()
    assert story.tell(Rows(rows=(alarm(7),))) == (
        Send(2, "report", "alarm-7"),
        Pull(after_alarm=7, after_other=0, limit=HELD_MAX),
    )
    assert story.tell(Answered(2, accepted=True)) == ()
    assert story.tell(Acked(ns=(7,))) == ()
    assert story.state.held == ()
    assert bodies(story.wait(50_000)) == []


def test_a_puback_is_not_an_acknowledgement_the_alarm_is_sent_again_after_five_seconds_and_ever_more_slowly() -> None:
    story = connected()
    token = 2
    story.tell(Rows(rows=(alarm(7),)))
    for wait_ms in (5_000, 10_000, 20_000, 40_000, 60_000, 60_000):
        assert story.tell(Answered(token, accepted=True)) == ()
        assert bodies(story.wait(wait_ms - 1)) == []
        assert bodies(story.wait(1)) == ["alarm-7"]
        token = story.state.token


def test_another_report_waits_a_minute_before_it_is_repeated() -> None:
    story = connected()
    story.tell(Rows(rows=(other(7),)))
    story.tell(Answered(2, accepted=True))
    assert bodies(story.wait(59_999)) == []
    assert "other-7" in bodies(story.wait(1))


def test_what_still_lies_in_the_transport_is_not_sent_twice_on_one_connection() -> None:
    story = connected()
    story.tell(Rows(rows=(alarm(7),)))
    assert bodies(story.wait(80_000)) == []


def test_alarms_go_before_answers_and_answers_before_the_rest() -> None:
    story = Story()
    story.tell(LinkOpened())
    story.tell(Rows(rows=(other(1), alarm(2), other(3), alarm(4))))
    story.tell(Publish(topic="state", jws="state", retain=True))
    story.tell(Publish(topic="result", jws="result"))
    sent = bodies(story.tell(Connected(20)))
    assert sent == ["online", "alarm-2", "alarm-4", "result", "state", "other-1"]
    assert bodies(story.tell(Answered(1, accepted=True))) == ["other-3"]


@pytest.mark.parametrize(("receive_maximum", "window"), [(20, WINDOW_MAX), (3, 3), (1, 1), (0, 1)])
def test_never_more_lies_in_the_transport_than_the_broker_wants(receive_maximum: int, window: int) -> None:
    story = Story()
    story.tell(LinkOpened())
    story.tell(Rows(rows=tuple(alarm(n) for n in range(1, 9))))
    sent = bodies(story.tell(Connected(receive_maximum)))
    assert len(sent) == window
    assert sent == ["online", *(f"alarm-{n}" for n in range(1, window))]
    following = bodies(story.tell(Answered(1, accepted=True)))
    assert following == [f"alarm-{window}"]


def test_a_backlog_of_other_reports_leaves_room_for_an_alarm() -> None:
    story = connected()
    sent = bodies(story.tell(Rows(rows=tuple(other(n) for n in range(1, 9)))))
    assert sent == [f"other-{n}" for n in range(1, 7)]
    assert bodies(story.tell(Rows(rows=(alarm(9),)))) == ["alarm-9"]


def test_a_later_report_of_a_class_never_overtakes_an_earlier_one_on_its_first_sending() -> None:
    story = connected(receive_maximum=2)
    assert bodies(story.tell(Rows(rows=tuple(alarm(n) for n in (1, 2, 3, 4))))) == ["alarm-1", "alarm-2"]
    assert bodies(story.tell(Answered(3, accepted=True))) == ["alarm-3"]
    assert bodies(story.tell(Answered(2, accepted=True))) == ["alarm-4"]


def test_a_refused_puback_keeps_the_report_and_repeats_it() -> None:
    story = connected()
    story.tell(Rows(rows=(alarm(7),)))
    assert story.tell(Answered(2, accepted=False)) == ()
    assert bodies(story.wait(5_000)) == ["alarm-7"]


def test_after_a_lost_connection_everything_unacknowledged_is_offered_again_in_order() -> None:
    story = connected()
    story.tell(Rows(rows=(alarm(1), alarm(2), other(3))))
    story.tell(Answered(2, accepted=True))
    story.tell(Acked(ns=(1,)))
    assert story.tell(Disconnected("reset by peer")) == ()
    assert story.tell(Rows(rows=(alarm(4),)))[:1] == (Pull(after_alarm=4, after_other=3, limit=HELD_MAX),)
    assert bodies(story.tell(Connected(20))) == ["online", "alarm-2", "alarm-4", "other-3"]
    assert story.tell(Answered(3, accepted=True)) == ()  # a late answer of the old connection
    assert len(story.state.flights) == 4


def test_no_more_is_pulled_than_can_be_held_and_a_full_class_never_shuts_out_the_other() -> None:
    story = connected()
    actions = story.tell(Rows(rows=tuple(other(n) for n in range(1, HELD_MAX + 1))))
    assert actions[-1] == Pull(after_alarm=0, after_other=BEYOND, limit=HELD_MAX)
    actions = story.tell(Rows(rows=tuple(alarm(n) for n in range(11, 11 + HELD_MAX))))
    assert not any(isinstance(action, Pull) for action in actions)
    actions = story.tell(Acked(ns=(1, 2)))
    assert actions[-1] == Pull(after_alarm=BEYOND, after_other=HELD_MAX, limit=HELD_MAX)
    assert len(story.state.held) == 2 * HELD_MAX - 2


def test_rows_beyond_the_room_are_left_to_be_pulled_later() -> None:
    story = connected()
    story.tell(Rows(rows=tuple(alarm(n) for n in range(1, HELD_MAX + 4))))
    assert [held.row.n for held in story.state.held] == list(range(1, HELD_MAX + 1))
    assert story.state.cursors == (HELD_MAX, 0)


def test_a_restarted_alarmd_is_read_from_the_beginning_and_what_it_gives_again_alike_is_not_sent_twice() -> None:
    story = connected()
    story.tell(Rows(rows=(alarm(1), alarm(2))))
    story.tell(Answered(2, accepted=True))
    story.tell(LinkClosed())
    assert story.tell(LinkOpened()) == (FIRST_PULL, Path(name="mqtt", up=True))[::-1]
    other_one = Row(n=2, alarm=True, jws="another-2")
    assert bodies(story.tell(Rows(rows=(alarm(1), other_one)))) == ["another-2"]
    assert bodies(story.wait(4_999)) == []
    assert bodies(story.wait(1)) == ["alarm-1"]


def test_reports_held_go_on_being_sent_while_alarmd_is_away() -> None:
    story = connected()
    story.tell(Rows(rows=(alarm(1),)))
    story.tell(Answered(2, accepted=True))
    story.tell(LinkClosed())
    assert bodies(story.wait(5_000)) == ["alarm-1"]


def test_a_state_is_sent_once_the_newest_only_and_again_after_a_reconnect() -> None:
    story = connected()
    assert story.tell(Publish(topic="state", jws="old", retain=True)) == (Send(2, "state", "old", retain=True),)
    story.tell(Answered(2, accepted=True))
    story.tell(Disconnected("reset"))
    assert story.tell(Publish(topic="state", jws="older", retain=True)) == ()
    assert story.tell(Publish(topic="state", jws="new", retain=True)) == ()
    assert bodies(story.tell(Connected(20))) == ["online", "new"]
    story.tell(Answered(4, accepted=True))
    story.tell(Disconnected("reset"))
    assert bodies(story.tell(Connected(20))) == ["online", "new"]


def test_a_result_is_repeated_until_the_broker_has_it_and_then_no_more() -> None:
    story = connected()
    assert story.tell(Publish(topic="result", jws="done")) == (Send(2, "result", "done"),)
    story.tell(Answered(2, accepted=False))
    assert bodies(story.wait(5_000)) == ["done"]
    story.tell(Answered(3, accepted=True))
    story.tell(Disconnected("reset"))
    assert bodies(story.tell(Connected(20))) == ["online"]


def test_results_are_bounded_and_the_oldest_give_way() -> None:
    story = Story()
    for n in range(RESULTS_MAX + 5):
        story.tell(Publish(topic="result", jws=f"result-{n}"))
    assert [paper.publish.jws for paper in story.state.results][:1] == ["result-5"]
    assert len(story.state.results) == RESULTS_MAX


def test_a_silent_broker_is_asked_after_a_heartbeat_and_given_up_after_one_and_a_half() -> None:
    story = connected()
    assert story.wait(HEARTBEAT_MS - 1) == ()
    assert story.wait(1) == (Send(2, "presence", "online", retain=True),)
    assert story.wait(HEARTBEAT_MS // 2 - 1) == ()
    assert story.wait(1) == (
        Path(name="mqtt", up=False, detail="the broker has not answered for 90 s"),
        Rebuild("the broker has not answered for 90 s"),
    )
    assert story.wait(600_000) == ()
    assert story.tell(Connected(20))[1] == Path(name="mqtt", up=True)


def test_a_broker_that_answers_stays_up() -> None:
    story = connected()
    for _ in range(5):
        assert [type(action) for action in story.wait(HEARTBEAT_MS)] == [Send]
        story.tell(Answered(story.state.token, accepted=True))
    assert story.state.supervision.up is True


def test_a_lost_connection_is_a_lost_path_after_one_and_a_half_heartbeats_and_says_why() -> None:
    story = connected()
    story.tell(Disconnected("connection refused"))
    assert story.wait(89_999) == ()
    assert story.wait(1) == (Path(name="mqtt", up=False, detail="connection refused"),)


def test_a_short_loss_is_no_trouble() -> None:
    story = connected()
    story.tell(Disconnected("reset"))
    assert story.wait(20_000) == ()
    assert story.tell(Connected(20)) == (Send(2, "presence", "online", retain=True),)


def test_a_broker_that_was_never_there_is_a_lost_path_too() -> None:
    story = Story()
    story.tell(LinkOpened())
    assert story.wait(90_000) == (Path(name="mqtt", up=False, detail="the broker has not answered for 90 s"),)


def test_a_station_that_acknowledges_nothing_is_a_lost_path_although_the_broker_answers() -> None:
    story = connected()
    story.tell(Rows(rows=(alarm(1),)))
    paths: list[Path] = []
    for _ in range(90):
        for token in story.state.flights:
            story.tell(Answered(token, accepted=True))
        paths += [action for action in story.wait(1_000) if isinstance(action, Path)]
    assert paths == [Path(name="mqtt", up=False, detail="the station has not acknowledged anything for 90 s")]
    assert story.tell(Acked(ns=(1,))) == (Path(name="mqtt", up=True),)


def test_one_report_that_the_station_will_not_take_does_not_take_the_path_down() -> None:
    story = connected()
    story.tell(Rows(rows=(alarm(1), alarm(2))))
    story.tell(Acked(ns=(2,)))
    paths: list[Path] = []
    for _ in range(600):
        for token in story.state.flights:
            story.tell(Answered(token, accepted=True))
        paths += [action for action in story.wait(1_000) if isinstance(action, Path)]
    assert paths == []


def test_reports_that_the_station_never_takes_make_room_for_new_ones_and_come_back_later() -> None:
    story = connected()
    outbox = {n: alarm(n) for n in range(1, HELD_MAX + 2)}
    taken: set[str] = set()
    swept: list[Pull] = []
    for _ in range(SWEEP_MS // 1_000 + 200):
        for action in _answer_pulls(story, outbox) + story.wait(1_000):
            taken |= {action.body} if isinstance(action, Send) else set()
            if isinstance(action, Pull) and action.after_alarm == 0:
                swept.append(action)
        for token in story.state.flights:
            story.tell(Answered(token, accepted=True))
    assert f"alarm-{HELD_MAX + 1}" in taken
    assert swept
    assert len(story.state.held) <= HELD_MAX


def _answer_pulls(story: Story, outbox: dict[int, Row]) -> tuple[Action, ...]:
    """alarmd's side: rows after the cursor, if any."""
    if story.state.asked is None:
        return ()
    rows = tuple(row for n, row in outbox.items() if n > story.state.asked[0])[:HELD_MAX]
    return story.tell(Rows(rows=rows)) if rows else ()


def test_told_to_start_over_it_reads_the_outbox_from_the_beginning_and_takes_what_has_a_lower_place() -> None:
    story = connected()
    story.tell(Rows(rows=(alarm(1 << 40),)))
    assert story.tell(StartOver()) == (Path(name="mqtt", up=True), FIRST_PULL)
    assert bodies(story.tell(Rows(rows=(alarm(7), alarm(8))))) == ["alarm-7", "alarm-8"]
