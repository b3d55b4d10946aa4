"""Wrong codes lock their own means, longer each time, and lock nobody's tag out."""

from msgspec.structs import replace

from panel.core.events import TimePassed
from panel.core.locks import is_locked
from panel.core.names import Source
from panel.core.state import Lock, initial
from panel.core.step import step
from tests.support.script import ANA, HOME, Story, armed

WRONG = ("code.wrong by=?/keypad", "error wrong_code")


def test_three_wrong_codes_lock_the_keypad_and_right_and_wrong_are_then_answered_alike(story: Story) -> None:
    story.mistypes().expects(*WRONG)
    story.mistypes().expects(*WRONG)
    story.mistypes().expects("code.wrong by=?/keypad", "code.locked by=?/keypad", "error wrong_code")
    story.mistypes().expects("error locked")
    story.disarms().expects("error locked")
    story.arms("total", "house").expects("error locked")
    story.at(90_000).disarms().expects("ok")


def test_each_lock_is_longer_until_a_right_code_and_none_is_longer_than_fifteen_minutes(story: Story) -> None:
    at_ms = 0
    for wait_ms in (90_000, 180_000, 360_000, 720_000, 900_000, 900_000):
        for _ in range(3):
            story.mistypes().said.clear()
        assert is_locked(story.state, Source.KEYPAD)
        story.at(at_ms + wait_ms - 1)
        assert is_locked(story.state, Source.KEYPAD)
        at_ms += wait_ms
        story.at(at_ms)
        assert not is_locked(story.state, Source.KEYPAD)
    story.disarms().expects("ok")
    assert story.state.locks[0].level == 0


def test_ten_wrong_codes_in_a_day_are_a_tamper_told_once(story: Story) -> None:
    told = []
    for hour in range(12):
        story.at(hour * 3_600_000).mistypes()
        told += [line for line in story.said if line.startswith("tamper.code")]
        story.said.clear()
    assert told == ["tamper.code by=?/keypad"]


def test_two_wrong_codes_that_are_long_ago_do_not_count(story: Story) -> None:
    story.mistypes().said.clear()
    story.mistypes().said.clear()
    story.at(300_000).mistypes().expects(*WRONG)


def test_an_attack_on_the_page_locks_nobody_out_of_the_house(story: Story) -> None:
    for _ in range(3):
        story.mistypes(Source.WEB).said.clear()
    story.disarms(source=Source.WEB).expects("error locked")
    story.disarms().expects("ok")


def test_a_tag_and_its_pin_work_while_the_keypad_is_locked(story: Story) -> None:
    armed(story)
    for _ in range(3):
        story.mistypes().said.clear()
    story.disarms().expects("error locked")
    story.tags(ANA).expects()
    story.disarms().expects("area.disarmed house mode=total by=ana/tag", "house idle", "shows ready", "ok")
    assert not is_locked(story.state, Source.KEYPAD)  # a right code is one, whatever came before it


def test_a_lock_lasts_over_a_restart(story: Story) -> None:
    for _ in range(3):
        story.mistypes().said.clear()
    story.starts(down_ms=60_000, at=5_000).expects("panel.booted start detail=60000 ms")
    story.disarms().expects("error locked")
    story.at(35_000).disarms().expects("ok")


def test_a_right_code_for_what_is_done_beside_the_core_is_heard_unless_its_means_is_locked(story: Story) -> None:
    for _ in range(2):
        story.mistypes(Source.CONSOLE).said.clear()
    story.types().expects("ok")
    assert story.state.locks[0].fails == ()  # what was mistyped before no longer counts
    for _ in range(3):
        story.mistypes(Source.CONSOLE).said.clear()
    story.types().expects("error locked")


def test_a_code_typed_under_threat_is_told_whatever_it_was_for_and_answered_like_ones_own(story: Story) -> None:
    story.types(duress=True).expects("alarm.duress house by=ana/console", "ok")
    for _ in range(3):
        story.mistypes(Source.CONSOLE).said.clear()
    story.types(duress=True).expects("alarm.duress house by=ana/console", "error locked")


def test_whoever_chooses_a_code_is_not_forgiven_those_that_were_taken(story: Story) -> None:
    for _ in range(2):
        story.types(forgives=False).expects("ok")
        story.mistypes(Source.CONSOLE).said.clear()
    story.types(forgives=False).expects("ok")
    story.mistypes(Source.CONSOLE).said.clear()
    story.types(forgives=False).expects("error locked")


def aged(lock: Lock, now_ms: int) -> tuple[Lock, ...]:
    return step(HOME, replace(initial(HOME), locks=(lock,)), TimePassed(), now_ms).state.locks


def test_wrong_codes_are_forgotten_one_by_one_and_each_five_minutes_after_it_was_typed() -> None:
    three = Lock(source=Source.WEB, fails=(1_000, 2_000, 3_000), day=3, day_until_ms=90_000_000)
    assert aged(three, 300_999) == (three,)
    assert aged(three, 301_000) == (replace(three, fails=(2_000, 3_000)),)
    assert aged(three, 303_000) == (replace(three, fails=()),)


def test_a_quiet_day_forgets_everything_and_a_lock_that_runs_ends_before_it_is_forgiven() -> None:
    quiet = Lock(source=Source.WEB, level=2, day=5, day_until_ms=86_400_000)
    assert aged(quiet, 86_399_999) == (quiet,)
    assert aged(quiet, 86_400_000) == ()
    locked = replace(quiet, until_ms=86_500_000)
    assert aged(locked, 86_400_000) == (replace(locked, day=0, day_until_ms=None),)


def test_attacks_by_two_means_are_counted_apart(story: Story) -> None:
    story.mistypes(Source.WEB).said.clear()
    story.mistypes().said.clear()
    story.mistypes().said.clear()
    counted = [(lock.source, len(lock.fails), lock.day) for lock in story.state.locks]
    assert counted == [(Source.KEYPAD, 2, 2), (Source.WEB, 1, 1)]


def test_the_day_of_wrong_codes_begins_with_the_first_of_them(story: Story) -> None:
    story.mistypes().said.clear()
    story.at(3_600_000).mistypes().said.clear()
    assert [(lock.day, lock.day_until_ms) for lock in story.state.locks] == [(2, 86_400_000)]
