"""A bus on a virtual clock answers at once, or not at all."""

from hw_sim.i2c.bus import Bus
from hw_sim.i2c.inline import InlineBus


def test_an_errand_is_done_before_the_question_is_over_and_finds_the_present() -> None:
    moments: list[str] = []
    bus = InlineBus(Bus(), lambda: moments.append("brought up to now"))
    errand = bus.ask(lambda: moments.append("done"))
    assert errand is not None and errand.answer is not None and errand.answer.error is None
    assert moments == ["brought up to now", "done"]
    bus.close()


def test_waiting_takes_time_on_the_bus_and_none_in_the_house() -> None:
    wires = Bus()
    bus = InlineBus(wires, lambda: None)
    bus.pause(0.0014)
    bus.pause(0.0005)
    assert wires.waited_ns == 1_900_000


def test_stuck_it_takes_the_errand_and_ends_it_when_it_comes_loose() -> None:
    bus = InlineBus(Bus(), lambda: None)
    bus.stuck = True
    errand = bus.ask(lambda: 1)
    assert errand is not None
    while_stuck = errand.answer
    bus.come_loose()
    assert while_stuck is None
    assert errand.answer is not None and errand.answer.value == 1
