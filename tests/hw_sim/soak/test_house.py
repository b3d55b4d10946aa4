"""The panel of the soak: put together as alarmd does it, judged at every step."""

from pathlib import Path
from random import Random

from msgspec.structs import replace

from hw_sim.replay import play
from hw_sim.soak.house import VIOLATIONS_MAX, House
from panel.config import load
from panel.core.events import Event, TagPresented
from panel.core.names import Phase
from panel.core.plan import Plan
from panel.core.state import State
from panel.core.step import Step, step
from panel.daemon import snapshot

CONFIG = load(Path(play.__file__).parent / "homes" / "synthetic" / "sereno.toml")


def phases(house: House) -> list[Phase]:
    return [area.phase for area in house._state.areas]


def passed(house: House, from_ms: int, to_ms: int) -> None:
    while (due := max(house.next_ms(), from_ms)) <= to_ms:
        house.advance(due)


def test_a_break_in_goes_from_the_contact_to_the_station() -> None:
    house = House(CONFIG, Random(1))
    house.act(TagPresented(actor=house.resident), 1_000)
    passed(house, 1_000, 100_000)
    assert phases(house) == [Phase.ARMED, Phase.ARMED]
    house.moves(4, True, 100_000)
    passed(house, 100_000, 101_000)
    assert phases(house)[0] is Phase.ALARM
    house.moves(4, False, 101_000)
    passed(house, 101_000, 400_000)
    assert phases(house)[0] is Phase.ARMED
    kinds = [text.partition('"kind":"')[2].partition('"')[0] for text in house.station.committed.values()]
    assert kinds.count("alarm.intrusion") == kinds.count("restore.intrusion") == 1
    assert (house.events, house.violations, len(house.trace)) == (3, [], 64)


def test_a_restart_goes_on_and_a_timer_that_runs_is_no_rest() -> None:
    house = House(CONFIG, Random(1))
    assert house.is_idle_of_timers()
    house.act(TagPresented(actor=house.resident), 1_000)
    assert not house.is_idle_of_timers()
    passed(house, 1_000, 9_000)
    ends_ms = 1_000 + house.plan.exit_delay_ms
    assert house.is_at_rest(9_000, ends_ms - 1) and not house.is_at_rest(9_000, ends_ms)
    house.restart(9_000, powered=True)
    assert phases(house) == [Phase.EXIT, Phase.EXIT]
    passed(house, 9_000, ends_ms)
    assert phases(house) == [Phase.ARMED, Phase.ARMED]


def test_a_core_that_breaks_rules_is_told_and_not_without_end() -> None:
    def mute(plan: Plan, state: State, event: Event, now_ms: int) -> Step:
        found = step(plan, state, event, now_ms)
        return Step(found.state, tuple(one for one in found.reports if one.zone != 4), found.answers, found.cells)

    house = House(CONFIG, Random(1), core=mute)
    house.act(TagPresented(actor=house.resident), 1_000)
    passed(house, 1_000, 100_000)
    for n in range(30):
        house.moves(4, n % 2 == 0, 100_000 + 1_000 * n)
        passed(house, 100_000 + 1_000 * n, 100_900 + 1_000 * n)
    assert 0 < len(house.violations) <= VIOLATIONS_MAX


def test_a_store_that_forgets_what_is_armed_is_told() -> None:
    def forgetful(plan: Plan, state: State) -> bytes:
        areas = tuple(replace(area, phase=Phase.IDLE, until_ms=None) for area in state.areas)
        return snapshot.encode(plan, replace(state, areas=areas)).replace(b'"mode":"total"', b'"mode":"disarmed"')

    house = House(CONFIG, Random(1), store=forgetful)
    house.act(TagPresented(actor=house.resident), 1_000)
    passed(house, 1_000, 100_000)
    house.restart(100_000, powered=True)
    assert "a restart changed what is armed" in house.violations
