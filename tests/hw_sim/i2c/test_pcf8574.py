"""The simulated expander, held to what the sheets of NXP and TI say of it."""

from hw_sim.i2c.pcf8574 import Pcf8574Chip


class Wired:
    """Pins that something outside holds low."""

    def __init__(self) -> None:
        self.low = 0

    def levels(self, sunk: int) -> int:
        return ~(sunk | self.low) & 0xFF


def told(chip: Pcf8574Chip) -> list[bool]:
    heard: list[bool] = []
    chip.on_int = heard.append
    return heard


def test_at_power_on_every_pin_is_an_input_held_high() -> None:
    chip = Pcf8574Chip()
    assert (chip.transfer(b"", 1), chip.latch, chip.interrupts) == (b"\xff", 0xFF, False)


def test_a_zero_sinks_and_a_one_lets_the_outside_decide() -> None:
    outside = Wired()
    chip = Pcf8574Chip(outside)
    chip.transfer(b"\xf0", 0)
    assert chip.transfer(b"", 1) == b"\xf0"
    outside.low = 0x81
    assert chip.transfer(b"", 1) == b"\x70"


def test_each_byte_of_one_transfer_goes_to_the_pins_in_its_order() -> None:
    chip, seen = Pcf8574Chip(), list[int]()
    chip.on_port = seen.append
    chip.transfer(bytes([0x08, 0x0C, 0x08]), 0)
    assert seen == [0x08, 0x0C, 0x08]
    assert chip.transfer(b"", 3) == b"\x08\x08\x08"


def test_int_goes_low_on_any_change_and_high_when_the_port_is_read() -> None:
    outside = Wired()
    chip = Pcf8574Chip(outside)
    heard = told(chip)
    outside.low = 0x10
    chip.settle()
    assert (chip.interrupts, heard) == (True, [True])
    assert chip.transfer(b"", 1) == b"\xef"
    assert (chip.interrupts, heard) == (False, [True, False])
    outside.low = 0
    chip.settle()
    assert heard == [True, False, True]


def test_int_goes_high_when_the_pins_return_to_what_they_were() -> None:
    outside = Wired()
    chip = Pcf8574Chip(outside)
    heard = told(chip)
    for low in (0x10, 0):
        outside.low = low
        chip.settle()
    assert heard == [True, False]


def test_a_write_resets_int_and_what_it_moves_itself_is_told_only_where_pins_are_slow() -> None:
    for slow in (False, True):
        outside = Wired()
        chip = Pcf8574Chip(outside, slow=slow)
        outside.low = 0x10
        chip.settle()
        chip.transfer(b"\xff", 0)
        assert not chip.interrupts
        chip.transfer(b"\xfe", 0)
        assert chip.interrupts is slow
        chip.transfer(b"", 1)
        assert not chip.interrupts


def test_after_a_loss_of_supply_int_tells_of_pins_that_are_held_low() -> None:
    outside = Wired()
    chip = Pcf8574Chip(outside)
    chip.transfer(b"\xf0", 0)
    chip.loses_its_supply()
    assert (chip.latch, chip.interrupts) == (0xFF, False)
    outside.low = 0x02
    chip.loses_its_supply()
    assert chip.interrupts
