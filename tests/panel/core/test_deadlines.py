"""Every timer of the state is a deadline, and there is none besides."""

from msgspec.structs import replace

from panel.core.deadlines import deadlines, forget_fails_ms
from panel.core.names import Help, RequestKind, Source, Trial
from panel.core.state import Lock
from tests.support.script import HOME, HOUSE, WINDOW, Story


def test_what_runs_is_what_is_waited_for(story: Story) -> None:
    story.mistypes().said.clear()
    story.calls(Help.PANIC).said.clear()
    story.tries(Trial.WALK).said.clear()
    story.consents(3_600_000).said.clear()
    story.requests(RequestKind.TEST, "t").said.clear()
    story.falls_due("night", HOUSE, at_utc_ms=1).said.clear()
    story.opens(WINDOW).said.clear()
    story.arms("total", HOUSE, offer="x").said.clear()
    running = [1_000, 120_000, 150_000, 180_000, 300_000, 1_800_000, 3_600_000, 86_400_000]
    assert sorted(deadlines(HOME, story.state)) == running


def test_a_wrong_code_is_forgotten_after_its_five_minutes() -> None:
    lock = Lock(source=Source.KEYPAD, fails=(5, 9))
    assert forget_fails_ms(HOME, lock) == 300_005
    assert forget_fails_ms(HOME, replace(lock, fails=())) is None
