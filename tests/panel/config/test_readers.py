"""A reader's own lines, by its kind."""

from panel.config.readers import ReaderConfig, ReaderKind, wiegand_lines


def test_its_lines_are_those_that_it_shares_with_nobody() -> None:
    assert ReaderConfig(name="r", d0=24, d1=25).lines == (24, 25)
    chip = ReaderConfig(name="r", kind=ReaderKind.PN532, i2c_bus=1)
    assert chip.lines == ()
    assert ReaderConfig(name="r", kind=ReaderKind.PN532, port="/dev/serial0", reset_pin=17).lines == (17,)


def test_the_two_data_lines_of_a_wiegand_reader() -> None:
    assert wiegand_lines(ReaderConfig(name="r", d0=24, d1=25)) == (24, 25)
