"""From the configuration to the whole drawing: which table is drawn by what, on which sheet.

A table of the configuration is either drawn or said here to have no wires; a test fails for one that is neither.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import msgspec

from panel.config.model import Config
from panel.wiring import (
    buses,
    inputs,
    keypads,
    links,
    lists,
    notes,
    outputs,
    overview,
    readers,
    supply_sheet,
    svg,
    tag_chips,
)
from panel.wiring.block import Block, Use
from panel.wiring.notes import Notes
from panel.wiring.pen import Part, Pen
from panel.wiring.sheets import SHEET_HIGH, SHEET_WIDE, Frame, Placed, Section, draw, frame, laid_out
from panel.wiring.words import Language, Say


class Drawn(msgspec.Struct, frozen=True):
    """What draws something: the tables of the configuration that it shows, and what is said below if there is any."""

    tables: frozenset[str]
    blocks: Callable[[Config, Language], Iterator[Block]]
    notes: Notes | None = None


class Group(msgspec.Struct, frozen=True):
    """What stands under one heading."""

    title: Say
    drawn: tuple[Drawn, ...]


def _drawn(tables: str, blocks: Callable[[Config, Language], Iterator[Block]], notes: Notes | None = None) -> Drawn:
    return Drawn(frozenset(tables.split()), blocks, notes)


GROUPS = (
    Group(Say.INPUTS, (_drawn("input adc zone", inputs.blocks, Notes.INPUTS),)),
    Group(Say.OUTPUTS, (_drawn("output", outputs.blocks, Notes.OUTPUTS),)),
    Group(
        Say.PANEL,
        (
            _drawn("keypad", keypads.blocks, Notes.KEYPADS),
            _drawn("reader", readers.blocks, Notes.READERS),
            _drawn("reader", tag_chips.blocks, Notes.TAG_CHIPS),
        ),
    ),
    Group(Say.BUSES, (_drawn("power adc sensor clock keypad display reader", buses.blocks, Notes.BUSES),)),
    Group(Say.SUPPLY, (_drawn("power", supply_sheet.blocks, Notes.SUPPLY),)),
    Group(
        Say.LINKS,
        (
            _drawn("gsm", links.modem, Notes.MODEM),
            _drawn("camera", links.cameras),
            _drawn("mqtt", links.network),
            _drawn("clock", links.clock),
        ),
    ),
)
FRAMED = frozenset({"panel"})  # its name and its language
WITHOUT_WIRES = {
    "board": "which library reaches the lines",
    "area": "what is armed together",
    "timings": "how long things take",
    "arming": "how leaving goes",
    "overrides": "who may arm over what",
    "tags": "what a tag may",
    "pictures": "how long they are kept",
}


def drawn() -> frozenset[str]:
    """The tables of the configuration that the drawing shows."""
    return FRAMED.union(*(each.tables for group in GROUPS for each in group.drawn))


def drawing(config: Config, only: int | None = None) -> str:
    """The whole drawing as SVG, sheet under sheet, or one of its sheets (the first is 1). Raises ValueError for a sheet
    that there is not."""
    language = Language(config.panel.language)
    sheets = laid_out(list(_sections(config, language)))
    if only is not None and not 1 <= only <= len(sheets):
        raise ValueError(f"there are sheets 1 to {len(sheets)}, no {only}")
    digest = language(Say.DRAWING).format(digest=_digest(sheets))
    paper = Pen()
    chosen = range(len(sheets)) if only is None else (only - 1,)
    for place, index in enumerate(chosen):
        pen = paper.moved(0, place * SHEET_HIGH)
        draw(pen, sheets[index])
        frame(pen, Frame(config.panel.name, language(Say.SHEET).format(n=index + 1, all=len(sheets)), digest))
    title = f"{language(Say.TITLE)}: {config.panel.name}"
    return svg.document(paper.shapes, SHEET_WIDE, len(chosen) * SHEET_HIGH, title)


def _sections(config: Config, language: Language) -> Iterator[Section]:
    grouped = [_section(group, config, language) for group in GROUPS]
    every = [block for section in grouped for block in section.blocks]
    uses = [use for block in every for use in block.uses]
    header = (notes.block(Notes.HEADER, language),)
    yield Section(language(Say.HEADER), (overview.block(uses, language),), header)
    yield from (section for section in grouped if section.blocks)
    yield Section(language(Say.LISTS), (lists.block(uses, _parts(every), language),))


def _section(group: Group, config: Config, language: Language) -> Section:
    there = [(each, tuple(each.blocks(config, language))) for each in group.drawn]
    said = [each.notes for each, blocks in there if blocks and each.notes is not None]
    return Section(
        title=language(group.title),
        blocks=tuple(block for _, blocks in there for block in blocks),
        notes=tuple(notes.block(each, language) for each in said),
    )


def _parts(blocks: Sequence[Block]) -> Counter[tuple[Part, str]]:
    pen = Pen()
    for block in blocks:
        block.draw(pen)
    return pen.parts


def uses_of(config: Config) -> list[Use]:
    """Every line of the header in use, as the pin list has it."""
    language = Language(config.panel.language)
    sections = [_section(group, config, language) for group in GROUPS]
    return [use for section in sections for block in section.blocks for use in block.uses]


def _digest(sheets: Sequence[Sequence[Placed]]) -> str:
    """Eight characters by which two prints of one drawing are known."""
    pen = Pen()
    for sheet in sheets:
        draw(pen, sheet)
    return hashlib.sha256(repr(pen.shapes).encode()).hexdigest()[:8]
