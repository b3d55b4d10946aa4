from hw_sim.replay.contacts import Contacts, contacts, open_at, open_between
from hw_sim.replay.plain import Active, Planted, Sensor, Span

A, B, CAT = Sensor("A", "PIR", "X"), Sensor("B", "PIR", "X"), Sensor("Cat", "PIR", "X")


def test_sensors_of_one_zone_are_ored_and_spans_that_touch_are_one() -> None:
    recorded = [Active(A, Span(0, 10)), Active(B, Span(5, 20)), Active(A, Span(20, 30)), Active(A, Span(31, 40))]
    assert contacts(recorded, {A: 1, B: 1}, {1: 0}) == {1: (Span(0, 30), Span(31, 40))}


def test_each_zone_has_its_own_delay_and_the_burglar_none() -> None:
    recorded = [Active(A, Span(0, 10)), Active(B, Span(0, 10)), Active(CAT, Span(0, 10))]
    planted = [Planted(2, Span(5, 6), "armed"), Planted(3, Span(8, 9), "armed")]
    assert contacts(recorded, {A: 1, B: 2}, {1: 0, 2: 1}, planted) == {
        1: (Span(0, 10),),
        2: (Span(1, 11),),
        3: (Span(8, 9),),
    }


def test_open_means_from_the_start_until_just_before_the_end() -> None:
    found: Contacts = {1: (Span(10, 20), Span(30, 40))}
    assert [open_at(found, 1, at) for at in (9, 10, 19, 20, 29, 30, 39, 40)] == [
        False,
        True,
        True,
        False,
        False,
        True,
        True,
        False,
    ]
    assert not open_at(found, 2, 15)
    assert open_between(found, 1, 0, 10)
    assert open_between(found, 1, 15, 16)
    assert not open_between(found, 1, 20, 29)
