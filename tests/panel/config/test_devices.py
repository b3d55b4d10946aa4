"""What is wired to the computer, as other parts ask for it."""

import pytest

from panel.config.devices import InputConfig


def test_an_input_on_a_converter_has_no_line() -> None:
    assert InputConfig(name="door", pin=5).line == 5
    with pytest.raises(AssertionError, match="input door is on no line"):
        _ = InputConfig(name="door", adc="a", channel=0).line
