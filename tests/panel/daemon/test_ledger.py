"""The ledger: nothing is told before it is kept, and a broken card does not silence an alarm."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from panel.api import Acked, Message, Rows, StartOver
from panel.config.model import OutputRole
from panel.daemon.keepers import DirectKeeper
from panel.store.errors import StorageFailed, StorageFull
from panel.store.journal import Journal
from panel.store.people import Tag, add_tag
from panel.store.rows import AckRow, Acks, Batch
from tests.support.panel_on_wires import PIN, STRANGE_TAG, PanelOnWires, payload


class HeldKeeper(DirectKeeper):
    """A disk that can be stopped, and that can fill up."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal)
        self.held: list[tuple[Batch, Callable[[Acks | StorageFailed], None]]] = []
        self.stopped = False
        self.full = False

    def submit(self, batch: Batch, on_done: Callable[[Acks | StorageFailed], None]) -> None:
        if self.stopped:
            self.held.append((batch, on_done))
        elif self.full:
            on_done(StorageFull("no room left on the card"))
        else:
            super().submit(batch, on_done)

    def let_go(self) -> None:
        """The disk works again; what waited is written in order."""
        self.stopped = False
        waiting, self.held = self.held, []
        for batch, on_done in waiting:
            super().submit(batch, on_done)


@pytest.fixture
def keeper(house: PanelOnWires) -> HeldKeeper:
    """The house's panel, started again over a disk that the test holds."""
    house.kill()
    made: list[HeldKeeper] = []

    def over(journal: Journal) -> HeldKeeper:
        made.append(HeldKeeper(journal))
        return made[0]

    house.start(over)
    return made[0]


def pulled(house: PanelOnWires) -> list[dict[str, Any]]:
    """Everything a carrier can have now."""
    found: list[Rows] = []
    house.engine.ledger.pull(0, 0, 1000, found.append)
    return [payload(row.jws) for rows in found for row in rows.rows]


def test_what_is_not_worth_writing_and_came_while_the_disk_was_busy_is_shown_when_that_is_done(
    house: PanelOnWires, keeper: HeldKeeper
) -> None:
    """A tag that opens nothing is written, and a window opens meanwhile: nothing else may ever happen to show it."""
    keeper.stopped = True
    house.tag(STRANGE_TAG)
    house.contacts["living_window"].trip()
    house.wait(60)
    assert [zone["level"] for zone in house.status()["zones"] if zone["name"] == "Living room window"] == ["secure"]
    keeper.let_go()
    assert [zone["level"] for zone in house.status()["zones"] if zone["name"] == "Living room window"] == ["open"]


def test_the_siren_does_not_wait_for_the_disk_but_the_station_does(house: PanelOnWires, keeper: HeldKeeper) -> None:
    house.keys(f"A{PIN}#")
    house.wait(61_000)
    before = [r["kind"] for r in pulled(house)]
    keeper.stopped = True
    house.trip("living_window")
    assert house.line(OutputRole.SIREN)
    assert [r["kind"] for r in pulled(house)] == before
    keeper.let_go()
    assert [r["kind"] for r in pulled(house) if r["kind"] not in before] == ["alarm.intrusion"]


def test_the_lamp_waits_for_the_disk_for_half_a_second_and_then_shows_the_truth(
    house: PanelOnWires, keeper: HeldKeeper
) -> None:
    keeper.stopped = True
    house.tag()
    house.wait(300)
    assert not house.line(OutputRole.LAMP_ARMED)
    house.wait(1_500)
    assert house.line(OutputRole.LAMP_ARMED)


def test_a_pull_is_answered_when_there_is_something(house: PanelOnWires, keeper: HeldKeeper) -> None:
    answers: list[Rows] = []
    last = max(row.n for row in house.journal.unacked(0, 0, 1000))
    house.engine.ledger.pull(last, last, 8, answers.append)
    assert answers == []
    house.trip("panel_tamper")
    house.wait(1_000)
    kinds = [payload(row.jws)["kind"] for rows in answers for row in rows.rows]
    assert kinds == ["alarm.tamper"]


