"""Each rule about codes, forcing, requests and tests notices the bug it is there for."""

import pytest

from hw_sim.model.rules.desk import RULES
from panel.core import alarms, forcing, locks, requests, slot, tags, trials
from panel.core.events import DisarmRequested, RequestEnded
from panel.core.names import ReportKind, Source, Status
from panel.core.reports import Answer
from panel.core.state import Lock, State
from panel.core.turn import Turn
from tests.hw_sim.model.planting import Plant, caught, instead
from tests.hw_sim.model.rules.test_counting import nothing_at_all, silent_about

DISARM = requests.disarm


def takes_all_means_for_one(state: State, source: Source) -> Lock:
    return state.locks[0] if state.locks else Lock(source=source)


def locks_everything(state: State, source: Source) -> bool:
    return any(lock.until_ms is not None for lock in state.locks)


def makes_them_wait(turn: Turn, asked: DisarmRequested) -> None:
    if turn.rest.slot is None:
        DISARM(turn, asked)
    else:
        turn.answers.append(Answer(request=asked.request, status=Status.BUSY))


def always_ends_well(turn: Turn, ended: RequestEnded) -> None:
    if turn.rest.slot is not None and turn.rest.slot.id == ended.id:
        slot._free(turn, Status.OK, None)


def always(*_: object, **__: object) -> bool:
    return True


def never(*_: object, **__: object) -> bool:
    return False


FAR = "asked from afar"

PLANTED: list[tuple[str, str, Plant]] = [
    ("wrong_codes_lock_their_own_means_and_no_other", "links", instead(locks, "_lock_of", takes_all_means_for_one)),
    ("while_locked_right_and_wrong_are_answered_alike", "codes", instead(requests, "is_locked", never)),
    ("a_day_of_wrong_codes_is_a_tamper_once", "links", silent_about(ReportKind.TAMPER_CODE)),
    ("a_lock_stops_no_tag", "codes", instead(requests, "is_locked", locks_everything)),
    ("a_disabled_tag_does_nothing_and_a_watched_one_is_told", "links", instead(tags, "tag", tags._work)),
    ("forcing_leaves_out_exactly_what_was_shown", "forced", instead(requests, "leave_out", nothing_at_all)),
    ("an_offer_is_made_to_whoever_may_force_all_of_it", "forced", instead(forcing, "_is_forceable", always)),
    ("an_offer_does_not_outlive_what_it_was_about", "forced", instead(forcing, "void", nothing_at_all)),
    (
        "nothing_of_the_panel_itself_is_armed_over_in_silence",
        "forced",
        instead(requests, "conditions_in_the_way", lambda *_: ()),
    ),
    ("every_request_ends_once", FAR, instead(slot, "time_out", lambda turn: turn.set(slot=None))),
    ("one_request_from_afar_at_a_time", FAR, instead(requests, "busy", nothing_at_all)),
    ("a_disarm_never_waits_for_a_request", FAR, instead(requests, "disarm", makes_them_wait)),
    (
        "what_is_done_in_the_house_supersedes_what_was_asked_from_afar",
        FAR,
        instead(requests, "supersede", nothing_at_all),
    ),
    ("a_request_ends_as_it_must", FAR, instead(slot, "end", always_ends_well)),
    ("no_camera_looks_at_people_at_home", FAR, instead(slot, "_is_private", never)),
    ("only_a_camera_that_is_there_is_asked", FAR, instead(slot, "_is_there", always)),
    ("nothing_is_tried_out_while_armed", "tests", instead(trials, "may", always)),
    ("a_test_is_told_when_it_begins_and_ends", "tests", silent_about(ReportKind.TRIAL_ENDED)),
    ("only_what_a_test_covers_is_flagged", "tests", instead(alarms, "TO_BE_NAMED", frozenset())),
    ("the_installer_is_in_only_by_consent", "tests", instead(trials, "may", always)),
]


@pytest.mark.parametrize(("rule", "member", "plant"), PLANTED, ids=[rule for rule, _, _ in PLANTED])
def test_a_planted_bug_is_noticed_by_its_rule(
    rule: str, member: str, plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch)
    assert caught(member, rule).moves


def test_a_request_that_pushes_another_out_is_noticed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slot, "_occupied", nothing_at_all)
    assert caught(FAR, "one_request_from_afar_at_a_time").moves


def test_every_rule_has_its_bug() -> None:
    assert {rule.name for rule in RULES.all} == {rule for rule, _, _ in PLANTED}
