"""Transistors, relays and contacts."""

import pytest

from panel.wiring import switches
from panel.wiring.pen import Part, Pen
from panel.wiring.shapes import Stroke
from tests.support.drawings import collisions, words


def test_a_driver_is_a_base_resistor_one_that_keeps_it_off_and_a_transistor() -> None:
    pen = Pen()
    assert switches.driver(pen, 0, 20) == (30, 14)
    assert pen.parts == {
        (Part.RESISTOR, "1 kΩ 0.25 W"): 1,
        (Part.RESISTOR, "10 kΩ 0.25 W"): 1,
        (Part.TRANSISTOR, "BC337-40"): 1,
    }
    assert collisions(pen.shapes) == []


def test_a_coil_hangs_between_12_v_and_the_collector_with_a_diode_whose_bar_is_at_12_v() -> None:
    pen = Pen()
    switches.coil(pen, (30, 30), "K1", "F3")
    assert words(pen) == ["1N4007", "K1", "12 V F3"]
    assert pen.parts[Part.DIODE, "1N4007"] == pen.parts[Part.RELAY, switches.RELAY] == 1
    bar = next(s for s in pen.shapes if isinstance(s, Stroke) and s.width == 0.6)
    triangle = next(s for s in pen.shapes if isinstance(s, Stroke) and s.closed)
    assert bar.points[0][1] == triangle.points[0][1] < max(y for _, y in triangle.points)  # up, towards the rail
    assert collisions(pen.shapes) == []


@pytest.mark.parametrize("closed", [True, False])
def test_contacts_are_drawn_as_they_are_at_rest(closed: bool) -> None:
    pen = Pen()
    assert switches.contact(pen, 0, 10, closed, "K1") == (10, 10)
    assert switches.contact_down(pen, 20, 0, 8, closed) == (20, 8)
    arms = [s for s in pen.shapes if isinstance(s, Stroke) and s.width == 0.5]
    # Closed, an arm ends at the other side of the gap; open, well beside it.
    assert [arm.points[1] for arm in arms] == ([(7.4, 9), (21, 1.6)] if closed else [(7.4, 7.6), (22.4, 1.6)])


def test_a_change_over_contact_rests_on_its_upper_side() -> None:
    pen = Pen()
    assert switches.changeover_left(pen, 20, 10, "K4") == ((10, 7), (10, 13))
    arm = next(s for s in pen.shapes if isinstance(s, Stroke) and s.width == 0.5)
    assert arm.points == ((17, 10), (12.6, 6.6))
