"""Each rule about what is left out, counted and muted notices the bug it is there for."""

from typing import Any

import pytest

from hw_sim.model.rules.counting import RULES
from panel.core import actions, alarms, bypasses, calls, inputs, outputs, requests
from panel.core.actions import fire
from panel.core.names import Bypass, ReportKind
from panel.core.state import Sound
from panel.core.table import Do, Trigger
from panel.core.turn import Cause, Turn
from tests.hw_sim.model.planting import Plant, also, caught, deed, instead
from zones.kinds import Level

REPORT, JUDGE, RING = Turn.report, inputs._judge_reading, alarms.ring


def silent_about(*kinds: ReportKind) -> Plant:
    """Nothing of these kinds is told."""

    def report(turn: Turn, kind: ReportKind, **fields: Any) -> None:
        if kind not in kinds:
            REPORT(turn, kind, **fields)

    return instead(Turn, "report", report)


def lifts_every_bypass(turn: Turn, area: int, cause: Cause) -> None:
    for zone in turn.zones_of(area):
        turn.set_zone(zone, bypass=Bypass.NONE)


def rings_for_ever(turn: Turn, zone: int) -> bool:
    RING(turn, zone)
    return True


def warms_up_for_fun(turn: Turn, area: int, cause: Cause) -> None:
    turn.set_zone(0, warm_until_ms=turn.now + 1)


def tells_and_does_not_sound(turn: Turn, area: int, cause: Cause) -> None:
    alarms.tell_alarm(turn, cause.zone, alarms.sounding_zone(turn, cause), "")


def falls_silent_at_any_restore(turn: Turn, restored: ReportKind) -> None:
    turn.set(latches=())


def chimes_always(turn: Turn, zone: int) -> None:
    turn.set(chime_until_ms=turn.now + 1)


def turns_at_a_cut_wire(turn: Turn, zone: int, level: Level) -> None:
    JUDGE(turn, zone, level)
    if level is Level.TAMPER:
        turn.switched = zone


def disarms_for_help(turn: Turn, kind: ReportKind, *, by_hand: bool = False) -> None:
    for area in range(len(turn.areas)):
        fire(turn, area, Trigger.DISARM)


def nothing_at_all(*_: object, **__: object) -> None:
    pass


PLANTED: list[tuple[str, str, Plant]] = [
    ("what_is_left_out_makes_no_alarm", "left out", instead(inputs, "is_left_out", lambda zone: False)),
    (
        "a_zone_is_left_out_only_by_somebody_entitled_or_by_its_own_chatter",
        "left out",
        silent_about(ReportKind.BYPASSED),
    ),
    ("a_bypass_lasts_as_long_as_it_was_meant_to", "left out", also(Do.BEGIN_EXIT, lifts_every_bypass)),
    ("a_disarm_takes_every_zone_in_again", "left out", instead(requests, "end_period", nothing_at_all)),
    ("a_bypass_needs_its_right_and_an_idle_area", "left out", instead(bypasses, "may", lambda *_: True)),
    ("what_never_sleeps_speaks_when_it_is_in_again", "left out", instead(inputs, "reconsider", nothing_at_all)),
    ("a_zone_that_alarms_too_often_is_muted_and_says_so", "swinger", silent_about(ReportKind.SWINGER)),
    ("counts_begin_anew_with_an_arming_period", "swinger", instead(requests, "end_period", nothing_at_all)),
    ("a_zone_starts_so_many_sirens_and_no_more", "swinger", instead(actions, "ring", rings_for_ever)),
    ("a_sensor_warms_up_after_a_power_loss_only", "warming up", also(Do.BEGIN_EXIT, warms_up_for_fun)),
    ("a_warm_sensor_that_sees_somebody_alarms", "warming up", instead(inputs, "reconsider", nothing_at_all)),
    ("silence_is_suspect_only_while_disarmed", "silence", silent_about(ReportKind.ZONE_INACTIVE)),
    ("each_kind_sounds_as_itself", "helping", deed(Do.SOUND, tells_and_does_not_sound)),
    (
        "water_and_its_like_never_reach_the_street",
        "helping",
        instead(outputs, "_OUTSIDE", (*outputs._OUTSIDE, Sound.TECHNICAL)),
    ),
    ("a_sound_ends_by_a_code_its_end_or_its_time", "helping", instead(alarms, "_unlatch", falls_silent_at_any_restore)),
    ("a_call_for_help_is_heard_at_once_whatever_goes_on", "helping", instead(calls, "latch", nothing_at_all)),
    ("a_chime_is_heard_by_those_at_home_only", "silence", instead(inputs, "_note", chimes_always)),
    (
        "a_keyswitch_works_by_being_turned_and_by_nothing_else",
        "keyswitch",
        instead(inputs, "_judge_reading", turns_at_a_cut_wire),
    ),
    (
        "a_keyswitch_works_by_being_turned_and_by_nothing_else",
        "keyswitch",
        instead(inputs, "is_left_out", lambda zone: False),
    ),
    ("help_and_bypass_disarm_nothing", "helping", instead(calls, "latch", disarms_for_help)),
]


@pytest.mark.parametrize(("rule", "member", "plant"), PLANTED, ids=[rule for rule, _, _ in PLANTED])
def test_a_planted_bug_is_noticed_by_its_rule(
    rule: str, member: str, plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch)
    assert caught(member, rule).moves


def test_every_rule_has_its_bug() -> None:
    assert {rule.name for rule in RULES.all} == {rule for rule, _, _ in PLANTED}