def test_a_full_card_opens_a_new_epoch_and_the_reports_go_on_from_memory(
    house: PanelOnWires, keeper: HeldKeeper
) -> None:
    house.keys(f"A{PIN}#")
    house.wait(61_000)
    epoch = house.engine.clerk.epoch
    keeper.full = True
    house.trip("living_window")
    house.wait(1_000)
    new = [r for r in pulled(house) if r["epoch"] != epoch]
    assert [(r["seq"], r["kind"]) for r in new] == [
        (2, "alarm.intrusion"),
        (1, "panel.epoch"),
        (3, "trouble.raised"),
    ]
    assert new[1]["why"] == "storage_failed"
    house.keys(f"{PIN}#")
    assert house.phases()["house"] == "idle"


def test_after_the_card_is_well_again_its_trouble_is_over(house: PanelOnWires, keeper: HeldKeeper) -> None:
    keeper.full = True
    house.tag()
    house.wait(1_000)
    assert [t["trouble"] for t in house.status()["troubles"]] == ["storage"]
    keeper.full = False
    house.keys(f"{PIN}#")
    house.wait(1_000)
    assert house.status()["troubles"] == []


def test_what_memory_held_is_forgotten_when_the_station_has_it(house: PanelOnWires, keeper: HeldKeeper) -> None:
    keeper.full = True
    house.tag()
    house.wait(1_000)
    loose = list(house.engine.ledger._loose.items())
    acks = tuple(AckRow(row.epoch, row.seq, row.digest) for _, row in loose)
    assert acks
    house.told.clear()
    house.engine.ledger.settle(acks, house.engine.stamp())
    assert [m for m in house.told if isinstance(m, Acked)] == [Acked(ns=tuple(n for n, _ in loose))]
    assert house.engine.ledger._loose == {}


def test_a_disk_silent_for_five_seconds_has_failed_and_its_late_twin_never_goes_out(
    house: PanelOnWires, keeper: HeldKeeper
) -> None:
    keeper.stopped = True
    house.trip("panel_tamper")
    house.wait(6_000)
    tampers = [r for r in pulled(house) if r["kind"] == "alarm.tamper"]
    assert len(tampers) == 1
    keeper.let_go()
    house.wait(1_000)
    assert [r["kind"] for r in pulled(house)].count("alarm.tamper") == 1


def test_unacknowledged_rows_are_counted_and_acknowledged_ones_are_not(house: PanelOnWires) -> None:
    rows = house.journal.unacked(0, 0, 1000)
    assert house.status()["unacked"] == len(rows)
    acks = tuple(AckRow(row.epoch, row.seq, row.digest) for row in rows[:1])
    house.engine.ledger.settle(acks, house.engine.stamp())
    house.engine.ledger.settle(acks, house.engine.stamp())
    assert house.status()["unacked"] == len(rows) - 1


def test_an_acknowledgement_of_something_we_never_said_is_remembered_as_a_lie(house: PanelOnWires) -> None:
    row = house.journal.unacked(0, 0, 1)[0]
    lie = AckRow(row.epoch, row.seq, "A" * 43)
    house.engine.ledger.settle((lie,), house.engine.stamp())
    assert house.engine.ledger.mismatched == [lie]
    assert row in house.journal.unacked(0, 0, 1)


