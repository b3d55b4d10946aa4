"""Opens each device by itself, on the board that the panel uses, and listens to it for a moment."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import ExitStack, suppress

import gpiozero
import msgspec

from drivers.board import PinBoard, open_board
from drivers.errors import DriverError
from drivers.stamps import now_ms
from drivers.tags.opening import Ways
from panel.config.model import Config, OutputRole
from panel.doctor.heard import Heard
from panel.doctor.units import Unit, units
from panel.ports import ClockSaid, HardwareEvent

# A gauge is set up in the first second and read in the second; a reader's line is stuck after one, and a chip that says
# nothing has failed after two and an attempt: drivers.tags.chip_reader.
LISTENS_MS = 3_000
POLL_MS = 20
SOUNDS_S = 1.0
HEARD_AND_SEEN = (
    OutputRole.SIREN,
    OutputRole.STROBE,
    OutputRole.SOUNDER,
    OutputRole.LAMP_READY,
    OutputRole.LAMP_ARMED,
    OutputRole.LAMP_ALARM,
)

Sleep = Callable[[float], Awaitable[None]]


class _Opened(msgspec.Struct):
    unit: Unit
    board: PinBoard | None
    refused: str
    events: list[HardwareEvent]


async def listen(
    config: Config,
    factory: gpiozero.Factory,
    ways: Ways,
    *,
    sound: bool = False,
    sleep: Sleep = asyncio.sleep,
    for_ms: int | None = None,
) -> list[Heard]:
    """What was heard of every device. ``sound``: sirens, sounders and lamps are switched on for a second each;
    ``for_ms``: how long is listened, LISTENS_MS if nothing is said."""
    with ExitStack() as closing:
        opened = [_open(unit, factory, ways) for unit in units(config)]
        for each in opened:
            if each.board is not None:
                closing.callback(each.board.close)
                each.board.start(each.events.append)
                _settle(each.board)
        await _poll(opened, factory, sleep, LISTENS_MS if for_ms is None else for_ms)
        outputs = [await _outputs(each, sound, sleep) for each in opened]
        return [
            Heard(
                unit=each.unit,
                refused=each.refused,
                events=tuple(each.events),
                outputs=levels,
                clock=_clock(each.board),
            )
            for each, levels in zip(opened, outputs, strict=True)
        ]


def _open(unit: Unit, factory: gpiozero.Factory, ways: Ways) -> _Opened:
    try:
        board = open_board(unit.config, factory, ways.buses, ways.ports, ways.rtcs, ways.spis)
        return _Opened(unit, board, "", [])
    except DriverError as error:
        return _Opened(unit, None, str(error), [])


def _clock(board: PinBoard | None) -> ClockSaid | None:
    return None if board is None or board.clock is None else board.clock.said


def _settle(board: PinBoard) -> None:
    """Says to each line that is off that it shall be. One that the last panel left so is of unknown standing to its
    driver, and what waits for a siren at rest would wait for ever. One that is on stays on."""
    for output in board.outputs.values():
        with suppress(DriverError):  # told by its driver, and again when it is read at the end
            if not output.read():
                output.write(False)


async def _poll(opened: Sequence[_Opened], factory: gpiozero.Factory, sleep: Sleep, for_ms: int) -> None:
    end_ms = now_ms(factory) + for_ms
    while now_ms(factory) < end_ms:
        await sleep(POLL_MS / 1_000)
        for each in opened:
            if each.board is not None:
                each.board.poll(now_ms(factory))


async def _outputs(opened: _Opened, sound: bool, sleep: Sleep) -> dict[str, bool | str]:
    """What each is at; before that, where it may be heard, it is on for a moment."""
    found: dict[str, bool | str] = {}
    if opened.board is None:
        return found
    for each in opened.unit.config.output:
        output = opened.board.outputs[each.name]
        try:
            if sound and each.role in HEARD_AND_SEEN:
                before = output.read()
                output.write(True)
                await sleep(SOUNDS_S)
                output.write(before)
            found[each.name] = output.read()
        except DriverError as error:
            found[each.name] = str(error)
    return found
