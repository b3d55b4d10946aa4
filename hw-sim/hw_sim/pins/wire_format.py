"""The lines of text on the pin socket, both ways. PROTOCOL.md beside this file tells the story.

Text and not a packed structure: a few hundred lines a minute at most, and ``socat`` shows what is going on.
"""

from hw_sim.pins.netlist import LINES, Bias, Setting
from hw_sim.pins.wires import Act, Drive, Fail, Heal, Join, Part, Wires

HELLO = "sereno-pins 2"
READY = "ready"
REFUSED = "refused"
LINE_MAX = 120  # bytes, newline included


class ProtocolError(Exception):
    """The other side said something that is no sentence of this protocol."""


def act_to_text(act: Act, at_ns: int, quiet: bool) -> str:
    """One act of the world."""
    tail = f"{at_ns} {'quiet' if quiet else 'edge'}"
    match act:
        case Drive(line, level):
            return f"drive {line} {_LEVEL_WORD[level]} {tail}"
        case Join(a, b):
            return f"join {a} {b} {tail}"
        case Part(a, b):
            return f"part {a} {b} {tail}"
        case Fail(line):
            return f"fail {line} - {tail}"
        case Heal(line):
            return f"heal {line} - {tail}"


def act_from_text(text: str) -> tuple[Act, int, bool]:
    """The act, its stamp, and whether its edge is lost. Raises ProtocolError."""
    try:
        verb, first, second, at_ns, manner = text.split(" ")
        return _act(verb, _line(first), second), int(at_ns), {"quiet": True, "edge": False}[manner]
    except (ValueError, KeyError) as error:
        raise ProtocolError(f"not an act of the world: {text!r}") from error


def panel_to_text(name: str) -> str:
    """Who is plugged in: the panel's first line."""
    return f"panel {name}"


def panel_from_text(text: str) -> str:
    """The process's name. Raises ProtocolError."""
    verb, _, name = text.partition(" ")
    if verb != "panel" or not name.isalnum():
        raise ProtocolError(f"not who it is: {text!r}")
    return name


def setting_to_text(line: int, setting: Setting) -> str:
    """What the panel made of a line."""
    return f"set {line} {'out' if setting.output else 'in'} {setting.pull} {int(setting.level)}"


def setting_from_text(text: str) -> tuple[int, Setting]:
    """The line and its setting. Raises ProtocolError."""
    try:
        verb, line, function, pull, level = text.split(" ")
        if verb != "set" or function not in {"in", "out"} or level not in {"0", "1"}:
            raise ValueError(text)
        return _line(line), Setting(function == "out", Bias(pull), level == "1")
    except ValueError as error:
        raise ProtocolError(f"not a line's setting: {text!r}") from error


def snapshot(wires: Wires) -> list[str]:
    """Everything a panel that has just connected must know, ``ready`` last."""
    netlist, now_ns = wires.netlist, wires.now_ns()
    said = [HELLO]
    said += [f"was {line} {int(level)}" for line, level in enumerate(netlist.levels)]
    said += [setting_to_text(line, setting) for line, setting in enumerate(netlist.settings)]
    said += [
        act_to_text(Drive(line, level), now_ns, quiet=True)
        for line, level in enumerate(netlist.drives)
        if level is not None
    ]
    said += [act_to_text(Join(a, b), now_ns, quiet=True) for a, b in sorted(netlist.joints)]
    said += [act_to_text(Fail(line), now_ns, quiet=True) for line in sorted(wires.failing)]
    return [*said, READY]


_LEVEL_WORD = {True: "1", False: "0", None: "z"}
_WORD_LEVEL = {word: level for level, word in _LEVEL_WORD.items()}


def _line(word: str) -> int:
    line = int(word)
    if not 0 <= line < LINES:
        raise ValueError(word)
    return line


def _act(verb: str, first: int, second: str) -> Act:
    match verb:
        case "drive":
            return Drive(first, _WORD_LEVEL[second])
        case "join":
            return Join(first, _line(second))
        case "part":
            return Part(first, _line(second))
        case "fail":
            return Fail(first)
        case "heal":
            return Heal(first)
        case _:
            raise ValueError(verb)