def test_memory_is_bounded_and_lets_ordinary_reports_go_before_alarms(
    house: PanelOnWires, keeper: HeldKeeper, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("panel.daemon.ledger.LOOSE_MAX", 4)
    keeper.full = True
    house.trip("panel_tamper")
    house.wait(1_000)
    for _ in range(5):
        house.keys("99999#")
    held = [row.kind for row in house.engine.ledger._loose.values()]
    assert len(held) == 4
    assert "alarm.tamper" in held


def test_people_changed_while_nothing_could_be_kept_are_kept_when_it_can(
    house: PanelOnWires, keeper: HeldKeeper
) -> None:
    changed = add_tag(house.engine.people, Tag(number="0DDBA1", label="green", user="rui"))
    keeper.full = True
    house.engine.change_people(changed, lambda: None)
    assert house.journal.people() != changed
    keeper.full = False
    house.trip("panel_tamper")
    house.wait(1_000)
    assert house.journal.people() == changed


def test_a_second_copy_that_cannot_be_written_is_a_trouble_within_a_minute(
    house: PanelOnWires, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.journal.copy_failure = StorageFull("no room left on the card")
    monkeypatch.setattr(house.journal, "write_copies", lambda: None)
    house.wait(61_000)
    assert house.status()["troubles"] == [{"trouble": "storage", "detail": "second copy"}]
    house.journal.copy_failure = None
    house.wait(61_000)
    assert house.status()["troubles"] == []


class Carrier:
    """Takes rows as commsd does: by its cursors, which it sets back only when it is told to start over."""

    def __init__(self, house: PanelOnWires) -> None:
        self._house = house
        self._cursors = [0, 0]
        self._asked = False
        self.taken: list[str] = []
        house.engine.tell = self._hear
        self._pull()

    def _pull(self) -> None:
        if not self._asked:
            self._asked = True
            self._house.engine.ledger.forget_waiting(self._take)
            self._house.engine.ledger.pull(self._cursors[0], self._cursors[1], 8, self._take)

    def _take(self, rows: Rows) -> None:
        self._asked = False
        for row in rows.rows:
            at = 0 if row.alarm else 1
            self._cursors[at] = max(self._cursors[at], row.n)
            self.taken.append(str(payload(row.jws)["kind"]))
        self._pull()

    def _hear(self, message: Message) -> None:
        if isinstance(message, StartOver):
            self._cursors, self._asked = [0, 0], False
            self._pull()


def test_a_carrier_that_took_rows_from_memory_is_not_deaf_to_the_outbox_when_the_card_is_well(
    house: PanelOnWires, keeper: HeldKeeper
) -> None:
    carrier = Carrier(house)
    keeper.full = True
    house.trip("panel_tamper")
    house.wait(1_000)
    assert carrier.taken.count("alarm.tamper") == 1
    keeper.full = False
    house.secure("panel_tamper")
    house.wait(1_000)
    carrier.taken.clear()
    house.trip("panel_tamper")
    house.wait(1_000)
    assert carrier.taken == ["alarm.tamper"]


@pytest.mark.parametrize("carried_max", [1, 256])
def test_what_was_told_from_memory_survives_a_power_cut_once_the_card_is_well(
    house: PanelOnWires, keeper: HeldKeeper, monkeypatch: pytest.MonkeyPatch, carried_max: int
) -> None:
    monkeypatch.setattr("panel.daemon.ledger.CARRIED_MAX", carried_max)
    keeper.full = True
    house.trip("panel_tamper")
    house.wait(1_000)
    told = {(r["epoch"], r["seq"], r["kind"]) for r in pulled(house)}
    keeper.full = False
    house.wait(61_000)
    assert house.engine.ledger._loose == {}
    assert house.status()["unacked"] == house.journal.count_unacked()
    numbered = house.engine.clerk.epoch
    house.kill()
    house.start()
    kept = [(r["epoch"], r["seq"], r["kind"]) for r in house.reports()]
    assert told <= set(kept)
    assert len(kept) == len(set(kept))
    assert house.engine.clerk.epoch == numbered


def test_a_pull_that_met_a_failing_disk_gets_the_old_rows_when_it_is_well(
    house: PanelOnWires, keeper: HeldKeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: object) -> object:
        raise StorageFailed("the card does not answer")

    with monkeypatch.context() as broken:
        broken.setattr(house.journal, "unacked", fails)
        carrier = Carrier(house)
    assert carrier.taken == []
    house.trip("panel_tamper")
    house.wait(1_000)
    assert {"panel.epoch", "panel.booted", "alarm.tamper"} <= set(carrier.taken)


def test_people_of_yesterday_never_replace_those_who_were_kept_after_them(
    house: PanelOnWires, keeper: HeldKeeper
) -> None:
    older = add_tag(house.engine.people, Tag(number="0DDBA1", label="green", user="rui"))
    newer = add_tag(older, Tag(number="0DDBA2", label="red", user="rui"))
    keeper.full = True
    house.engine.change_people(older, lambda: None)
    keeper.full = False
    house.engine.change_people(newer, lambda: None)
    house.trip("panel_tamper")
    house.wait(1_000)
    assert house.journal.people() == newer


def test_a_hold_up_moves_no_number_that_people_see_whether_the_card_works_or_not(
    house: PanelOnWires, keeper: HeldKeeper
) -> None:
    before = house.status()["unacked"]
    house.trip("panic_button")
    house.wait(1_000)
    assert house.status()["unacked"] == before
    keeper.full = True
    house.secure("panic_button")
    house.wait(1_000)
    told = house.status()["unacked"]
    house.trip("panic_button")
    house.wait(1_000)
    assert [r["kind"] for r in pulled(house)].count("alarm.hold_up") == 2
    assert house.status()["unacked"] == told
