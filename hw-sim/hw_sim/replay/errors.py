"""What can be wrong with what a replay is given."""

from collections.abc import Sequence


class ReplayError(Exception):
    """Base of everything a replay refuses; the text is one clear sentence for a person."""


class InputErrors(ReplayError):
    """Every mistake found in the files at once. Each says where, what was found and what is allowed."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class WiringError(ReplayError):
    """The configuration lacks something the people of the house need: a reader, a keypad, an input."""
