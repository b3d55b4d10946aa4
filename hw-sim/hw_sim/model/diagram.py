"""docs/states.md, written from the transition table, so that it cannot say anything else."""

import difflib
from pathlib import Path

from panel.core.names import Phase
from panel.core.table import TABLE, Cell, Do, Trigger

DOCUMENT = Path("docs/states.md")

# What each trigger is when said aloud. A trigger without words is an error, not an empty heading.
SPOKEN: dict[Trigger, str] = {
    Trigger.ARM: "Somebody entitled arms",
    Trigger.DISARM: "Somebody entitled disarms",
    Trigger.ENTRY_ROUTE: "An entry/exit zone trips",
    Trigger.FOLLOWER: "A follower trips",
    Trigger.INSTANT: "An instant zone trips",
    Trigger.FOLLOWED: "A follower trips while another area's entry leads through its area",
    Trigger.CROSSED: "The first zone of a cross group trips",
    Trigger.INTRUDER_24H: "A 24-hour intruder zone trips",
    Trigger.ASLEEP: "A zone trips that the mode does not watch",
    Trigger.LEFT_OUT: "A zone trips that is bypassed, or whose sensor only warms up",
    Trigger.TRIED: "A zone trips in a test or a service that does not take it for real",
    Trigger.CHIME: "A zone trips that never alarms",
    Trigger.TAMPER: "A tamper contact trips, or a zone's wires are cut or bridged",
    Trigger.LIFE: "A detector of fire, gas or carbon monoxide trips",
    Trigger.PANIC: "A panic button is pressed",
    Trigger.MEDICAL: "A medical button is pressed",
    Trigger.HOLD_UP: "A hold-up device is worked",
    Trigger.BUILDING: "A detector of water, cold, heat, damp or a machine trips",
    Trigger.RESTORED: "A zone whose alarm was reported is secure again",
    Trigger.DOOR_SHUT: "The last open door of the way out closes",
    Trigger.FAULTED: "A zone can no longer speak, or can again",
    Trigger.TIME_UP: "The phase's own time is up",
    Trigger.LATCH_UP: "The siren of a 24-hour alarm has had its time",
    Trigger.HELD_UP: "Reports that a profile held back have waited long enough",
    Trigger.BOOTED: "The panel starts again",
}

# On an arrow there is room for two words.
SHORT: dict[Trigger, str] = {
    Trigger.ARM: "arm",
    Trigger.DISARM: "disarm",
    Trigger.ENTRY_ROUTE: "door",
    Trigger.FOLLOWER: "follower",
    Trigger.INSTANT: "instant",
    Trigger.INTRUDER_24H: "24-hour",
    Trigger.TAMPER: "tamper",
    Trigger.TIME_UP: "time up",
    Trigger.BOOTED: "restart",
}

HEAD = """# What an area does, and why

Written by `sereno model diagram` from `panel/core/table.py`; edit that file, never this one. The exhaustive walk
(`sereno model check`) meets every cell and every arrow below on the code that the panel runs.

A *phase* speaks of intrusion only: **idle** (disarmed), **exit** (armed, somebody still leaves), **armed**,
**entry** (somebody came in by the door and has time to disarm) and **alarm**. Fire, gas, calls for help, water and the
latch of a 24-hour alarm lie beside it and never change it.

## The phases

What stays in its phase is not drawn; it is in the lists below.
"""

LISTS = """
## The whole table

For everything that can happen, what each phase does about it and the reason.
"""


def document() -> str:
    """The whole of docs/states.md."""
    parts = [HEAD, "```mermaid", *_mermaid(), "```", LISTS]
    for trigger in Trigger:
        parts += [f"### {SPOKEN[trigger]}", "", *_answers(trigger), ""]
    return "\n".join(parts).rstrip() + "\n"


def write(path: Path) -> None:
    """Writes it anew. Raises OSError where the folder is missing."""
    path.write_text(document(), encoding="utf-8")


def drift(path: Path) -> list[str]:
    """The lines by which the file differs from the table; empty when it is true."""
    found = path.read_text(encoding="utf-8") if path.exists() else ""
    return list(
        difflib.unified_diff(
            found.splitlines(), document().splitlines(), str(path), "panel/core/table.py", lineterm="", n=0
        )
    )


def _mermaid() -> list[str]:
    lines = ["stateDiagram-v2", f"    [*] --> {Phase.IDLE}"]
    for before in Phase:
        for after in Phase:
            labels = [
                SHORT[trigger] for trigger in Trigger if before is not after and after in TABLE[before, trigger].to
            ]
            if labels:
                lines.append(f"    {before} --> {after}: {', '.join(labels)}")
    return lines


def _answers(trigger: Trigger) -> list[str]:
    """One line a phase; one line in all where every phase does the same."""
    cells = {phase: TABLE[phase, trigger] for phase in Phase}
    if len(set(cells.values())) == 1 or all(
        cell.do is cells[Phase.IDLE].do and cell.why == cells[Phase.IDLE].why for cell in cells.values()
    ):
        return [f"- in every phase: {cells[Phase.IDLE].do}. {_sentence(cells[Phase.IDLE].why)}"]
    return [f"- **{phase}**: {_deed(phase, cell)} {_sentence(cell.why)}" for phase, cell in cells.items()]


def _deed(phase: Phase, cell: Cell) -> str:
    if cell.do is Do.IMPOSSIBLE:
        return "cannot happen."
    elsewhere = [str(to) for to in cell.to if to is not phase]
    stays = [f"stays {phase}"] if phase in cell.to and elsewhere else []
    leads = f" (leads to {' or '.join([*elsewhere, *stays])})" if elsewhere else ""
    return f"{cell.do}{leads}."


def _sentence(why: str) -> str:
    return f"{why[0].upper()}{why[1:]}."
