"""Each rule about people notices the bug it is there for."""

from typing import Any

import msgspec
import pytest

from hw_sim.model.family import ADMIN
from hw_sim.model.rules.people import RULES
from panel.core import requests, tags
from panel.core.actions import fire
from panel.core.events import ArmRequested, DisarmRequested, TagPresented
from panel.core.names import Mode, Phase, ReportKind, Source, Status
from panel.core.plan import AreaPlan
from panel.core.reports import Answer
from panel.core.state import Memory
from panel.core.table import Do, Trigger
from panel.core.turn import Cause, Turn
from tests.hw_sim.model.planting import Plant, also, caught, cell, deed, instead, together
from zones.kinds import Level

IDLE, EXIT, ARMED, ENTRY, ALARM = Phase
ARM, DISARM, REFUSE, REPORT = requests.arm, requests.disarm, requests._refuse, Turn.report


def disarms_when_a_door_is_open(turn: Turn, area: int, cause: Cause) -> None:
    """The siren ends over an open door, and the panel gives up."""
    if any(zone.level is Level.OPEN for zone in turn.zones):
        turn.set_area(area, phase=IDLE, mode=Mode.DISARMED, until_ms=None)
    else:
        turn.set_area(area, phase=ARMED, until_ms=None)


GIVES_UP = together(
    cell(ALARM, Trigger.TIME_UP, Do.END_SIREN, ARMED, IDLE), deed(Do.END_SIREN, disarms_when_a_door_is_open)
)


def disarms_and_says_nothing(
    turn: Turn, area: int, actor: str, source: Source, *, cancels: bool = False, duress: bool = False
) -> None:
    fire(turn, area, Trigger.DISARM)


def believes_any_number(turn: Turn, shown: TagPresented) -> None:
    DISARM(turn, DisarmRequested(actor=shown.actor, source=Source.TAG))


def arms_one_by_one(turn: Turn, asked: ArmRequested) -> bool:
    names = asked.areas or tuple(plan.id for plan in turn.plan.areas if plan.id in asked.actor.arm)
    armed = [ARM(turn, msgspec.structs.replace(asked, areas=(name,))) for name in names]
    return all(armed)


def forgets_the_old_mode(turn: Turn, area: int, cause: Cause) -> None:
    turn.set_area(area, old_mode=Mode.DISARMED)


def arms_and_says_nothing(turn: Turn, area: int, cause: Cause) -> None:
    turn.set_area(area, phase=ARMED, until_ms=None, old_mode=Mode.DISARMED, exit=None)


def refuses_and_remembers(turn: Turn, asked: ArmRequested, chosen: list[int], answer: Answer) -> None:
    REFUSE(turn, asked, chosen, answer)
    turn.set_area(0, memory=(Memory(1, ReportKind.INTRUSION, turn.now),))


def takes_everybody_for_the_administrator(turn: Turn, asked: DisarmRequested) -> None:
    DISARM(turn, msgspec.structs.replace(asked, actor=ADMIN))


def answers_twice(turn: Turn, asked: DisarmRequested) -> None:
    DISARM(turn, asked)
    turn.answers.append(Answer(request=asked.request, status=Status.OK))


def tells_nothing_of_wrong_codes(turn: Turn, kind: ReportKind, **fields: Any) -> None:
    if kind is not ReportKind.WRONG_CODE:
        REPORT(turn, kind, **fields)


def never(*_: object, **__: object) -> bool:
    return False


def none_of_them(*_: object, **__: object) -> list[int]:
    return []


def nothing_in_the_way(*_: object, **__: object) -> tuple[int, ...]:
    return ()


def always_granted(*_: object) -> None:
    return None


def anything_that_exists(plan: AreaPlan, asked: ArmRequested) -> bool:
    return asked.mode in plan.modes


PLANTED: list[tuple[str, str, Plant]] = [
    ("only_somebody_entitled_disarms", "pocket", GIVES_UP),
    ("disarming_is_unconditional", "pocket", cell(ALARM, Trigger.DISARM, Do.IGNORE, ALARM)),
    (
        "every_disarm_is_reported_once_with_its_person",
        "pocket",
        instead(requests, "disarm_area", disarms_and_says_nothing),
    ),
    ("a_number_that_can_be_copied_never_disarms_alone", "tags", instead(tags, "tag", believes_any_number)),
    ("a_tag_arms_steps_or_disarms", "tags", instead(tags, "disturbed", none_of_them)),
    ("a_second_tag_in_time_steps_the_mode", "tags", instead(tags, "_mode_after", lambda mode, offered: mode)),
    ("arming_is_all_or_nothing", "door", instead(requests, "arm", arms_one_by_one)),
    (
        "arming_needs_its_rights",
        "rights",
        together(instead(requests, "_refusal", always_granted), instead(requests, "_is_meant", anything_that_exists)),
    ),
    ("weakening_needs_the_right_to_disarm", "modes", instead(requests, "_weakens", never)),
    ("a_change_of_mode_opens_no_gap", "modes", also(Do.BEGIN_EXIT, forgets_the_old_mode)),
    ("nothing_is_armed_over_what_is_in_the_way", "pocket", instead(requests, "in_the_way", nothing_in_the_way)),
    ("what_is_ready_and_entitled_is_armed", "pocket", instead(requests, "disturbed", none_of_them)),
    ("every_arming_is_reported_once_with_its_person", "pocket", deed(Do.END_EXIT, arms_and_says_nothing)),
    ("a_refusal_changes_nothing", "rights", instead(requests, "_refuse", refuses_and_remembers)),
    (
        "an_actor_without_rights_changes_nothing",
        "rights",
        instead(requests, "disarm", takes_everybody_for_the_administrator),
    ),
    ("every_request_gets_exactly_one_answer", "pocket", instead(requests, "disarm", answers_twice)),
    ("a_stranger_is_told_of_and_changes_nothing", "links", instead(Turn, "report", tells_nothing_of_wrong_codes)),
]


@pytest.mark.parametrize(("rule", "member", "plant"), PLANTED, ids=[rule for rule, _, _ in PLANTED])
def test_a_planted_bug_is_noticed_by_its_rule(
    rule: str, member: str, plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch)
    assert caught(member, rule).moves


def test_every_rule_has_its_bug() -> None:
    assert {rule.name for rule in RULES.all} == {rule for rule, _, _ in PLANTED}
