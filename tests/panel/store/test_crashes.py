from pathlib import Path

from panel.store.crashes import forget_crashes, must_distrust, note_crash, recent_crashes


def test_three_ends_within_a_minute_distrust_the_state(tmp_path: Path) -> None:
    for at_ms, distrusted in ((1_000, False), (20_000, False), (60_999, True)):
        note_crash(tmp_path, at_ms, "boot-1")
        assert must_distrust(tmp_path, at_ms, "boot-1") is distrusted


def test_three_ends_in_more_than_a_minute_do_not(tmp_path: Path) -> None:
    for at_ms in (1_000, 20_000, 61_001):
        note_crash(tmp_path, at_ms, "boot-1")
    assert recent_crashes(tmp_path, 61_001, "boot-1") == 2


def test_marks_of_another_boot_do_not_count_however_near_their_clock_is(tmp_path: Path) -> None:
    for at_ms in (1_000, 2_000, 3_000):
        note_crash(tmp_path, at_ms, "boot-1")
    assert recent_crashes(tmp_path, 4_000, "boot-2") == 0


def test_marks_later_than_now_do_not_count(tmp_path: Path) -> None:
    note_crash(tmp_path, 90_000)
    assert recent_crashes(tmp_path, 5_000) == 0


def test_counting_begins_anew_once_forgotten(tmp_path: Path) -> None:
    for _ in range(3):
        note_crash(tmp_path, 1_000)
    forget_crashes(tmp_path)
    forget_crashes(tmp_path)
    assert recent_crashes(tmp_path, 1_000) == 0


def test_torn_and_strange_lines_are_no_marks(tmp_path: Path) -> None:
    (tmp_path / "crashes").write_bytes(b"1000 -\n\xff\xfe\n12\n-5 -\n1000 - -\n1001 -")
    assert recent_crashes(tmp_path, 1_001) == 2


def test_a_dying_process_that_cannot_write_its_mark_dies_of_its_own_error(tmp_path: Path) -> None:
    nowhere = tmp_path / "no" / "such" / "folder"
    note_crash(nowhere, 1_000)
    forget_crashes(nowhere)
    assert recent_crashes(nowhere, 1_000) == 0


def test_the_file_of_marks_stays_small(tmp_path: Path) -> None:
    for at_ms in range(1_000):
        note_crash(tmp_path, at_ms, "6f2a1c64-0000-4000-8000-000000000000")
    assert (tmp_path / "crashes").stat().st_size < 4_200
    assert must_distrust(tmp_path, 999, "6f2a1c64-0000-4000-8000-000000000000")
