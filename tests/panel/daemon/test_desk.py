"""Commands and acknowledgements from afar: one result each, by the rights of the key's actor."""

from typing import Any

import pytest

from comms.documents import AckDoc, Acknowledged, CommandDoc, encode
from comms.envelope import Typ, sign
from comms.keys import Identity, KeyKind, generate
from panel.api import Received
from panel.core.names import Mode
from panel.store.errors import StorageFailed
from tests.support.panel_on_wires import PIN, PanelOnWires


def challenge(house: PanelOnWires) -> str:
    """The challenge in the newest signed state."""
    return str(house.published("state")[-1]["challenge"])


def command(house: PanelOnWires, key: Identity, **changes: Any) -> str:
    """A signed command; arms total unless told otherwise."""
    fields: dict[str, Any] = {
        "v": 1,
        "panel": house.config.panel.id,
        "id": "command-1",
        "challenge": challenge(house),
        "verb": "arm",
        "mode": Mode.TOTAL,
    } | changes
    return sign(key, Typ.COMMAND, encode(CommandDoc(**fields)))


def give(house: PanelOnWires, body: str, *, retained: bool = False) -> None:
    """Delivers a command as the carrier does."""
    house.engine.desk.received(Received(topic="command", body=body, retained=retained))


def results(house: PanelOnWires) -> list[tuple[str, str, str | None]]:
    """Each result so far: id, status, reason."""
    return [(r["id"], r["status"], r.get("reason")) for r in house.published("result")]


def test_a_residents_key_arms_and_disarms(house: PanelOnWires) -> None:
    give(house, command(house, house.user_key))
    assert house.phases() == {"house": "exit", "garage": "exit"}
    give(house, command(house, house.user_key, id="command-2", verb="disarm", mode=None))
    assert house.phases() == {"house": "idle", "garage": "idle"}
    assert results(house) == [("command-1", "ok", None), ("command-2", "ok", None)]
    disarmed = [r for r in house.reports() if r["kind"] == "area.disarmed"]
    assert {(r["actor"], r["source"]) for r in disarmed} == {("rui", "mqtt")}


def test_the_station_may_not_disarm(house: PanelOnWires) -> None:
    house.tag()
    house.wait(61_000)
    give(house, command(house, house.station, verb="disarm", mode=None))
    assert house.phases() == {"house": "armed", "garage": "armed"}
    assert results(house) == [("command-1", "error", "no_permission")]


def test_the_same_command_again_gets_the_same_words_and_does_nothing(house: PanelOnWires) -> None:
    body = command(house, house.user_key)
    give(house, body)
    first = house.published("result")[-1]
    give(house, command(house, house.user_key, id="command-2", verb="disarm", mode=None))
    give(house, body)
    assert house.published("result")[-1] == first
    assert house.phases() == {"house": "idle", "garage": "idle"}


def test_the_same_command_again_does_nothing_also_while_no_result_can_be_kept(
    house: PanelOnWires, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: object) -> object:
        raise StorageFailed("the card does not answer")

    monkeypatch.setattr(house.journal, "commit", fails)
    body = command(house, house.user_key)
    give(house, body)
    assert house.phases()["house"] == "exit"
    house.keys(f"{PIN}#")
    for broken in ("", "result"):
        if broken:
            monkeypatch.setattr(house.journal, broken, fails)
        give(house, body)
        assert house.phases()["house"] == "idle"
    assert results(house) == [("command-1", "ok", None)] * 3


def test_another_command_under_a_used_id_is_invalid(house: PanelOnWires) -> None:
    give(house, command(house, house.user_key))
    give(house, command(house, house.user_key, verb="disarm", mode=None))
    assert results(house)[-1] == ("command-1", "error", "invalid")
    assert house.phases() == {"house": "exit", "garage": "exit"}


def test_an_open_window_is_the_result_of_an_arming_that_cannot_be(house: PanelOnWires) -> None:
    house.trip("living_window")
    give(house, command(house, house.user_key))
    result = house.published("result")[-1]
    window = next(zone.id for zone in house.config.zone if zone.input == "living_window")
    assert (result["status"], result["reason"], result["zones"]) == ("error", "not_ready", [window])


@pytest.mark.parametrize(
    ("changes", "answered"),
    [({"challenge": "of-another-time"}, True), ({"panel": "another"}, True)],
    ids=["an old challenge", "another panel"],
)
def test_a_command_not_meant_for_us_now_is_refused(
    house: PanelOnWires, changes: dict[str, Any], answered: bool
) -> None:
    give(house, command(house, house.user_key, **changes))
    assert house.phases() == {"house": "idle", "garage": "idle"}
    assert results(house) == ([("command-1", "error", "invalid")] if answered else [])


def test_a_strangers_a_broken_and_a_retained_command_are_logged_and_get_no_answer(house: PanelOnWires) -> None:
    give(house, command(house, generate(KeyKind.USER, "stranger")))
    give(house, command(house, house.user_key)[:-3] + "AAA")
    give(house, command(house, house.user_key), retained=True)
    assert results(house) == []
    assert len([line for line in house.logged if "refused" in line]) == 3
    assert house.phases() == {"house": "idle", "garage": "idle"}


def test_the_last_challenge_still_counts_and_the_one_before_does_not(house: PanelOnWires) -> None:
    old = challenge(house)
    house.wait(61_000)
    assert challenge(house) != old
    give(house, command(house, house.user_key, challenge=old))
    house.wait(61_000)
    give(house, command(house, house.user_key, challenge=old, id="command-2"))
    assert results(house) == [("command-1", "ok", None), ("command-2", "error", "invalid")]


def test_results_survive_a_restart(house: PanelOnWires) -> None:
    body = command(house, house.user_key)
    give(house, body)
    first = house.published("result")[-1]
    house.kill()
    house.start()
    give(house, body)
    assert house.published("result")[-1] == first


def test_only_the_stations_word_takes_a_report_out_of_the_outbox(house: PanelOnWires) -> None:
    row = house.journal.unacked(0, 0, 1)[0]
    document = AckDoc(
        v=1,
        panel=house.config.panel.id,
        station="station-1",
        acks=(Acknowledged(epoch=row.epoch, seq=row.seq, digest=row.digest),),
        at_ms=1,
    )
    for key in (house.user_key, generate(KeyKind.STATION, "station-1")):
        house.engine.desk.received(Received(topic="ack", body=sign(key, Typ.ACK, encode(document))))
        assert row in house.journal.unacked(0, 0, 10)
    house.engine.desk.received(Received(topic="ack", body=sign(house.station, Typ.ACK, encode(document))))
    assert row not in house.journal.unacked(0, 0, 10)


def test_the_state_is_renewed_each_minute_and_on_every_change(house: PanelOnWires) -> None:
    before = len(house.published("state"))
    house.wait(10_000)
    assert len(house.published("state")) == before
    house.tag()
    assert [a["phase"] for a in house.published("state")[-1]["areas"]] == ["exit", "exit"]
    after = len(house.published("state"))
    house.wait(180_000)
    assert 3 <= len(house.published("state")) - after <= 5
