from pathlib import Path

import pytest

from panel.store.copy import HEADER_BYTES, SLOT_ROOM_BYTES, CopyPair, Slot, decode, encode
from panel.store.errors import StorageBroken, StorageRuined

OLD = b"armed, as it was before" * 7
NEW = b"disarmed, as it shall be" * 9


def pair(folder: Path) -> CopyPair:
    """The pair as a new process sees it."""
    return CopyPair(folder, "state")


def test_what_is_written_last_is_read_by_the_next_process(tmp_path: Path) -> None:
    writing = pair(tmp_path)
    for number in range(5):
        writing.write(b"copy %d" % number)
        assert pair(tmp_path).read() == b"copy %d" % number


def test_writes_alternate_so_that_the_copy_of_before_is_never_touched(tmp_path: Path) -> None:
    writing = pair(tmp_path)
    writing.write(OLD)
    first = writing.paths[0].read_bytes()
    writing.write(NEW)
    assert writing.paths[0].read_bytes() == first
    assert pair(tmp_path).read() == NEW


def test_a_new_process_goes_on_alternating(tmp_path: Path) -> None:
    pair(tmp_path).write(OLD)
    pair(tmp_path).write(NEW)
    found = [decode(path.read_bytes()) for path in pair(tmp_path).paths]
    assert found == [Slot(1, OLD), Slot(2, NEW)]


def test_power_lost_at_any_byte_of_a_write_leaves_the_copy_of_before_or_the_new_one(tmp_path: Path) -> None:
    writing = pair(tmp_path)
    writing.write(b"older still")
    writing.write(OLD)
    under = writing.paths[0].read_bytes()  # the slot that the next write goes over
    whole = encode(Slot(3, NEW))
    for torn_at in range(len(whole) + 1):
        writing.paths[0].write_bytes(whole[:torn_at] + under[torn_at:])
        assert pair(tmp_path).read() == (NEW if torn_at == len(whole) else OLD), torn_at


def test_a_write_that_reached_the_medium_in_any_other_order_gives_itself_away(tmp_path: Path) -> None:
    writing = pair(tmp_path)
    writing.write(b"older still")
    writing.write(OLD)
    under = writing.paths[0].read_bytes()
    whole = encode(Slot(3, NEW))
    for torn_at in range(1, len(whole)):
        mixed = under[:torn_at] + whole[torn_at:]
        writing.paths[0].write_bytes(mixed + under[len(whole) :])
        assert pair(tmp_path).read() == (NEW if mixed == whole else OLD), torn_at


def test_one_bit_changed_anywhere_loses_that_slot_and_no_other(tmp_path: Path) -> None:
    writing = pair(tmp_path)
    writing.write(OLD)
    writing.write(NEW)
    whole = writing.paths[1].read_bytes()
    for at in range(HEADER_BYTES + len(NEW)):
        writing.paths[1].write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        assert pair(tmp_path).read() == OLD, at


def test_a_torn_slot_is_the_next_one_written(tmp_path: Path) -> None:
    writing = pair(tmp_path)
    writing.write(OLD)
    writing.write(NEW)
    writing.paths[1].write_bytes(b"torn")
    again = pair(tmp_path)
    again.write(b"third")
    assert decode(again.paths[0].read_bytes()) == Slot(1, OLD)
    assert pair(tmp_path).read() == b"third"


def test_nothing_there_is_not_damage_but_two_torn_slots_are(tmp_path: Path) -> None:
    fresh = pair(tmp_path)
    assert (fresh.read(), fresh.damaged) == (None, False)
    for path in fresh.paths:
        path.write_bytes(b"SERENOAB and then nothing of sense")
    assert (fresh.read(), fresh.damaged) == (None, True)


def test_a_slot_laid_out_but_never_written_is_no_damage(tmp_path: Path) -> None:
    fresh = pair(tmp_path)
    fresh.paths[0].write_bytes(bytes(SLOT_ROOM_BYTES))
    assert (fresh.read(), fresh.damaged) == (None, False)


def test_a_slot_of_a_later_release_is_not_guessed_at() -> None:
    data = bytearray(encode(Slot(1, OLD)))
    data[9] = 2  # the version's low byte
    assert decode(bytes(data)) is None


def test_a_slot_that_cannot_be_read_counts_as_torn(tmp_path: Path) -> None:
    writing = pair(tmp_path)
    writing.write(OLD)
    writing.write(NEW)
    writing.paths[1].unlink()
    writing.paths[1].symlink_to("/proc/self/mem")  # reading it at 0 is EIO, as from a bad sector
    again = pair(tmp_path)
    assert (again.read(), again.damaged) == (OLD, False)


def test_a_shorter_copy_over_a_longer_one_ends_where_it_ends(tmp_path: Path) -> None:
    writing = pair(tmp_path)
    writing.write(NEW * 10)
    writing.write(OLD)
    writing.write(b"short")
    assert pair(tmp_path).read() == b"short"


def test_slots_keep_their_room_so_that_a_full_disk_does_not_stop_them(tmp_path: Path) -> None:
    writing = pair(tmp_path)
    for content in (b"", OLD, bytes(SLOT_ROOM_BYTES)):
        writing.write(content)
        writing.write(content)
    for path in writing.paths:
        assert path.stat().st_size == 2 * SLOT_ROOM_BYTES
        assert path.stat().st_blocks * 512 >= path.stat().st_size  # written, not reserved
        assert path.stat().st_mode & 0o777 == 0o600


def test_a_folder_in_a_slots_place_is_told_and_the_good_slot_stays(tmp_path: Path) -> None:
    writing = pair(tmp_path)
    writing.write(OLD)
    writing.paths[1].mkdir()
    with pytest.raises(StorageRuined, match=r"state\.b"):
        writing.write(NEW)
    with pytest.raises(StorageBroken):
        writing.write(NEW)
    assert pair(tmp_path).read() == OLD
    writing.paths[1].rmdir()
    writing.write(NEW)
    assert pair(tmp_path).read() == NEW


def test_no_handle_stays_open(tmp_path: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    writing = pair(tmp_path)
    for _ in range(10):
        writing.write(OLD)
        writing.read()
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_what_was_kept_before_can_be_read_in_neither_slot_once_both_are_written_over(tmp_path: Path) -> None:
    writing = pair(tmp_path)
    for secret in (b"the first secret" * 2_000, b"the second secret" * 3_000):
        writing.write(secret)
    writing.write_over_both(b"short")
    for path in writing.paths:
        assert b"secret" not in path.read_bytes()
    assert pair(tmp_path).read() == b"short"
