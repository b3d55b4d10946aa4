"""What people at a shell tell the panel, and what they are told."""

import json
import re
from typing import Any

import pytest

from panel.api import AddUser, Arm, Chime, Disarm, LeaveOut, LetIn, Order, Reply, StatusWanted, TryOut
from panel.core.events import Actor, ArmRequested, TrialRequested
from panel.core.names import (
    Bypass,
    CodeKind,
    Condition,
    Mode,
    Reason,
    ReportKind,
    RequestKind,
    Role,
    Source,
    Status,
    Trial,
)
from panel.core.reports import Answer
from panel.daemon import console, orders
from tests.panel.daemon.test_hands import GUEST, THREAT, give
from tests.support.panel_on_wires import PIN, PanelOnWires

TOTAL = Arm(pin=PIN, mode=Mode.TOTAL)


def tell(house: PanelOnWires, message: Any) -> Reply:
    replies: list[Reply] = []
    console.handle(house.engine, message, replies.append)
    assert len(replies) == 1
    return replies[0]


def zone_of(house: PanelOnWires, name: str) -> int:
    return next(zone.id for zone in house.config.zone if zone.input == name)


def bypasses(house: PanelOnWires) -> dict[int, str]:
    zones = json.loads(tell(house, StatusWanted()).data)["zones"]
    return {zone["id"]: zone["bypass"] for zone in zones if zone["bypass"]}


def test_the_house_is_armed_and_disarmed_with_a_pin(house: PanelOnWires) -> None:
    assert tell(house, TOTAL) == Reply(ok=True, text="armed total in 60 s: leave now")
    assert house.phases() == {"house": "exit", "garage": "exit"}
    assert tell(house, Disarm(pin=PIN)) == Reply(ok=True, text="disarmed")
    assert house.phases() == {"house": "idle", "garage": "idle"}
    told = [(one["kind"], one.get("source")) for one in house.reports() if one["kind"] == "area.disarmed"]
    assert told == [("area.disarmed", "console"), ("area.disarmed", "console")]


def test_one_area_alone_is_armed_without_an_exit(house: PanelOnWires) -> None:
    order = Arm(pin=PIN, mode=Mode.NIGHT, areas=("garage",), no_exit=True)
    assert tell(house, order) == Reply(ok=True, text="armed night")
    assert house.phases() == {"house": "idle", "garage": "armed"}


def test_what_is_in_the_way_is_named_and_can_be_left_out_once_with_the_token(house: PanelOnWires) -> None:
    house.trip("living_window")
    zone = zone_of(house, "living_window")
    refused = tell(house, TOTAL)
    assert not refused.ok
    token = re.fullmatch(
        rf"not armed, in the way: zone {zone} \(Living room window\); "
        r"to arm all the same, without just these: --force ([0-9a-f]{8}) within 120 s",
        refused.text,
    )
    assert token is not None
    assert house.phases()["house"] == "idle"
    wrong = tell(house, Arm(pin=PIN, mode=Mode.TOTAL, force="00000000"))
    assert not wrong.ok and "in the way" in wrong.text
    refused = tell(house, TOTAL)
    fresh = refused.text.partition("--force ")[2].split()[0]
    assert tell(house, Arm(pin=PIN, mode=Mode.TOTAL, force=fresh)).ok
    assert bypasses(house) == {zone: "once"}
    tell(house, Disarm(pin=PIN))
    assert bypasses(house) == {}


def test_a_zone_is_bypassed_isolated_and_taken_back_in(house: PanelOnWires) -> None:
    zone = zone_of(house, "kitchen_pir")
    once = tell(house, LeaveOut(pin=PIN, zone=zone, bypass=Bypass.ONCE))
    assert once == Reply(ok=True, text=f"zone {zone} is left out until the next disarming")
    isolated = tell(house, LeaveOut(pin=PIN, zone=zone, bypass=Bypass.ISOLATED))
    assert isolated == Reply(ok=True, text=f"zone {zone} is left out until somebody takes it back in")
    assert bypasses(house) == {zone: "isolated"}
    house.kill()
    house.start()
    assert bypasses(house) == {zone: "isolated"}, "kept over a restart"
    assert tell(house, LeaveOut(pin=PIN, zone=zone, bypass=Bypass.NONE)).text == f"zone {zone} counts again"
    assert bypasses(house) == {}


@pytest.mark.parametrize("order", [Bypass.ONCE, Bypass.ISOLATED])
def test_a_hold_up_device_and_a_zone_that_is_not_there_are_never_left_out(house: PanelOnWires, order: Bypass) -> None:
    for zone in (zone_of(house, "panic_button"), 777):
        reply = tell(house, LeaveOut(pin=PIN, zone=zone, bypass=order))
        assert reply.text == "there is no such area, mode or zone, or it can never be left out"
        assert not reply.ok


def test_nothing_is_left_out_or_tried_out_of_a_house_that_is_armed(house: PanelOnWires) -> None:
    tell(house, TOTAL)
    for order in (
        LeaveOut(pin=PIN, zone=zone_of(house, "kitchen_pir"), bypass=Bypass.ONCE),
        TryOut(pin=PIN, trial=Trial.WALK),
    ):
        assert tell(house, order) == Reply(ok=False, text="not while anything there is armed: disarm first")
    assert bypasses(house) == {}


