"""What a chip with a field comes to, whatever its kind: who is there, or that it is lost. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listed:
    """It has told who is in its field."""

    uids: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Unclear:
    """It is well, and what it heard was no whole tag: one that comes or goes, or too many."""


@dataclass(frozen=True, slots=True)
class Lost:
    """It does not answer as it should, and is set up anew."""

    detail: str
