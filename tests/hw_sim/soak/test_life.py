"""A life is one seed long: everything in order, nothing in one instant that only chance could order."""

from pathlib import Path

from hw_sim.replay import play
from hw_sim.replay.plain import Pin, Tag
from hw_sim.soak.life import DAY, QUIET_MS, any_between, live
from panel.config import load

CONFIG = load(Path(play.__file__).parent / "homes" / "synthetic" / "sereno.toml")


def test_the_same_seed_is_the_same_life() -> None:
    one, again, other = live(CONFIG, 1, 20), live(CONFIG, 1, 20), live(CONFIG, 2, 20)
    assert one == again
    assert one.planted != other.planted


def test_a_month_holds_people_strangers_and_failures() -> None:
    life = live(CONFIG, 3, 60)
    assert {type(act) for act in life.acts} == {Tag, Pin}
    assert {one.story for one in life.planted} == {"life", "glitch"}
    assert min(len(life.restarts), len(life.outages)) > 10
    assert life.cuts
    assert {one.zone for one in life.planted} >= set(range(1, 14))
    assert all(one.span.end_ms - one.span.start_ms == 20 for one in life.planted if one.story == "glitch")


def test_contacts_and_people_never_move_in_one_instant() -> None:
    life = live(CONFIG, 4, 60)
    people = {act.at_ms % 1_000 for act in life.acts}
    assert max(people) < 300 <= min(one.span.start_ms % 1_000 for one in life.planted)
    parts = {zone.id: range(300 + 20 * place, 310 + 20 * place) for place, zone in enumerate(CONFIG.zone)}
    assert all(one.span.start_ms % 1_000 in parts[one.zone] for one in life.planted)


def test_nothing_moves_around_a_restart_and_everything_is_in_order_of_time() -> None:
    life = live(CONFIG, 5, 60)
    moving = sorted([at for one in life.planted for at in one.span] + [act.at_ms for act in life.acts])
    for restart in life.restarts:
        assert not any_between(moving, restart.at_ms - QUIET_MS, restart.at_ms + restart.down_ms + QUIET_MS)
    for instants in ([r.at_ms for r in life.restarts], [c.at_ms for c in life.cuts], [a.at_ms for a in life.acts]):
        assert instants == sorted(instants)
        assert all(at < 70 * DAY for at in instants)


def test_a_moment_in_a_stretch_is_found_at_both_its_ends() -> None:
    assert any_between([5, 9], 5, 6) and any_between([5, 9], 8, 9)
    assert not any_between([5, 9], 6, 8) and not any_between([], 0, 9)
