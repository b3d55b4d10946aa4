"""What a trouble leaves of a frame."""

from hw_sim.rfid.trouble import BENT, NOISY, Fault, Trouble

FRAME, BITS = bytes(range(20)), "01" * 13


def test_without_one_everything_arrives_as_it_was() -> None:
    trouble = Trouble()
    assert (trouble.garbled(FRAME), trouble.garbled_bits(BITS), trouble.is_silent) == (FRAME, BITS, False)


def test_noise_spoils_some_frames_by_a_bit_or_a_byte_and_the_same_ones_each_time() -> None:
    def arrived(seed: int) -> tuple[list[bytes], list[str]]:
        trouble = Trouble(seed)
        trouble.fault = Fault.NOISE
        return [trouble.garbled(FRAME) for _ in range(400)], [trouble.garbled_bits(BITS) for _ in range(400)]

    frames, pulses = arrived(1)
    assert (frames, pulses) == arrived(1)
    spoilt = [frame for frame in frames if frame != FRAME]
    assert 0.5 * NOISY < len(spoilt) / 400 < 1.5 * NOISY
    assert {len(frame) for frame in spoilt} == {19, 20, 21}
    assert {len(bits) for bits in pulses} == {25, 26, 27}


def test_half_is_half_and_the_dead_are_silent() -> None:
    trouble = Trouble()
    trouble.fault = Fault.HALF
    assert (trouble.garbled(FRAME), trouble.garbled_bits(BITS)) == (FRAME[:10], BITS[:13])
    for fault in (Fault.DEAD, Fault.UNPLUG):
        trouble.fault = fault
        assert trouble.is_silent


def test_on_a_bus_with_a_clock_as_many_bytes_arrive_and_a_bit_is_another_or_the_end_is_missing() -> None:
    trouble = Trouble()
    assert trouble.bent(FRAME) == FRAME
    trouble.fault = Fault.NOISE
    arrived = [trouble.bent(FRAME) for _ in range(4_000)]
    spoilt = [frame for frame in arrived if frame != FRAME]
    assert 0.5 * BENT < len(spoilt) / 4_000 < 1.5 * BENT
    for frame in spoilt:
        differ = int.from_bytes(frame, "big") ^ int.from_bytes(FRAME, "big")
        assert len(frame) == len(FRAME) and differ.bit_count() == 1
    trouble.fault = Fault.HALF
    assert trouble.bent(FRAME) == FRAME[:10] + bytes(10)
