"""Real pins against what the drivers take for granted: which lines may be joined for it, and what was measured.

Somebody puts a wire from one free line to another. One end is driven, the other listens; nothing that belongs to the
panel is touched.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from panel.config.model import Config
from panel.doctor.findings import Finding, Section, Teller
from panel.doctor.lines import FIXED, PROBED, users
from panel.wiring.header import PLACE_OF

EDGES, BURST = 200, 26  # changes of level, one at a time; pulses of a tag's frame, as fast as a reader sends them
PULSE_MS = 60  # every one of them must count, half of the pulses of a passive infrared detector
PULSE_OFF_MS = 5.0  # that a stamp may be off: a qualification of 50 ms must still hold
SLOW_US = 5_000  # the budget from an edge to the siren's pin, at the 99th percentile

Pair = tuple[int, int]


class BadPair(ValueError):
    """Two lines that cannot be joined for this; the text says why and what to do."""


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """What one pair showed. ``pulls``: by name, whether the listening end went there, None where it has a resistor of
    its own; ``levels``: of those driven, read at the other end; ``late_us``: from the drive to the call, of each edge
    that came; ``stamped``: how many bore a stamp between the two; ``pulses_ms``: how long those of PULSE_MS were;
    ``burst``: how many of BURST came; ``clicks``: edges when an output was opened at its level; ``kept``: whether the
    line kept it when the output was let go of."""

    pair: Pair
    error: str = ""
    pulls: Mapping[str, bool | None] = {}
    levels: Mapping[int, int] = {}
    late_us: tuple[int, ...] = ()
    stamped: int = 0
    pulses_ms: tuple[float, ...] = ()
    burst: int = 0
    clicks: int = 0
    kept: bool = False


def pairs_of(words: Sequence[str], config: Config) -> list[Pair]:
    """Pairs as they were typed, 17:27. Raises BadPair: not two lines, lines of the panel, or a line twice."""
    taken, found = users(config), list(map(_pair, words))
    seen: set[int] = set()
    for line in (line for pair in found for line in pair):
        if line in taken:
            raise BadPair(f"GPIO{line} belongs to {taken[line]}; {_free(config)}")
        if line in PROBED:
            raise BadPair(f"GPIO{line} is looked at by the firmware while it starts; {_free(config)}")
        if line in seen:
            raise BadPair(f"GPIO{line} is named twice; a line is joined to one other")
        seen.add(line)
    return found


def _pair(word: str) -> Pair:
    out, _, into = word.partition(":")
    lines = [int(text) if text.isascii() and text.isdigit() else -1 for text in (out, into)]
    if any(line not in PLACE_OF for line in lines) or lines[0] == lines[1]:
        raise BadPair(f"{word!r} is no pair; two BCM numbers from 0 to 27 with a colon between, as 17:27")
    return lines[0], lines[1]


def free_lines(config: Config) -> list[int]:
    """The lines that may be joined."""
    return [line for line in sorted(PLACE_OF) if line not in users(config) and line not in PROBED]


def _free(config: Config) -> str:
    free = ", ".join(map(str, free_lines(config))) or "none"
    return f"free with this configuration: {free}"


def harness(config: Config) -> list[str]:
    """The wires to put, one line of text for each pair of free lines."""
    free = [line for line in free_lines(config) if line not in FIXED]
    pairs = list(zip(free[::2], free[1::2], strict=False))
    if not pairs:
        return ["no two lines are free with this configuration: take a test configuration that leaves some"]
    lines = [f"{out}:{into}   header {PLACE_OF[out]} to header {PLACE_OF[into]}" for out, into in pairs]
    return ["join two free lines with a wire, best over 1 kΩ, and name them; nothing else may be on them:", *lines]


def findings(measured: Measured) -> Iterator[Finding]:
    """What it means for the drivers."""
    tell = Teller(Section.CONTRACT)
    name = f"GPIO{measured.pair[0]} to GPIO{measured.pair[1]}"
    if measured.error:
        yield tell.wrong(name, measured.error, "two lines that can be had", "`gpioinfo` shows who holds which line")
        return
    yield _levels(tell, name, measured)
    yield _pulls(tell, name, measured)
    yield _edges(tell, name, measured.late_us, measured.stamped)
    yield _pulses(tell, name, measured.pulses_ms)
    yield _burst(tell, name, measured.burst)
    yield _opening(tell, name, measured)


def _levels(tell: Teller, name: str, measured: Measured) -> Finding:
    if measured.levels == {0: 0, 1: 1}:
        return tell.ok(f"{name}: levels", "arrive as they are driven")
    read = ", ".join(f"{driven} read as {read}" for driven, read in measured.levels.items())
    return tell.wrong(f"{name}: levels", read, "each as it is driven", "is the wire where the command says?")


def _pulls(tell: Teller, name: str, measured: Measured) -> Finding:
    asked = {pull: well for pull, well in measured.pulls.items() if well is not None}
    if all(asked.values()):
        fixed = [pull for pull, well in measured.pulls.items() if well is None]
        rest = f"; {', '.join(fixed)} not to be had, it has a resistor of its own" if fixed else ""
        return tell.ok(f"{name}: pulls", f"{' and '.join(asked) or 'none'} hold the line{rest}")
    weak = ", ".join(pull for pull, well in asked.items() if not well)
    todo = "does anything else hang on these lines? An open contact would not be seen"
    return tell.wrong(f"{name}: pulls", f"{weak} does not hold the line", "the line where it is pulled", todo)


def _edges(tell: Teller, name: str, late_us: Sequence[int], stamped: int) -> Finding:
    found = f"{len(late_us)} of {EDGES} came"
    if late_us:
        found += f"; n={len(late_us)}, p50 {_ms(percentile(late_us, 50))}, p99 {_ms(percentile(late_us, 99))}"
    subject = f"{name}: edges"
    if len(late_us) < EDGES:
        return tell.wrong(subject, found, "all of them", "try again with alarmd stopped; if some are lost, report it")
    if stamped < EDGES:
        todo = (
            "edges must be stamped by the kernel where they happen: is [board] pins gpiod, and the kernel 5.7 or newer?"
        )
        return tell.wrong(subject, f"{found}; {EDGES - stamped} bore a wrong stamp", "stamps that are right", todo)
    if percentile(late_us, 99) > SLOW_US:
        return tell.note(subject, found, f"p99 within {SLOW_US / 1000:g} ms", "what else does this computer do?")
    return tell.ok(subject, found)


def percentile(values: Sequence[int], percent: int) -> int:
    """The nearest rank."""
    ranked = sorted(values)
    return ranked[max(0, -(-len(ranked) * percent // 100) - 1)]


def _ms(microseconds: int) -> str:
    return f"{microseconds / 1_000:.2f} ms"


def _pulses(tell: Teller, name: str, pulses_ms: Sequence[float]) -> Finding:
    said = ", ".join(f"{pulse:.1f}" for pulse in pulses_ms)
    subject = f"{name}: pulses of {PULSE_MS} ms"
    if pulses_ms and all(abs(pulse - PULSE_MS) <= PULSE_OFF_MS for pulse in pulses_ms):
        return tell.ok(subject, f"seen as {said} ms")
    todo = "their stamps are too far off to tell a pulse from a glitch: what else does this computer do?"
    return tell.wrong(subject, f"seen as {said or 'nothing'}", f"{PULSE_MS} ms, give or take {PULSE_OFF_MS:g}", todo)


def _burst(tell: Teller, name: str, seen: int) -> Finding:
    subject = f"{name}: a tag's frame"
    if seen == BURST:
        return tell.ok(subject, f"all {BURST} pulses of 0.05 ms came")
    todo = "a Wiegand reader may be misread on this computer now and then; the tag is held up again"
    return tell.note(subject, f"{seen} of {BURST} pulses of 0.05 ms came", "all of them", todo)


def _opening(tell: Teller, name: str, measured: Measured) -> Finding:
    subject = f"{name}: opening and letting go"
    if measured.clicks:
        todo = "an active-low relay would click whenever the panel starts: give it a resistor of its own to 3.3 V"
        return tell.wrong(subject, f"{measured.clicks} edges while an output was opened", "none", todo)
    if measured.kept:
        return tell.ok(subject, "opened without a click; the level stays when it is let go of")
    todo = "a siren is silent from a crash to the restart: docs/hardware.md, strict_gpiod"
    return tell.note(
        subject, "opened without a click; the level is lost when it is let go of", "a level that stays", todo
    )
