"""Draws a snapshot: house and panel on the left, the station on the right, what to type below."""

from itertools import zip_longest

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.layout import Layout
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from hw_sim.screen.snapshot import Area, Snapshot, Status
from hw_sim.world.look import View

LAMP_COLOURS = {"ready": "green", "armed": "yellow", "alarm": "red"}
DISPLAY_STYLES = {True: "black on green", False: "green"}
PHASE_STYLES = {
    "idle": "green",
    "exit": "yellow",
    "armed": "cyan",
    "entry": "bold yellow",
    "alarm": "bold white on red",
}
NOTES = 3
HOUSE_WIDTH = 46
BORDERS = 2
INDENT = 2  # of the rest of a long line


def draw(snapshot: Snapshot) -> "Screen":
    """The whole screen, as large as the terminal."""
    return Screen(snapshot)


class Screen:
    """Shares out the lines there are: first the house, then what to type, and last where the notes lie.

    On 80x24 the example home has them all. Where it is tighter the help goes first: it can be
    read again, a siren cannot.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Rich's protocol for things that draw themselves."""
        snapshot, height = self._snapshot, options.height or console.height
        house = _lines(console, options.update(width=HOUSE_WIDTH, height=None), _house(snapshot))
        room = max(0, height - house)
        below = min(room, len(snapshot.hints) + min(len(snapshot.notes), NOTES) + BORDERS)
        above = Layout(name="above")
        above.split_row(Layout(_house(snapshot, tight=house > height), size=HOUSE_WIDTH), Layout(_station(snapshot)))
        parts = [above]
        if below > BORDERS:
            parts.append(Layout(_below(snapshot, below - BORDERS), size=below))
        if snapshot.where and room > below:
            parts.insert(0, Layout(Text(snapshot.where, style="dim", no_wrap=True, overflow="ellipsis"), size=1))
        screen = Layout()
        screen.split_column(*parts)
        yield from console.render(screen, options.update(height=height))


def _lines(console: Console, options: ConsoleOptions, shown: RenderableType) -> int:
    return len(console.render_lines(shown, options, pad=False))


def _house(snapshot: Snapshot, *, tight: bool = False) -> RenderableType:
    """``tight``: not everything fits, and what is cut off at the end is the zones that come last."""
    areas, outputs, zones = _areas(snapshot.panel), _outputs(snapshot.house), _zones(snapshot)
    read = _display(snapshot.house)
    parts = [areas, outputs, *read, zones] if tight else [areas, *(read or [Text()]), zones, Text(), outputs]
    return Panel(Group(*parts), title=snapshot.title, title_align="left")


def _areas(panel: Status | None) -> RenderableType:
    if panel is None:
        return Text("the panel does not answer", style="bold red")
    rows = Table.grid(padding=(0, 2))
    for area in panel.areas:
        rows.add_row(
            Text(area.name, style="bold"), area.mode, Text(_phase(area), style=PHASE_STYLES.get(area.phase, ""))
        )
    if panel.unacked:
        rows.add_row("", Text(f"{panel.unacked} unsent", style="yellow"))
    troubles = [Text(f"trouble: {each.trouble} {each.detail}".rstrip(), style="yellow") for each in panel.troubles]
    return Group(rows, *troubles)


def _phase(area: Area) -> str:
    if area.remaining_ms is None:
        return f" {area.phase} "
    return f" {area.phase} {area.remaining_ms / 1_000:.0f} s "


def _display(house: View | None) -> list[RenderableType]:
    """What is read on the first display, two of its rows in a line: they take the place of the empty line above the
    zones. Rows in which nothing stands are left out, but the first."""
    if house is None or house.display is None:
        return []
    lit = next(display.lit for display in house.displays.values())
    pairs = [house.display[at : at + 2] for at in range(0, len(house.display), 2)]
    shown = [pairs[0], *(pair for pair in pairs[1:] if any(row.strip() for row in pair))]
    return [Text("│".join(pair), style=DISPLAY_STYLES[lit], no_wrap=True) for pair in shown]


def _zones(snapshot: Snapshot) -> RenderableType:
    """Each input by the name that one types, two in a row so that a home fits on 24 lines."""
    cells = [_zone(number, wire, snapshot.house) for number, wire in snapshot.zones]
    half = (len(cells) + 1) // 2
    rows = Table.grid(padding=(0, 1), expand=True)
    rows.add_column(ratio=1, no_wrap=True)
    rows.add_column(ratio=1, no_wrap=True)
    for left, right in zip_longest(cells[:half], cells[half:]):
        rows.add_row(left, right)
    return rows


def _zone(number: int, wire: str, house: View | None) -> Text:
    is_open = house is not None and house.inputs.get(wire) == "open"
    cell = Text().append(f"{number:>3} ", style="dim")
    cell.append("◆ " if is_open else "· ", style="bold red" if is_open else "dim")
    return cell.append(wire, style="bold red" if is_open else "default")


def _outputs(house: View | None) -> RenderableType:
    if house is None:
        return Text("the house does not answer", style="bold red")
    line = Text()
    for name, on in (("siren", house.siren), ("strobe", house.strobe), ("sounder", house.sounder)):
        if on is not None:
            line.append(f" {name.upper() if on else name} ", style="bold white on red" if on else "dim")
            line.append(" ")
    lamps = Text()
    for name, on in house.lamps.items():
        if on is not None:
            lamps.append("● " if on else "○ ", style=LAMP_COLOURS[name] if on else "dim")
            lamps.append(f"{name}  ", style="" if on else "dim")
    return Group(line, lamps, _way(house))


def _way(house: View) -> Text:
    network = Text(
        "network up" if house.network == "up" else "NETWORK CUT", style="dim" if house.network == "up" else "red"
    )
    if house.broker is not None:
        up = house.broker == "up"
        network.append("  broker up" if up else "  BROKER DOWN", style="dim" if up else "red")
    return network


def _station(snapshot: Snapshot) -> RenderableType:
    printed = Newest(snapshot.station) if snapshot.station else Text("nothing yet", style="dim")
    return Panel(printed, title="Station", title_align="left")


class Newest:
    """Lines, wrapped, of which the last that fit are shown: what just happened is at the end."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        self._lines = lines

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Rich's protocol for things that draw themselves."""
        fitting: list[Text] = []
        for line in self._lines:
            text = Text(line, style="bold red" if _is_alarm(line) else "")
            first, *more = text.wrap(console, options.max_width - INDENT)
            fitting += [first, *(Text(" " * INDENT) + each for each in more)]
        yield from fitting[-(options.height or len(fitting)) :]


def _is_alarm(line: str) -> bool:
    """The station writes what somebody must act upon in capitals: time, panel, WHAT."""
    return len(parts := line.split("  ")) > 2 and parts[2].isupper()


def _below(snapshot: Snapshot, room: int) -> RenderableType:
    """At most ``room`` lines: news before what to type, a command before what it means."""
    notes = [_line(Text(note, style="yellow")) for note in snapshot.notes[-NOTES:][-room:]]
    width = max((len(command) for command, _ in snapshot.hints), default=0) + 2
    hints = [
        _line(Text(command.ljust(width), style="bold cyan").append(meaning, style="not bold dim default"))
        for command, meaning in snapshot.hints[: room - len(notes)]
    ]
    return Panel(Group(*hints, *notes), title="In another terminal", title_align="left")


def _line(text: Text) -> Text:
    text.no_wrap, text.overflow = True, "ellipsis"
    return text