def test_a_walk_test_ends_by_word_and_names_what_nobody_tripped(house: PanelOnWires) -> None:
    assert tell(house, TryOut(pin=PIN, trial=Trial.WALK)) == Reply(ok=True, text="the walk test has begun")
    house.trip("kitchen_pir")
    house.wait(1_000)
    assert tell(house, TryOut(pin=PIN)) == Reply(ok=True, text="the test has ended")
    ended = next(one for one in house.reports() if one["kind"] == "test.ended")
    assert zone_of(house, "kitchen_pir") not in ended["zones"]
    assert zone_of(house, "hall_pir") in ended["zones"]


def test_the_installer_is_let_in_by_the_administrator(house: PanelOnWires) -> None:
    assert tell(house, LetIn(pin=PIN, hours=2)) == Reply(ok=True, text="the installer is let in for 2 h")
    assert tell(house, LetIn(pin=PIN, hours=0)) == Reply(ok=True, text="the installer is let in no longer")
    assert house.kinds()[-2:] == ["installer.consent_given", "installer.consent_ended"]


def test_a_resident_does_what_was_granted_and_nothing_more(house: PanelOnWires) -> None:
    made = tell(house, AddUser(name="Zoe", role="resident", pin=PIN, arm=("house",), modes=("total",)))
    pin = json.loads(made.data)["pin"]
    no = Reply(ok=False, text="this PIN may not do that")
    assert tell(house, LetIn(pin=pin, hours=1)) == no
    assert tell(house, LeaveOut(pin=pin, zone=zone_of(house, "kitchen_pir"), bypass=Bypass.ISOLATED)) == no
    assert tell(house, Arm(pin=pin, mode=Mode.NIGHT)) == no
    assert tell(house, Arm(pin=pin, mode=Mode.TOTAL)).ok
    assert house.phases() == {"house": "exit", "garage": "idle"}


def test_three_wrong_pins_at_the_shell_lock_the_shell_and_not_the_keypad(house: PanelOnWires) -> None:
    wrong = Disarm(pin="00000")
    assert [tell(house, wrong).text for _ in range(4)] == ["nobody has this PIN"] * 3 + [
        "too many wrong codes: nobody is listened to for a while"
    ]
    assert not tell(house, TOTAL).ok
    house.keys(f"A{PIN}#")
    assert house.phases()["house"] == "exit"


def test_chimes_need_no_code(house: PanelOnWires) -> None:
    assert tell(house, Chime(on=False)) == Reply(ok=True, text="chimes are off")
    assert tell(house, Chime(on=True)) == Reply(ok=True, text="chimes are on")


def test_the_code_under_threat_disarms_at_the_shell_as_well_and_says_nothing_there(house: PanelOnWires) -> None:
    give(house, "ana", THREAT, CodeKind.DURESS)
    tell(house, TOTAL)
    assert tell(house, Disarm(pin=THREAT)) == Reply(ok=True, text="disarmed")
    assert house.phases() == {"house": "idle", "garage": "idle"}
    assert house.kinds().count("alarm.duress") == 1


def test_a_one_time_code_is_used_up_at_the_shell_as_at_the_keypad(house: PanelOnWires) -> None:
    give(house, "ana", GUEST, CodeKind.ONE_TIME)
    tell(house, TOTAL)
    assert tell(house, Disarm(pin=GUEST)).ok
    tell(house, TOTAL)
    assert not tell(house, Disarm(pin=GUEST)).ok
    assert house.phases()["house"] == "exit"


# words --------------------------------------------------------------------------------------------

ANA = Actor(id="ana", role=Role.ADMINISTRATOR)


def test_an_order_says_to_the_core_who_by_what_and_over_what() -> None:
    asked = orders.event_of(Arm(pin="1", mode=Mode.TOTAL, silent=True, force="ab"), ANA, "cd")
    assert asked == ArmRequested(
        actor=ANA, source=Source.CONSOLE, mode=Mode.TOTAL, silent=True, force="ab", offer="cd", request="console"
    )
    tried = orders.event_of(TryOut(pin="1", trial=Trial.STATION, minutes=5, named=(ReportKind.FIRE,)), ANA, "")
    assert tried == TrialRequested(
        actor=ANA,
        source=Source.CONSOLE,
        trial=Trial.STATION,
        named=(ReportKind.FIRE,),
        for_ms=300_000,
        request="console",
    )


@pytest.mark.parametrize("condition", Condition)
def test_every_condition_in_the_way_has_words(house: PanelOnWires, condition: Condition) -> None:
    answer = Answer(request="c", status=Status.ERROR, reason=Reason.NOT_READY, conditions=(condition,))
    text = orders.reply_of(TOTAL, answer, house.engine.plan).text
    assert text.startswith("not armed, in the way: ")
    assert text.endswith("; close or bypass what is open, and mend the rest")
    assert condition.value in text or condition is Condition.PATHS


@pytest.mark.parametrize("order", [TOTAL, Disarm(pin="1"), LetIn(pin="1", hours=1)])
@pytest.mark.parametrize("reason", Reason)
def test_every_reason_for_a_no_has_words(house: PanelOnWires, order: Order, reason: Reason) -> None:
    reply = orders.reply_of(order, Answer(request="c", status=Status.ERROR, reason=reason), house.engine.plan)
    assert not reply.ok and len(reply.text) >= len("not now")


def test_a_request_under_way_is_named_with_its_age(house: PanelOnWires) -> None:
    busy = Answer(request="c", status=Status.BUSY, busy=RequestKind.IMAGE, age_ms=12_300)
    reply = orders.reply_of(TOTAL, busy, house.engine.plan)
    assert reply == Reply(ok=False, text="a request is under way (image, for 12 s): try again soon")
