"""The form of a story on paper: a title, a house, and what happens at each instant with all that is said then.

    # Nobody leaves by the window
    house: standard
    with: exit delay 30 s

    0:00   Ana arms total in house
           -> house: exit, total
           -> shows sounder slow_beeps, lamps armed
           -> answer ok

Times count from the beginning: minutes:seconds, or hours:minutes:seconds, with thousandths if need be. A line that
begins with ``*`` is for the reader alone. Whatever is not of this form is refused with its line.
"""

import re
from dataclasses import dataclass
from pathlib import Path

TIME_PASSES = "time passes"

_HEAD = re.compile(r"(house|stage|with|clock|not yet): *(\S.*)")
_DEED = re.compile(r"(\d+(?::\d\d){1,2}(?:\.\d{3})?) +(\S.*)")
_SAID = re.compile(r"\s+-> (\S.*)")
_PARTS = re.compile(r"(?:(\d+):)?(\d+):(\d\d)(?:\.(\d{3}))?")


class StoryError(Exception):
    """A story that cannot be read or played: names the file, the line, what was found and what is allowed."""


@dataclass(frozen=True)
class Block:
    """What happens at one instant, and everything that is said, in its order."""

    at_ms: int
    deed: str
    said: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Written:
    """A story as it stands in its file. ``head``: what stands before the first instant, by its word."""

    path: str
    title: str
    head: dict[str, tuple[str, ...]]
    blocks: tuple[Block, ...]

    def first(self, word: str, default: str) -> str:
        """The one value of a word of the head."""
        return self.head.get(word, (default,))[0]


def read(path: Path) -> Written:
    """The story in a file. StoryError: it is not one."""
    return parse(path.read_text(encoding="utf-8"), path.name)


def parse(text: str, path: str = "story") -> Written:
    """The story in a text. StoryError: it is not one."""
    lines = list(enumerate(text.splitlines(), start=1))
    if not lines or not lines[0][1].startswith("# "):
        raise StoryError(f"{path}:1: a story begins with '# ' and its title")
    head: dict[str, tuple[str, ...]] = {}
    blocks: list[Block] = []
    for number, line in lines[1:]:
        if line.strip() and not line.startswith("*"):
            _read_line(f"{path}:{number}", line, number, head, blocks)
    if not blocks:
        raise StoryError(f"{path}: nothing happens")
    return Written(path, lines[0][1][2:].strip(), head, tuple(blocks))


def _read_line(place: str, line: str, number: int, head: dict[str, tuple[str, ...]], blocks: list[Block]) -> None:
    if (said := _SAID.fullmatch(line)) and blocks:
        last = blocks[-1]
        blocks[-1] = Block(last.at_ms, last.deed, (*last.said, said[1].rstrip()), last.line)
    elif deed := _DEED.fullmatch(line):
        at_ms = milliseconds(deed[1])
        if blocks and at_ms < blocks[-1].at_ms:
            raise StoryError(f"{place}: {deed[1]} lies before {clock(blocks[-1].at_ms)}; stories go forward")
        blocks.append(Block(at_ms, deed[2].rstrip(), (), number))
    elif (entry := _HEAD.fullmatch(line)) and not blocks:
        head[entry[1]] = (*head.get(entry[1], ()), entry[2].rstrip())
    else:
        raise StoryError(
            f"{place}: {line.strip()!r} is none of: a head (house, stage, with, clock, not yet) before the first "
            "instant; 'minutes:seconds what happens'; an indented '-> what is said' under it; a '*' remark"
        )


def milliseconds(written: str) -> int:
    """An instant as it is written: 1:30, 2:00:00, 0:00.500."""
    found = _PARTS.fullmatch(written)
    assert found is not None, f"{written} is no instant"
    hours, minutes, seconds, rest = (int(part or 0) for part in found.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1_000 + rest


def clock(at_ms: int) -> str:
    """An instant as a story writes it."""
    seconds, rest = divmod(at_ms, 1_000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    whole = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return f"{whole}.{rest:03}" if rest else whole


def lines(blocks: tuple[Block, ...] | list[Block]) -> list[str]:
    """A story's instants as plain lines, the same for what is written and for what happened."""
    found = []
    for block in blocks:
        found.append(f"{clock(block.at_ms):<9} {block.deed}")
        found += [f"{'':<9} -> {said}" for said in block.said]
    return found
