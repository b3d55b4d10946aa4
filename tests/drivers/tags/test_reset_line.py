"""The line to a reader's reset: high but for a press, and no press of it raises."""

from drivers.tags.reset_line import ResetLine
from hw_sim.pins.factory import SimFactory
from hw_sim.pins.wires import Wires

LINE = 25


def test_it_is_high_from_its_opening_low_while_pressed_and_high_again() -> None:
    wires = Wires(lambda: 0)
    levels: list[bool] = []
    line = ResetLine(LINE, SimFactory(wires))
    wires.observe(lambda gpio, level, at_ns: levels.append(level))
    pressed = [line.pressed]
    assert wires.level(LINE)
    for does in (line.press, line.release):
        does()
        pressed.append(line.pressed)
    assert (pressed, levels) == ([False, True, False], [False, True])
    line.close()


def test_a_line_that_fails_presses_nothing_and_is_no_error() -> None:
    wires = Wires(lambda: 0)
    line = ResetLine(LINE, SimFactory(wires))
    wires.fail(LINE)
    line.press()
    line.release()
    wires.heal(LINE)
    assert wires.level(LINE)
