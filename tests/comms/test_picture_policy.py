from comms.picture_documents import CHUNK_BYTES
from comms.picture_policy import (
    ANSWER_MS,
    UNANSWERED_MAX,
    Answered,
    Event,
    Fetch,
    Forget,
    Lost,
    Opened,
    Quiet,
    Read,
    SendChunk,
    SendDocument,
    State,
    TimePassed,
    next_deadline,
    step,
)
from panel.api import Carried, Carry, FileGone, Lacking


def row(name: str, pieces: int = 3, file: str = "f.srp") -> Carried:
    return Carried(picture=name, jws=f"doc {name}", file=file, size=pieces * CHUNK_BYTES, sha256="A" * 43)


class Line:
    """A broker that confirms when told to, and files that are read at once. What is sent is told in short words."""

    def __init__(self, *rows: Carried) -> None:
        self.state = State()
        self.now = 1_000
        self.sent: list[str] = []
        self.gone: list[FileGone] = []
        self.kept: set[str] = set()
        self.unreadable: set[str] = set()
        for event in (Opened(2), Quiet(True), Carry(pictures=rows)):
            self.tell(event)

    def tell(self, event: Event) -> None:
        self.state, actions = step(self.state, event, self.now)
        for action in actions:
            match action:
                case Fetch(row=wanted):
                    bad = wanted.picture in self.unreadable
                    self.kept |= set() if bad else {wanted.picture}
                    self.tell(Read(wanted.picture, "no such file" if bad else ""))
                case Forget(picture=picture):
                    self.kept.discard(picture)
                case SendDocument(jws=jws):
                    self.sent.append(jws)
                case SendChunk(picture=picture, index=index):
                    self.sent.append(f"{picture}/{index}")
                case FileGone():
                    self.gone.append(action)

    def take(self) -> list[str]:
        """Everything sent until nothing more comes, each confirmed at once."""
        while self.state.flights:
            self.tell(Answered(self.state.flights[0].token, True))
        found, self.sent = self.sent, []
        return found

    def wait(self, ms: int) -> None:
        end = self.now + ms
        while (due := next_deadline(self.state)) is not None and due <= end:
            self.now = max(due, self.now)
            self.tell(TimePassed())
        self.now = end


def test_a_picture_is_told_and_its_pieces_follow_at_once_two_at_a_time() -> None:
    line = Line(row("p1"))
    assert line.sent == ["doc p1", "p1/0"]
    assert line.take() == ["doc p1", "p1/0", "p1/1", "p1/2"]
    assert line.kept == set(), "what is sent is not kept in memory"


def test_the_most_wanted_goes_first_and_a_newcomer_before_what_is_left_of_another() -> None:
    line = Line(row("whole", 4))
    line.sent.clear()
    line.tell(Carry(pictures=(row("thumb", 1), row("whole", 4))))
    assert line.take() == ["doc thumb", "thumb/0", "whole/1", "whole/2", "whole/3"]


def test_while_reports_wait_nothing_of_a_picture_is_sent() -> None:
    line = Line(row("p1"))
    line.tell(Quiet(False))
    assert line.take() == ["doc p1", "p1/0"]
    line.tell(Quiet(True))
    assert line.take() == ["p1/1", "p1/2"]


def test_after_a_cut_the_station_is_asked_and_only_what_it_lacks_is_sent() -> None:
    line = Line(row("p1", 10))
    for _ in range(4):
        line.tell(Answered(line.state.flights[0].token, True))
    line.sent.clear()
    line.tell(Lost())
    line.tell(Opened(2))
    assert line.take() == ["doc p1"], "asked first"
    line.tell(Lacking(picture="p1", missing=((4, 9),)))
    assert line.take() == [f"p1/{at}" for at in range(4, 10)]


def test_what_was_sent_since_the_question_is_not_sent_twice() -> None:
    line = Line(row("p1", 5))  # of a carrier that was started anew: the station knows pieces 0 to 2
    line.tell(Answered(line.state.flights[0].token, True))
    line.tell(Lacking(picture="p1", missing=((1, 1), (3, 4))))
    assert line.take() == ["doc p1", "p1/0", "p1/1", "p1/3", "p1/4"]


def test_a_silent_station_is_asked_again_and_again_ever_more_seldom() -> None:
    line = Line(row("p1", 1))
    assert line.take() == ["doc p1", "p1/0"]
    asked = []
    for _ in range(100):
        line.wait(10_000)
        asked.append(len(line.take()))
    assert 3 < sum(asked) < 12
    line.tell(Carry(pictures=()))
    line.wait(10_000_000)
    assert line.take() == []


def test_a_station_that_is_away_gets_no_more_than_a_few_pictures_into_its_brokers_queue() -> None:
    line = Line(*(row(f"p{number}", 1) for number in range(8)))
    assert sum(word.startswith("doc") for word in line.take()) == UNANSWERED_MAX


def test_one_that_the_station_answers_makes_room_for_the_next() -> None:
    rows = tuple(row(f"p{number}", 1) for number in range(6))
    line = Line(*rows)
    line.take()
    line.tell(Carry(pictures=rows[1:]))
    assert line.take() == ["doc p4", "p4/0"]


def test_a_file_that_is_gone_is_told_and_the_note_about_it_needs_none() -> None:
    line = Line()
    line.unreadable = {"p1"}
    line.tell(Carry(pictures=(row("p1"), row("p2", 1))))
    assert [each.picture for each in line.gone] == ["p1"]
    assert line.take() == ["doc p2", "p2/0"]
    line.tell(Carry(pictures=(row("p1", file=""),)))
    assert line.take() == ["doc p1"]


def test_alarmd_started_anew_hears_once_more_of_a_file_that_is_gone() -> None:
    line = Line()
    line.unreadable = {"p1"}
    for _ in range(2):
        line.tell(Carry(pictures=(row("p1"),)))
    assert len(line.gone) == 2


def test_what_the_broker_refuses_is_asked_about_later() -> None:
    line = Line(row("p1", 2))
    line.tell(Answered(line.state.flights[1].token, False))
    assert line.take() == ["doc p1", "p1/0"]
    line.wait(ANSWER_MS * 4)
    assert line.take()[0] == "doc p1"


def test_a_picture_that_arrives_damaged_each_time_does_not_fill_the_line() -> None:
    line = Line(row("p1", 2))
    words = []
    for _ in range(200):
        words += line.take()
        line.wait(3_000)
        if line.sent:
            line.take()
            line.tell(Lacking(picture="p1", missing=((0, 1),)))
    assert words.count("p1/0") < 12


def test_before_a_broker_is_there_nothing_is_sent_nor_waited_for() -> None:
    line = Line(row("p1"))
    line.tell(Lost())
    line.sent.clear()
    assert next_deadline(line.state) is None
    line.wait(1_000_000)
    assert line.take() == []


def test_a_piece_that_nobody_has_is_never_sent() -> None:
    line = Line(row("p1", 2))
    line.take()
    line.tell(Lacking(picture="p1", missing=((0, 300),)))
    line.wait(ANSWER_MS * 2)
    line.take()
    line.tell(Lacking(picture="p1", missing=((1, 300),)))
    assert line.take() == ["p1/1"]
