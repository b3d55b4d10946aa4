"""A clock is believed when somebody vouches for it, and from then on as long as it runs on."""

import msgspec
import pytest

from panel.daemon.clocks import SetBy
from panel.daemon.trust import ASK_MS, EARLIEST_MS, STEP_MS, Trust
from panel.store.people import NOBODY
from panel.store.rows import Recovered

WALL_MS = EARLIEST_MS + 1_000_000_000
NOTHING_KEPT = Recovered(
    snapshot=None,
    from_copy=False,
    set_aside=None,
    last_seq=0,
    epoch="",
    was_ms=0,
    was_boottime_ms=0,
    boot_id="",
    was_wall_ms=0,
    people=NOBODY,
)
SAME_BOOT = msgspec.structs.replace(
    NOTHING_KEPT, snapshot=b"s", boot_id="boot-1", was_boottime_ms=5_000, was_wall_ms=WALL_MS - 5_000
)
OTHER_BOOT = msgspec.structs.replace(SAME_BOOT, boot_id="boot-0")


class Clocks:
    """Ten seconds after its boot; ``asked`` how often somebody to vouch was looked for."""

    boot_id = "boot-1"

    def __init__(self, by: SetBy = SetBy.NOBODY) -> None:
        self.ms = 10_000
        self.ahead_ms = WALL_MS - 10_000
        self.by = by
        self.asked = 0

    def mono_ms(self) -> int:
        return self.ms

    def boottime_ms(self) -> int:
        return self.ms

    def wall_ms(self) -> int:
        return self.ms + self.ahead_ms

    def set_by(self) -> SetBy:
        self.asked += 1
        return self.by


def begun(clocks: Clocks, found: Recovered, *, doubted: bool = False) -> Trust:
    trust = Trust(clocks, found)
    trust.begin(doubted=doubted)
    return trust


@pytest.mark.parametrize(
    ("found", "by", "doubted", "holds"),
    [
        (NOTHING_KEPT, SetBy.NOBODY, False, True),  # somebody stands there and reads it
        (SAME_BOOT, SetBy.NOBODY, False, True),
        (SAME_BOOT, SetBy.NOBODY, True, False),
        (OTHER_BOOT, SetBy.NOBODY, False, False),
        (OTHER_BOOT, SetBy.SERVER, False, True),
        (OTHER_BOOT, SetBy.MODULE, False, True),
        (SAME_BOOT, SetBy.SERVER, True, True),
    ],
)
def test_at_a_start_a_clock_is_as_good_as_it_was_or_as_who_vouches_for_it(
    found: Recovered, by: SetBy, doubted: bool, holds: bool
) -> None:
    assert begun(Clocks(by), found, doubted=doubted).holds is holds


def test_a_first_start_before_this_program_was_written_is_no_time() -> None:
    clocks = Clocks()
    clocks.ahead_ms = EARLIEST_MS - 10_000 - 1
    assert not begun(clocks, NOTHING_KEPT).holds
    clocks.ahead_ms += 1
    assert begun(clocks, NOTHING_KEPT).holds


def test_lost_everything_is_no_first_start() -> None:
    assert not begun(Clocks(), msgspec.structs.replace(NOTHING_KEPT, unknown=True)).holds


def test_within_one_boot_a_clock_that_was_set_meanwhile_is_not_believed() -> None:
    for moved_ms, holds in ((STEP_MS - 1, True), (STEP_MS, False), (-STEP_MS, False)):
        clocks = Clocks()
        clocks.ahead_ms += moved_ms
        assert begun(clocks, SAME_BOOT).holds is holds, moved_ms


def test_a_module_that_lost_its_battery_does_not_undo_what_was() -> None:
    clocks = Clocks(SetBy.MODULE)
    clocks.ahead_ms -= 120_000
    assert not begun(clocks, OTHER_BOOT).holds
    clocks.by = SetBy.SERVER
    assert begun(clocks, OTHER_BOOT).holds


def test_a_clock_that_is_set_is_doubted_until_it_is_set_right_or_vouched_for() -> None:
    clocks = Clocks()
    trust = begun(clocks, NOTHING_KEPT)
    clocks.ahead_ms += STEP_MS
    assert (trust.look(), trust.holds) == (False, False)
    clocks.ahead_ms -= STEP_MS
    assert trust.look()
    clocks.ahead_ms += STEP_MS
    assert not trust.look()
    assert not trust.look()  # asks now
    clocks.by = SetBy.SERVER
    clocks.ms += ASK_MS - 1
    assert not trust.look()
    clocks.ms += 1
    assert trust.look()


def test_a_clock_that_is_corrected_by_less_than_a_minute_stays_believed_step_after_step() -> None:
    clocks = Clocks()
    trust = begun(clocks, NOTHING_KEPT)
    for _ in range(5):
        clocks.ahead_ms += STEP_MS - 1
        assert trust.look()


def test_nobody_is_asked_more_often_than_every_five_seconds() -> None:
    clocks = Clocks()
    trust = begun(clocks, OTHER_BOOT)
    for _ in range(50):
        clocks.ms += 1_000
        trust.look()
    assert clocks.asked == 11


def test_a_believed_clock_asks_nobody() -> None:
    clocks = Clocks()
    trust = begun(clocks, NOTHING_KEPT)
    clocks.ms += 60_000
    assert (trust.look(), clocks.asked) == (True, 0)


def test_a_module_that_the_configuration_names_vouches_and_the_kernels_first_clock_does_not() -> None:
    clocks, agrees = Clocks(SetBy.MODULE), [False]
    trust = Trust(clocks, OTHER_BOOT, lambda: agrees[0])
    trust.begin(doubted=False)
    held = [trust.holds]
    agrees[0] = True
    clocks.ms += ASK_MS
    held.append(trust.look())
    assert held == [False, True]


def test_a_module_that_agrees_with_a_clock_that_is_too_early_vouches_for_nothing() -> None:
    clocks = Clocks()
    clocks.ahead_ms -= 120_000
    trust = Trust(clocks, OTHER_BOOT, lambda: True)
    trust.begin(doubted=False)
    assert not trust.holds and trust.floor_ms == OTHER_BOOT.was_wall_ms - STEP_MS
