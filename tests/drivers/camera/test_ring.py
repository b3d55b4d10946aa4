"""The frames of the last seconds: the newest, in order, and only those."""

from drivers.camera.ring import Frame, Ring


def _filled(*stamps: int, size: int = 3) -> Ring:
    ring = Ring(size, 1_000)
    for at_ms in stamps:
        ring.add(Frame(at_ms, str(at_ms).encode()))
    return ring


def _stamps(ring: Ring, moment_ms: int) -> list[int]:
    return [frame.at_ms for frame in ring.before(moment_ms)]


def test_it_holds_the_newest_and_drops_the_oldest() -> None:
    ring = _filled(1_000, 2_000, 3_000, 4_000)
    assert len(ring) == 3
    assert _stamps(ring, 4_100) == [2_000, 3_000, 4_000]


def test_a_frame_of_after_the_moment_is_none_of_before() -> None:
    assert _stamps(_filled(1_000, 2_000, 3_000), 2_500) == [1_000, 2_000]


def test_what_was_seen_before_the_camera_hung_for_a_minute_is_not_from_before_the_alarm() -> None:
    assert _stamps(_filled(1_000, 2_000, 3_000), 63_000) == []


def test_the_frames_of_a_burst_do_not_push_the_seconds_before_out() -> None:
    assert _stamps(_filled(1_000, 2_000, 2_200, 2_400, 3_000), 3_000) == [1_000, 2_000, 3_000]


def test_the_next_one_is_wanted_a_gap_after_the_last_and_the_first_one_at_once() -> None:
    assert _filled().due_ms(500) == 500
    assert _filled(1_000).due_ms(1_100) == 2_000


def test_cleared_it_knows_nothing_and_a_ring_of_none_never_does() -> None:
    ring = _filled(1_000)
    ring.clear()
    assert _stamps(ring, 1_000) == []
    assert _stamps(_filled(1_000, size=0), 1_000) == []
