"""What is wrong with a configuration: every fault in it, each with its place and what to do."""

from collections.abc import Sequence

import msgspec

from panel.config.messages import Fault


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One fault in one file.

    ``line`` counts from 1; 0 when the fault is in no line (the file cannot be read). ``place`` names
    the table as people know it, as "zone 7 (Kitchen PIR)". ``found``, ``allowed`` and ``hint`` are
    texts for a person; ``fault`` is for programs.
    """

    fault: Fault
    file: str
    line: int = 0
    place: str = ""
    key: str = ""
    found: str
    allowed: str
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        said = f"found {self.found}, allowed: {self.allowed}"
        text = ": ".join(part for part in (where, self.place, self.key, said) if part)
        return f"{text} — {self.hint}" if self.hint else text


class ConfigError(Exception):
    """The configuration is refused; ``problems`` holds everything that is wrong with it, in line order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
