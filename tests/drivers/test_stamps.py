import pytest

from drivers.stamps import STAMP_AGE_S_MAX, now_ms, stamp_ms
from tests.support.pin_bench import PinBench


def test_the_clock_is_the_factory_s_in_whole_milliseconds() -> None:
    bench = PinBench(start_ms=1234)
    assert now_ms(bench.factory()) == 1234
    bench.now_ns += 999_900
    assert now_ms(bench.factory()) == 1234


def test_no_millisecond_is_lost_in_a_float() -> None:
    bench = PinBench(start_ms=100_000)
    assert [stamp_ms(bench.factory(), ms / 1000) for ms in range(95_000, 100_001)] == list(range(95_000, 100_001))


@pytest.mark.parametrize("ticks", [100.001, 1_700_000_000.0, 100.0 - STAMP_AGE_S_MAX - 0.1, 0.0])
def test_a_stamp_of_another_clock_is_replaced_by_now(ticks: float) -> None:
    assert stamp_ms(PinBench(start_ms=100_000).factory(), ticks) == 100_000
