from itertools import pairwise

import pytest

from drivers.tags.wiegand import WiegandFrame, encode
from hw_sim.pins.devices import Contact, MatrixWires, WiegandSender
from hw_sim.pins.netlist import Bias, Setting
from hw_sim.pins.wires import Wires
from panel.config.model import Pull
from zones.wiring import Wiring

ROWS, COLUMNS = (5, 6, 13, 19), (12, 16, 20, 21)


@pytest.mark.parametrize(
    ("wiring", "pull", "secure", "tripped", "cut"),
    [
        (Wiring.NC, Pull.UP, False, True, True),
        (Wiring.NO, Pull.UP, True, False, True),
        (Wiring.NC, Pull.DOWN, True, False, False),
        (Wiring.NO, Pull.DOWN, False, True, False),
    ],
)
def test_a_contact_is_a_switch_away_from_its_pull(
    wiring: Wiring, pull: Pull, secure: bool, tripped: bool, cut: bool
) -> None:
    wires = Wires(lambda: 0)
    wires.configure(17, Setting(pull=Bias(pull.value)))
    contact = Contact(wires, 17, wiring, pull)
    levels = [wires.level(17)]
    for act in (contact.trip, contact.cut, contact.secure):
        act()
        levels.append(wires.level(17))
    assert levels == [secure, tripped, cut, secure]


def test_a_key_joins_one_row_with_one_column() -> None:
    wires = Wires(lambda: 0)
    pad = MatrixWires(wires, ROWS, COLUMNS)
    pad.press("8")
    pad.press("A")
    assert wires.netlist.joints == {(13, 16), (5, 21)}
    pad.release("8")
    pad.release("A")
    assert wires.netlist.joints == set()


@pytest.mark.parametrize("key", ["", "12", "E", " "])
def test_a_key_that_is_not_there_cannot_be_pressed(key: str) -> None:
    with pytest.raises(ValueError, match=r"no key '.*' on the keypad; it has 1 2 3 A"):
        MatrixWires(Wires(lambda: 0), ROWS, COLUMNS).press(key)


def test_a_tag_is_pulses_of_50_us_every_2_ms_that_end_now() -> None:
    wires = Wires(lambda: 1_000_000_000)
    sender = WiegandSender(wires, 23, 24)
    edges: list[tuple[int, bool, int]] = []
    wires.observe(lambda line, level, at_ns: edges.append((line, level, at_ns)))
    frame = WiegandFrame(26, 0x1A2B3C)
    sender.present(frame)
    falls, rises = edges[::2], edges[1::2]
    assert [line - 23 for line, level, _ in falls if not level] == list(encode(frame))
    assert [(line, at_ns + 50_000) for line, _, at_ns in falls] == [(line, at_ns) for line, _, at_ns in rises]
    assert {later[2] - earlier[2] for earlier, later in pairwise(falls)} == {2_000_000}
    assert rises[-1] == (falls[-1][0], True, 1_000_000_000)
