"""A demo of one's own to measure, and what the benchmarks do with it."""

import pytest

from hw_sim.bench import restarts
from hw_sim.bench.configs import SMOKE, example
from hw_sim.bench.house import BenchError, House, running
from hw_sim.bench.processes import restart


def test_a_house_is_worked_watched_killed_and_gone() -> None:
    with running(example(exit_delay_s=3, entry_delay_a_s=8)) as house:
        assert house.areas()["house"] == ("disarmed", "idle")
        house.act("open", zone=SMOKE)
        assert house.wait_for("siren", "on")["kind"] == "output"
        house.act("close", zone=SMOKE)
        house.until(lambda: house.status()["unacked"] == 0, "everything at the station")
        assert "alarm.fire" in [row["kind"] for row in house.log()]
        from_kill_ms, from_start_ms = restart(house)
        assert 0 < from_start_ms < from_kill_ms < 10_000
        survive_a_kill_in_every_phase(house)
        with pytest.raises(BenchError, match="no verb"):
            house.act("dance")
        data = house.data
    assert not data.exists()


def survive_a_kill_in_every_phase(house: House) -> None:
    """One round of the restart benchmark in each phase: the same state, the siren, and nothing lost or doubled."""
    before = len(house.log())
    done = restarts.rounds(house, 1, seed=3)
    judged = restarts.judge(house, done)
    assert [each.same_state for each in done] == [True] * len(restarts.PHASES)
    assert (judged["lost"], judged["duplicated"]) == (0, 0)
    assert judged["alarms_reported"] == judged["alarms_expected"]
    assert judged["reports"] > before
