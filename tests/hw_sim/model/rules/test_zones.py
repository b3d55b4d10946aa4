"""Each rule about zones notices the bug it is there for."""

import pytest

from hw_sim.model.rules.zones import RULES
from panel.core import actions, inputs, outputs
from panel.core.alarms import tell_alarm
from panel.core.names import Phase, ReportKind
from panel.core.outputs import Tone
from panel.core.state import Memory, State
from panel.core.table import Do, Trigger
from panel.core.turn import Cause, Turn
from tests.hw_sim.model.planting import Plant, also, caught, cell, deed, instead, nothing
from zones.kinds import Level

IDLE, EXIT, ARMED, ENTRY, ALARM = Phase


def rings_without_being_heard_again(turn: Turn, area: int, cause: Cause) -> None:
    tell_alarm(turn, cause.zone, ReportKind.FIRE, "fire")  # and a silenced siren stays silent


def remembers(turn: Turn, area: int, cause: Cause) -> None:
    turn.set_area(area, memory=(Memory(turn.plan.zones[cause.zone].id, ReportKind.HOLD_UP, turn.now),))


def alarms_next_door_too(turn: Turn, area: int, cause: Cause) -> None:
    turn.set_area(1 - area, tamper=True)


def a_ghost(turn: Turn, area: int, cause: Cause) -> None:
    tell_alarm(turn, 0, ReportKind.INTRUSION, "ghost")


def restores_silently(turn: Turn, zone: int) -> None:
    turn.set_zone(zone, alarms=())


def trips_and_forgets(turn: Turn, zone: int, manner: Level) -> None:
    actions.fire(turn, turn.area_of(zone), inputs._trigger(turn, zone), Cause(zone=zone))


def sounds_for_a_hold_up(state: State) -> Tone:
    shown = any(ReportKind.HOLD_UP in zone.alarms for zone in state.zones)
    return Tone.TROUBLE if shown else Tone.OFF


def remembers_nothing(turn: Turn, area: int, zone: int, kind: ReportKind) -> None:
    pass


PLANTED: list[tuple[str, str, Plant]] = [
    # the four that a panel must never have
    ("a_live_instant_zone_alarms_at_once", "pocket", cell(ENTRY, Trigger.INSTANT, Do.IGNORE, ENTRY)),
    ("a_tamper_is_reported_in_every_phase", "tampers", cell(EXIT, Trigger.TAMPER, Do.IGNORE, EXIT)),
    ("fire_and_hold_up_are_reported_in_every_phase", "pocket", cell(EXIT, Trigger.LIFE, Do.IGNORE, EXIT)),
    ("every_live_zone_that_trips_in_an_alarm_is_reported", "pocket", deed(Do.ADD_ALARM, nothing)),
    # and the others
    ("fire_and_hold_up_are_reported_in_every_phase", "hold-up", cell(EXIT, Trigger.HOLD_UP, Do.IGNORE, EXIT)),
    ("a_live_instant_zone_alarms_at_once", "pocket", cell(EXIT, Trigger.INSTANT, Do.IGNORE, EXIT)),
    ("a_tamper_sounds_as_its_area_and_the_others_stand", "tampers", instead(Turn, "any_armed", lambda self: False)),
    ("a_tamper_in_a_disarmed_house_starts_no_siren", "tampers", instead(Turn, "any_armed", lambda self: True)),
    ("a_fire_rings_fire", "fire", deed(Do.SOUND, rings_without_being_heard_again)),
    ("fire_and_hold_up_touch_no_mode_phase_or_timer", "hold-up", also(Do.TELL_SILENTLY, remembers)),
    ("a_hold_up_shows_nowhere", "hold-up", instead(outputs, "_quiet_tone", sounds_for_a_hold_up)),
    ("a_way_in_starts_entry_or_shortens_it", "doors", deed(Do.SHORTEN_ENTRY, nothing)),
    ("a_follower_follows", "follower", cell(ENTRY, Trigger.FOLLOWER, Do.ALARM, ALARM)),
    ("a_zone_that_is_not_watched_changes_no_area", "modes", cell(ARMED, Trigger.ASLEEP, Do.ALARM, ALARM)),
    ("no_alarm_without_its_cause", "pocket", also(Do.DISARM, a_ghost)),
    (
        "every_alarm_is_restored_once_when_its_zone_is_secure",
        "pocket",
        instead(actions, "tell_restore", restores_silently),
    ),
    ("a_zone_trips_again_only_after_it_was_secure", "pocket", instead(inputs, "_trip", trips_and_forgets)),
    ("a_zone_that_cannot_speak_is_told_once_and_makes_no_siren", "levels", deed(Do.TELL_FAULT, nothing)),
    ("what_happens_in_one_area_changes_no_other", "door", also(Do.ALARM, alarms_next_door_too)),
    ("memory_keeps_every_zone_that_alarmed", "pocket", instead(actions, "remember", remembers_nothing)),
]


@pytest.mark.parametrize(
    ("rule", "member", "plant"), PLANTED, ids=[f"{rule}-{n}" for n, (rule, _, _) in enumerate(PLANTED)]
)
def test_a_planted_bug_is_noticed_by_its_rule(
    rule: str, member: str, plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch)
    assert caught(member, rule).moves


def test_every_rule_has_its_bug() -> None:
    assert {rule.name for rule in RULES.all} == {rule for rule, _, _ in PLANTED}


def test_cut_wires_that_hide_a_fire_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def only_the_last(turn: Turn, zone: int, kind: ReportKind, why: str, *, exit_error: bool = False) -> None:
        turn.set_zone(zone, alarms=(kind,))
        turn.report(kind, area=turn.plan.zones[zone].area, zone=turn.plan.zones[zone].id, why=why)

    monkeypatch.setattr(actions, "tell_alarm", only_the_last)
    assert caught("fire", "every_alarm_is_restored_once_when_its_zone_is_secure").member == "fire"
