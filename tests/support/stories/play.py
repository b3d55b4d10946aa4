"""Plays a written story and compares everything that was said with everything that stands there, line by line."""

import difflib
from typing import Protocol

from tests.support.stories.form import TIME_PASSES, Block, StoryError, Written, lines

NEXT_MAX = 100_000  # instants between two deeds; more is a stage that never comes to rest


class Stage(Protocol):
    """Where a story is played. Every line it returns is one thing that was said or shown."""

    def next_ms(self) -> int | None:
        """When it may say something by itself; None: never."""

    def passes(self, at_ms: int) -> list[str]:
        """Time comes to ``at_ms``."""

    def does(self, deed: str) -> list[str]:
        """A deed, now. StoryError: it knows no such deed."""


def perform(story: Written, stage: Stage) -> list[Block]:
    """All that happened: the story's own instants, and those at which something was said unasked."""
    happened: list[Block] = []
    for block in story.blocks:
        happened += _until(stage, block.at_ms)
        said = stage.passes(block.at_ms)
        if block.deed == TIME_PASSES:
            happened.append(Block(block.at_ms, TIME_PASSES, tuple(said)))
            continue
        if said:
            happened.append(Block(block.at_ms, TIME_PASSES, tuple(said)))
        try:
            happened.append(Block(block.at_ms, block.deed, tuple(stage.does(block.deed))))
        except StoryError as error:
            raise StoryError(f"{story.path}:{block.line}: {error}") from error
    return happened


def _until(stage: Stage, end_ms: int) -> list[Block]:
    happened: list[Block] = []
    for _ in range(NEXT_MAX):
        at_ms = stage.next_ms()
        if at_ms is None or at_ms >= end_ms:
            return happened
        said = stage.passes(at_ms)
        if said:
            happened.append(Block(at_ms, TIME_PASSES, tuple(said)))
    raise StoryError(f"more than {NEXT_MAX} instants before {end_ms} ms")


def difference(story: Written, happened: list[Block]) -> str:
    """Empty when every line is as written; else what was written (-) against what the panel did (+)."""
    written, done = lines(story.blocks), lines(happened)
    if written == done:
        return ""
    return "\n".join(difflib.unified_diff(written, done, "written", "happened", n=3, lineterm=""))
