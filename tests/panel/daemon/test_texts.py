"""alarmd's desk of the second path: which reports become texts, how often, and whose answers count."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from comms.sms_form import STATION_NAME, SmsAck, SmsKeys, agree, mac_of, read_report, write_ack
from comms.text_choice import PROBE
from panel.api import (
    Attempt,
    AttemptWanted,
    Message,
    Probe,
    TakeBack,
    Text,
    Texted,
    Texts,
    TextsWanted,
)
from panel.config import load
from panel.config.gsm import GsmConfig
from panel.daemon.ledger import Keeper
from panel.daemon.texts import TextDesk
from panel.store.errors import StorageFailed
from panel.store.household import without_station
from panel.store.journal import Journal
from panel.store.rows import Acks, Batch
from tests.support.alarmd import EXAMPLE
from tests.support.panel_on_wires import PIN, PanelOnWires

GSM = GsmConfig(port="/dev/null", station_number="+351300000001", per_report_max=2, per_day_max=5)
HOME = msgspec.structs.replace(load(EXAMPLE), gsm=GSM)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[PanelOnWires]:
    panel = PanelOnWires(HOME, tmp_path / "alarmd")
    yield panel
    panel.kill()


def desk(house: PanelOnWires) -> TextDesk:
    found = house.engine.texts
    assert found is not None
    return found


def keys(house: PanelOnWires) -> SmsKeys:
    """As the station works them out."""
    return agree(house.station, house.identity.public(), house.config.panel.id, STATION_NAME)


class Carrier:
    """Who asks, and what it was answered."""

    def __init__(self) -> None:
        self.told: list[Message] = []

    def reply(self, message: Message) -> None:
        self.told.append(message)

    def texts(self) -> list[Text]:
        return [text for message in self.told if isinstance(message, Texts) for text in message.texts]


def break_in(house: PanelOnWires) -> None:
    house.keys(f"A{PIN}#")
    house.wait(61_000)
    house.trip("living_window")


def test_only_what_is_worth_a_text_becomes_one_and_says_what_the_report_says(house: PanelOnWires) -> None:
    break_in(house)
    carrier = Carrier()
    desk(house).wanted(TextsWanted(after_alarm=0, after_other=0), carrier.reply)
    (text,) = carrier.texts()
    found = read_report(keys(house), text.body)
    (alarm,) = (report for report in house.reports() if report["kind"] == "alarm.intrusion")
    assert (found.account, found.epoch, found.seq, found.kind, found.zone, found.area, found.cid) == (
        "4F39",
        alarm["epoch"],
        alarm["seq"],
        "alarm.intrusion",
        3,
        "house",
        "1130",
    )
    assert text.alarm


def test_who_asks_before_anything_happened_is_answered_when_something_does(house: PanelOnWires) -> None:
    carrier = Carrier()
    desk(house).wanted(TextsWanted(after_alarm=0, after_other=0), carrier.reply)
    house.keys(f"A{PIN}#")
    house.wait(61_000)  # armed: told to the station, and not by text
    assert carrier.told == []
    house.trip("living_window")
    assert [read_report(keys(house), text.body).kind for text in carrier.texts()] == ["alarm.intrusion"]
    house.trip("kitchen_window")
    assert len(carrier.told) == 1, "one answer to one question"


def test_a_carrier_that_has_gone_is_told_nothing(house: PanelOnWires) -> None:
    carrier = Carrier()
    desk(house).wanted(TextsWanted(after_alarm=0, after_other=0), carrier.reply)
    desk(house).forget_waiting(carrier.reply)
    break_in(house)
    assert carrier.told == []


def test_of_many_the_first_few_go_and_the_rest_when_asked_again(house: PanelOnWires) -> None:
    break_in(house)
    for name in ("kitchen_window", "bedroom_window", "garage_door"):
        house.trip(name)
    carrier, after = Carrier(), (0, 0)
    for _ in range(5):
        desk(house).wanted(TextsWanted(after_alarm=after[0], after_other=after[1], limit=1), carrier.reply)
        last = carrier.told[-1]
        assert isinstance(last, Texts)
        after = last.after_alarm, last.after_other
    found = [read_report(keys(house), text.body) for text in carrier.texts()]
    assert [(report.kind, report.zone) for report in found] == [
        ("alarm.intrusion", 3),
        ("alarm.intrusion", 5),
        ("alarm.confirmed", 5),
        ("alarm.intrusion", 6),
        ("alarm.intrusion", 11),
    ]


def test_a_backlog_of_things_that_are_not_texted_is_passed_over_at_once(house: PanelOnWires) -> None:
    for _ in range(150):
        house.keys(f"A{PIN}#")
        house.keys(f"{PIN}#")
    break_in(house)
    carrier = Carrier()
    desk(house).wanted(TextsWanted(after_alarm=0, after_other=0), carrier.reply)
    assert [read_report(keys(house), text.body).kind for text in carrier.texts()] == ["alarm.intrusion"]


# answers ------------------------------------------------------------------------------------------


def answer(house: PanelOnWires, body: str, **changes: object) -> str:
    found = read_report(keys(house), body)
    ack = SmsAck(account=found.account, epoch=found.epoch, seq=found.seq, report_mac=mac_of(body))
    return write_ack(keys(house), msgspec.structs.replace(ack, **changes))


def given(house: PanelOnWires) -> Text:
    carrier = Carrier()
    desk(house).wanted(TextsWanted(after_alarm=0, after_other=0), carrier.reply)
    (text,) = carrier.texts()
    return text


def test_the_stations_answer_ends_the_texts_and_not_the_report(house: PanelOnWires) -> None:
    break_in(house)
    text = given(house)
    desk(house).received(answer(house, text.body))
    assert house.told[-1] == Texted(ns=(text.n,))
    carrier = Carrier()
    desk(house).wanted(TextsWanted(after_alarm=0, after_other=0), carrier.reply)
    assert carrier.told == [], "not texted again"
    assert "alarm.intrusion" in house.kinds(), "and whole for the network still"


def test_after_a_restart_it_is_still_known_what_the_station_has_by_text(house: PanelOnWires) -> None:
    break_in(house)
    desk(house).received(answer(house, given(house).body))
    house.kill()
    house.start()
    carrier = Carrier()
    desk(house).wanted(TextsWanted(after_alarm=0, after_other=0), carrier.reply)
    assert carrier.told == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda house, body: "Hello, this is your bank.",
        lambda house, body: body,  # our own text, reflected
        lambda house, body: answer(house, body)[:-1] + ("2" if answer(house, body)[-1] != "2" else "3"),
        lambda house, body: answer(house, body, seq=1),
        lambda house, body: answer(house, body, report_mac="A" * 16),
        lambda house, body: answer(house, body, account="0000"),
    ],
)
def test_nobody_elses_answer_ends_anything(house: PanelOnWires, spoil: Callable[[PanelOnWires, str], str]) -> None:
    break_in(house)
    body = given(house).body
    before = list(house.told)
    desk(house).received(spoil(house, body))
    assert house.told == before and given(house).body == body


def test_a_probe_is_a_text_that_the_station_can_answer_and_no_report(house: PanelOnWires) -> None:
    carrier = Carrier()
    desk(house).probe(carrier.reply)
    (probe,) = carrier.told
    assert isinstance(probe, Probe)
    assert read_report(keys(house), probe.body).kind == PROBE
    desk(house).received(answer(house, probe.body))
    assert house.told[-1] == Texted(ns=(0,))


def test_without_a_station_there_is_nothing_to_text_and_nobody_to_ask(house: PanelOnWires) -> None:
    house.engine.change_people(without_station(house.engine.people), lambda: None)
    carrier = Carrier()
    desk(house).probe(carrier.reply)
    assert carrier.told == [Probe(body="")]
    desk(house).received("SA1 4F39 e 1 AAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAA")


# tries --------------------------------------------------------------------------------------------


def attempts(house: PanelOnWires, *ns: int) -> list[bool]:
    carrier = Carrier()
    for n in ns:
        desk(house).attempt(AttemptWanted(n=n), carrier.reply)
    return [message.allowed for message in carrier.told if isinstance(message, Attempt)]


def test_tries_are_counted_by_report_and_by_day_over_restarts(house: PanelOnWires) -> None:
    assert attempts(house, 7, 7, 7) == [True, True, False]
    house.kill()
    house.start()
    assert attempts(house, 7, 8, 8, 9, 9) == [False, True, True, True, False]
    assert any("no further text message" in line for line in house.logged)


def test_a_try_that_the_network_refused_is_taken_back(house: PanelOnWires) -> None:
    assert attempts(house, 7, 7) == [True, True]
    desk(house).take_back(TakeBack(n=7))
    assert attempts(house, 7, 7) == [True, False]


class FailingDisk:
    """A keeper whose disk is gone."""

    def submit(self, batch: Batch, on_done: Callable[[Acks | StorageFailed], None]) -> None:
        on_done(StorageFailed("gone"))

    def query(self, ask: object, on_done: Callable[[StorageFailed], None]) -> None:
        on_done(StorageFailed("gone"))


def test_while_the_disk_fails_tries_are_counted_in_memory(tmp_path: Path) -> None:
    house = PanelOnWires(HOME, tmp_path / "alarmd")
    house.kill()

    def failing(journal: Journal) -> Keeper:
        return FailingDisk()

    house.start(failing, commissioned=False)
    assert attempts(house, 7, 7, 7) == [True, True, False]
    desk(house).take_back(TakeBack(n=7))
    assert attempts(house, 7, 8, 8, 9, 9) == [True, True, True, True, False]
    house.kill()
