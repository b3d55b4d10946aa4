"""The dialogue with a modem that is asleep, jammed, out of credit, cut in mid-word or begins anew in mid-command."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms import at
from comms.at_facts import (
    Came,
    CardFails,
    Dead,
    Fact,
    Fated,
    Message,
    NotSent,
    PowerFails,
    Ready,
    Registered,
    Sent,
    Signal,
    Write,
)
from comms.at_words import Advice
from comms.pdu import Deliver, StatusReport, submit
from hw_sim.world.modem import GsmModem, Network

ANA = "+34616585119"
HELLO = submit(ANA, "hola")
GREETING = "07911326040000F0040B911346610089F60000208062917314080CC8F71D14969741F977FD07"


class Line:
    """Our side and a modem, on a line that carries as many bytes at a time as is said, on virtual time."""

    def __init__(self, chunk: int = 1_000) -> None:
        self.network = Network()
        self.far = GsmModem(self.network)
        self.near = at.Modem()
        self.now_ms, self.chunk = 0, chunk
        self.facts: list[Fact] = []
        self.wrote = b""

    def opens(self) -> "Line":
        self._take(at.opened(self.near, self.now_ms))
        return self.settles()

    def sends(self, name: str, text: str = "hola") -> "Line":
        self._take(at.send(self.near, Message(name, submit(ANA, text, status_report=True)), self.now_ms))
        return self.settles()

    def settles(self) -> "Line":
        """Until neither side has anything more to say."""
        while said := self.far.give():
            for place in range(0, len(said), self.chunk):
                self._take(at.heard(self.near, said[place : place + self.chunk], self.now_ms))
        return self

    def waits(self, for_ms: int) -> "Line":
        """Time passes, from one instant that matters to the next."""
        end_ms = self.now_ms + for_ms
        while (due_ms := at.next_ms(self.near)) is not None and due_ms <= end_ms:
            self.now_ms = max(self.now_ms, due_ms)
            self._take(at.passed(self.near, self.now_ms))
            self.settles()
        self.now_ms = end_ms
        return self

    def expects(self, *facts: Fact) -> "Line":
        found, self.facts = self.facts, []
        assert found == list(facts)
        return self

    def _take(self, outcome: at.Outcome) -> None:
        self.near, facts = outcome
        for fact in facts:
            if isinstance(fact, Write):
                self.wrote += fact.data
                self.far.take(fact.data)
            else:
                self.facts.append(fact)


def ready(line: Line) -> Line:
    return line.opens().expects(Ready(), Registered(True), Signal(-73))


def test_it_wakes_the_modem_and_asks_for_what_it_needs_in_order() -> None:
    line = ready(Line())
    asked = line.wrote.decode().split("\r")
    assert asked[:6] == ["AT", "ATE0", "AT+CMEE=1", "AT+CPIN?", "AT+CMGF=0", "AT+CNMI=2,1,0,1,0"]
    assert asked[6:] == ["AT+CMGL=4", "AT+CREG?", "AT+CSQ", ""]


def test_a_message_is_sent_and_its_fate_told_by_the_same_reference() -> None:
    line = ready(Line()).sends("m1").expects(Sent("m1", (1,)))
    assert [pdu for _, pdu in line.far.sent] == [submit(ANA, "hola", status_report=True)[0].hex]
    line.far.reports(1, 0)
    line.settles().expects(Fated(StatusReport(reference=1, recipient="123456", status=0)))


def test_a_long_message_goes_in_parts_and_is_sent_when_the_last_is_taken() -> None:
    line = ready(Line()).sends("long", "x" * 400).expects(Sent("long", (1, 2, 3)))
    assert len(line.far.sent) == 3


def test_messages_wait_for_each_other_and_for_the_modem() -> None:
    line = Line().sends("first").sends("second").expects()
    line.opens().expects(Ready(), Registered(True), Signal(-73), Sent("first", (1,)), Sent("second", (2,)))


@pytest.mark.parametrize(
    ("refusal", "advice"),
    [
        (331, Advice.AGAIN),
        (42, Advice.AGAIN),
        (310, Advice.CARD),
        (330, Advice.CARD),
        (304, Advice.NEVER),
        (21, Advice.NEVER),
    ],
)
def test_a_refusal_says_what_it_means_for_the_next_try(refusal: int, advice: Advice) -> None:
    line = ready(Line())
    line.network.refusal = refusal
    line.sends("m1").expects(NotSent("m1", advice, refusal))
    line.network.refusal = None
    line.sends("m2").expects(Sent("m2", (1,)))


def test_a_card_without_money_and_a_network_that_is_jammed_say_so_and_recover() -> None:
    line = ready(Line())
    line.network.credit = 0
    line.sends("m1").expects(NotSent("m1", Advice.AGAIN, 38))
    line.network.credit, line.network.registered = 5, False
    line.waits(at.POLL_MS).expects(Registered(False))
    line.sends("m2").expects(NotSent("m2", Advice.AGAIN, 331))
    line.network.registered = True
    line.waits(at.POLL_MS).expects(Registered(True))
    line.sends("m3").expects(Sent("m3", (1,)))


def test_a_lost_network_is_known_within_a_minute_and_a_half() -> None:
    line = ready(Line()).waits(1_000)
    line.network.registered = False
    line.waits(90_000).expects(Registered(False))


def test_news_between_a_command_and_its_answer_disturbs_neither() -> None:
    line = ready(Line())
    line.far.says("RING", "+CREG: 5", "UNDER-VOLTAGE WARNNING", "no such word")
    line.sends("m1").expects(PowerFails("UNDER-VOLTAGE WARNNING"), Sent("m1", (1,)))


def test_a_message_that_comes_is_read_and_taken_off_the_card() -> None:
    line = ready(Line())
    line.far.arrives(GREETING)
    (came,) = line.settles().facts
    assert isinstance(came, Came)
    assert (came.message.sender, came.message.text) == ("+31641600986", "How are you?")
    assert line.far.stored == {}


def test_what_came_while_nobody_listened_is_read_at_the_start() -> None:
    line = Line()
    line.far.arrives(GREETING)
    line.far.arrives(GREETING)
    line.far.give()  # announced to nobody
    line.opens()
    assert [type(fact) for fact in line.facts] == [Ready, Came, Came, Registered, Signal]
    assert line.far.stored == {}


def test_rubbish_on_the_card_is_taken_off_and_stops_nobody() -> None:
    line = ready(Line())
    line.far.arrives("00FF")
    line.settles().expects()
    assert line.far.stored == {}
    line.sends("m1").expects(Sent("m1", (1,)))


def test_a_modem_that_falls_silent_is_dead_after_three_answers_that_did_not_come() -> None:
    line = ready(Line())
    line.far.silent = True
    line.sends("m1").expects()
    line.waits(at.PROMPT_MS).expects(NotSent("m1", Advice.AGAIN))
    line.waits(120_000).expects(Dead())
    assert at.next_ms(line.near) is None
    line.far.silent = False
    line.opens().expects(Ready(), Registered(True), Signal(-73))
    line.sends("m2").expects(Sent("m2", (1,)))


def test_a_message_whose_answer_did_not_come_may_have_been_sent() -> None:
    line = ready(Line())

    class Mute(GsmModem):
        """Takes the message and says nothing of it."""

        def give(self) -> bytes:
            said = super().give()
            return b"" if self.sent else said

    line.far = Mute(line.network)
    line.sends("m1").waits(at.NETWORK_MS).expects(NotSent("m1", Advice.AGAIN, unknown=True))


def test_a_modem_that_begins_anew_in_mid_command_is_begun_with_anew() -> None:
    line = ready(Line())
    line.far.silent = True
    line.sends("m1")
    line.far.silent = False
    line.far.restarts()
    line.settles().expects(NotSent("m1", Advice.AGAIN, unknown=True), Ready(), Registered(True), Signal(-73))
    line.sends("m2").expects(Sent("m2", (1,)))


def test_a_supply_that_breaks_down_is_told_and_the_modem_begun_with_anew() -> None:
    line = ready(Line())
    line.far.says("UNDER-VOLTAGE POWER DOWN")
    line.settles().expects(PowerFails("UNDER-VOLTAGE POWER DOWN"), Ready(), Registered(True), Signal(-73))


def test_without_an_open_card_it_says_why_and_asks_again() -> None:
    line = Line()
    line.far.card = "SIM PIN"
    line.opens().expects(CardFails("SIM PIN"))
    line.waits(at.CARD_RETRY_MS).expects(CardFails("SIM PIN"))
    line.far.card = "READY"
    line.waits(at.CARD_RETRY_MS).expects(Ready(), Registered(True), Signal(-73))


def test_a_line_that_is_pulled_out_loses_no_message_that_waits() -> None:
    line = ready(Line())
    line.far.silent = True
    line.sends("under way").sends("waits")
    line._take(at.closed(line.near, line.now_ms))
    line.expects(NotSent("under way", Advice.AGAIN, unknown=True))
    line.far = GsmModem(line.network)
    line.opens().expects(Ready(), Registered(True), Signal(-73), Sent("waits", (1,)))


@given(st.integers(1, 7))
def test_it_is_all_the_same_however_the_line_cuts_what_is_said(chunk: int) -> None:
    line = ready(Line(chunk)).sends("m1").sends("long", "é" * 300).expects(Sent("m1", (1,)), Sent("long", (2, 3)))
    line.far.arrives(GREETING)
    (came,) = line.settles().facts
    assert came == Came(Deliver(sender="+31641600986", text="How are you?", sent_at=came.message.sent_at))  # type: ignore[union-attr]  # a Came, as asserted


@given(
    st.lists(
        st.one_of(
            st.binary(max_size=40), st.sampled_from([b"\r\nOK\r\n", b"\r\n> ", b"\r\n+CDS: 5\r\n", b"\r\nRDY\r\n"])
        ),
        max_size=20,
    )
)
def test_no_noise_on_the_line_stops_it_for_good_and_each_message_has_one_end(noise: list[bytes]) -> None:
    line = ready(Line()).sends("before").expects(Sent("before", (1,)))
    line.far.silent = True
    line.sends("in the noise")
    for data in noise:
        line._take(at.heard(line.near, data, line.now_ms))
        line.waits(1_000)
    line.far.silent = False
    line.waits(400_000)
    if not line.near.open:
        line.opens()
    line.waits(400_000)
    ends = [fact for fact in line.facts if isinstance(fact, Sent | NotSent)]
    assert [fact.id for fact in ends] == ["in the noise"]
    line.facts.clear()
    line.sends("after").waits(400_000)
    assert [fact.id for fact in line.facts if isinstance(fact, Sent | NotSent)] == ["after"]
