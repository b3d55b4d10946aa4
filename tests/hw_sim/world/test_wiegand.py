"""The world's reader and the panel's decoder read one description the same way."""

import pytest

from drivers.wiegand import WiegandFrame, decode
from hw_sim.world.actions import DataPulled
from hw_sim.world.errors import BadRequest
from hw_sim.world.wiegand import BIT_MS, PULSE_MS, burst, frame


@pytest.mark.parametrize("tag", ["000000", "FFFFFF", "C0FFEE", "000001", "800000", "DEADBEEF", "00000000"])
def test_the_panels_decoder_understands_every_frame(tag: str) -> None:
    bits = tuple(int(bit) for bit in frame(tag))
    decoded = decode(bits)
    assert isinstance(decoded, WiegandFrame)
    assert (decoded.tag, decoded.bits) == (tag, len(bits))


def test_a_zero_pulls_the_first_line_and_a_one_the_second() -> None:
    pulses = burst("000001", 24, 25, 1_000)
    assert [each.action for each in pulses[:2]] == [DataPulled(24, True), DataPulled(24, False)]
    lows = [each for each in pulses if isinstance(each.action, DataPulled) and each.action.low]
    assert [each.at_ms - 1_000 for each in lows] == [n * BIT_MS for n in range(26)]
    assert all(after.at_ms - low.at_ms == PULSE_MS for low, after in zip(pulses[::2], pulses[1::2], strict=True))


@pytest.mark.parametrize("tag", ["", "C0FFE", "C0FFEEEE1", "c0ffee", "XYZXYZ"])
def test_a_number_that_is_none_is_refused(tag: str) -> None:
    with pytest.raises(BadRequest, match="6 or 8 upper-case hexadecimal digits"):
        frame(tag)
