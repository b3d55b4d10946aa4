"""A scan over an expander: what it puts on the pins, and which answers it believes."""

from itertools import combinations, product
from random import Random

import pytest

from drivers.errors import ExpanderError
from drivers.keypads.expander_matrix import ExpanderMatrix, Garbled, Wiring, cells_of
from drivers.keypads.matrix import Cell, ghosted
from drivers.keypads.pcf8574 import Pcf8574
from hw_sim.i2c.bus import Bus
from hw_sim.i2c.keys import Keys

USUAL = Wiring((0, 1, 2, 3), (4, 5, 6, 7))
TURNED = Wiring((7, 5, 3, 1), (0, 2, 4, 6))
CELLS = [(row, column) for row in range(4) for column in range(4)]


class Listening(Bus):
    """A bus that writes down what goes over it."""

    def __init__(self, keys: Keys) -> None:
        super().__init__()
        self.chips[0x20] = keys.chip
        self.went: list[str] = []

    def transfer(self, address: int, out: bytes, count: int) -> bytes:
        given = super().transfer(address, out, count)
        self.went.append(f"w {out.hex()}" if out else f"r {given.hex()}")
        return given


def matrix(keys: Keys, wiring: Wiring = USUAL) -> tuple[ExpanderMatrix, Listening]:
    bus = Listening(keys)
    return ExpanderMatrix(Pcf8574(bus, 0x20), wiring, "keys"), bus


def test_an_expander_that_has_just_got_its_supply_is_put_to_rest_and_then_read_with_one_transfer() -> None:
    pad, bus = matrix(Keys())
    assert pad.pressed(scan=False) == frozenset()
    assert bus.went == ["r ff", "w f0", "r f0"]
    bus.went.clear()
    assert pad.pressed(scan=False) == frozenset()
    assert bus.went == ["r f0"]


def test_a_low_column_is_scanned_at_once_with_one_row_sunk_after_the_other() -> None:
    keys = Keys()
    pad, bus = matrix(keys)
    pad.pressed(scan=False)
    keys.press("6")
    bus.went.clear()
    assert pad.pressed(scan=False) == {(1, 2)}
    assert bus.went == [
        "r b0",
        *("w ff", "r ff"),
        *("w fe", "r fe", "w fd", "r bd", "w fb", "r fb", "w f7", "r f7"),
        *("w f0", "r b0"),
    ]


def test_every_scan_ends_at_rest_with_int_high_also_where_pins_are_slow() -> None:
    for slow in (False, True):
        keys = Keys()
        keys.chip.__init__(keys, slow=slow)  # type: ignore[misc] # the same chip on a longer cable
        pad, _ = matrix(keys)
        keys.press("0")
        assert pad.pressed(scan=True) == {(3, 1)}
        assert (keys.chip.latch, keys.chip.interrupts) == (0xF0, False)
        keys.release("0")
        assert keys.chip.interrupts


@pytest.mark.parametrize("wiring", [USUAL, TURNED], ids=["usual", "turned"])
def test_any_one_or_two_keys_are_read_as_they_are_on_any_bits(wiring: Wiring) -> None:
    for pressed in [*combinations(CELLS, 1), *combinations(CELLS, 2)]:
        keys = Keys(wiring.rows, wiring.columns)
        for row, column in pressed:
            keys.move(row, column, True)
        assert matrix(keys, wiring)[0].pressed(scan=True) == set(pressed)


def test_any_three_keys_are_read_as_they_are_or_as_a_ghost_that_nobody_believes() -> None:
    for pressed in combinations(CELLS, 3):
        keys = Keys()
        for row, column in pressed:
            keys.move(row, column, True)
        found = matrix(keys)[0].pressed(scan=True)
        assert found == set(pressed) or (found > set(pressed) and ghosted(found))


@pytest.mark.parametrize("pin", range(8))
def test_a_shorted_line_is_named_and_is_no_key(pin: int) -> None:
    keys = Keys()
    keys.ground(pin)
    pad, _ = matrix(keys)
    with pytest.raises(ExpanderError, match=rf"^keys: P{pin} of the expander is low with no row driven; it should"):
        pad.pressed(scan=True)
    assert keys.chip.latch == 0xF0
    keys.ground()
    assert pad.pressed(scan=True) == frozenset()


def test_a_chip_whose_rows_do_not_go_low_is_no_expander_of_ours() -> None:
    bus = Bus()
    bus.chips[0x20] = Constant(0xFF)
    pad = ExpanderMatrix(Pcf8574(bus, 0x20), USUAL, "keys")
    for scan in (False, True):
        with pytest.raises(Garbled, match="keys: the expander's port reads 0xFF"):
            pad.pressed(scan=scan)


class Constant:
    """Answers the same to everything."""

    def __init__(self, port: int) -> None:
        self.port = port

    def transfer(self, out: bytes, count: int) -> bytes:
        return bytes([self.port] * count)


def test_whatever_keys_can_bring_about_is_believed_and_nothing_else() -> None:
    """All patterns of two rows and two columns against all answers to them: 65,536 pairs of readings."""
    possible = {}
    corner = [(row, column) for row in range(2) for column in range(2)]
    for count in range(5):
        for pressed in combinations(corner, count):
            keys = Keys()
            for row, column in pressed:
                keys.move(row, column, True)
            readings = []
            for port in (0xFE, 0xFD, 0xFB, 0xF7):
                keys.chip.transfer(bytes([port]), 0)
                readings.append(keys.chip.transfer(b"", 1)[0])
            possible[tuple(readings[:2])] = pressed
    believed = {}
    for pair in product(range(256), repeat=2):
        try:
            believed[pair] = cells_of([*pair, 0xFB, 0xF7], USUAL)
        except Garbled:
            continue
    assert set(possible) == {pair for pair, cells in believed.items() if cells <= set(corner)}


def test_of_a_hundred_thousand_random_answers_none_is_believed() -> None:
    random, believed = Random(8574), list[frozenset[Cell]]()
    for _ in range(100_000):
        try:
            believed.append(cells_of(random.randbytes(4), USUAL))
        except Garbled:
            continue
    assert believed == []
