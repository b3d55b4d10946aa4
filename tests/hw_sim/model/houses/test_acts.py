"""What people do in the houses of the walk is what its words say."""

from hw_sim.model.family import ADMIN, ANNEX, HOUSE
from hw_sim.model.houses.acts import AT_ONCE, IN_AND_OUT, UNDER_DURESS, asks, bypass, due, trial, window
from panel.core.events import ArmRequested, DisarmRequested
from panel.core.names import Bypass, Mode, ReportKind, RequestKind, Source, Trial
from zones.kinds import Kind


def test_a_window_is_instant_in_total_and_differs_only_where_it_is_said() -> None:
    plain = window(4)
    assert (plain.id, plain.area, plain.kind, plain.modes) == (4, HOUSE, Kind.INSTANT, (Mode.TOTAL,))
    odd = window(5, ANNEX, swinger_limit=1)
    assert (odd.area, odd.swinger_limit, odd.kind) == (ANNEX, 1, Kind.INSTANT)


def test_each_act_says_who_asks_for_what_by_which_means() -> None:
    assert (bypass(ADMIN, 3, Bypass.ONCE).zone, bypass(ADMIN, 3, Bypass.ONCE).bypass) == (3, Bypass.ONCE)
    tried = trial(ADMIN, Trial.WALK, ReportKind.FIRE)
    assert (tried.actor, tried.trial, tried.named) == (ADMIN, Trial.WALK, (ReportKind.FIRE,))
    asked = asks(RequestKind.CLIP, "c1")
    assert (asked.kind, asked.id, asked.source) == (RequestKind.CLIP, "c1", Source.WEB)


def test_a_programme_is_named_by_what_it_does() -> None:
    assert (due(Mode.NIGHT, 7).programme, due(Mode.NIGHT, 7).due_utc_ms) == ("to night", 7)
    assert (due(Mode.TOTAL, 7, remind=True).programme, due(Mode.TOTAL, 7, remind=True).remind) == ("reminder", True)


def test_houses_are_left_and_come_home_to_with_and_without_an_exit_and_under_duress() -> None:
    for acts, no_exit in ((IN_AND_OUT, False), (AT_ONCE, True)):
        armed, disarmed = acts
        assert isinstance(armed, ArmRequested) and isinstance(disarmed, DisarmRequested)
        assert armed.no_exit is no_exit
    assert all(isinstance(act, ArmRequested | DisarmRequested) and act.duress for act in UNDER_DURESS)
