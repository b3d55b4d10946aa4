"""Two lines that somebody has joined: one is driven, the other listens, and everything is timed."""

import asyncio
from collections.abc import Sequence

import gpiozero

from drivers.board import NeedsLoop
from drivers.stamps import MS_PER_S
from panel.doctor.contract import BURST, EDGES, PULSE_MS, Measured, Pair
from panel.exam.lines import Sleep

US_PER_S = 1_000_000
SETTLES_S, STEP_S, WAITS = 0.005, 0.001, 100  # an edge that has not come after a tenth of a second is lost
PULSES = 5
FRAME_GAP_S = 0.002  # from one pulse of a tag's frame to the next


class _Ear:
    """Hears a line. Kept by whoever listens: gpiozero holds what it calls weakly."""

    def __init__(self, factory: gpiozero.Factory) -> None:
        self._factory = factory
        self.edges: list[tuple[float, float, int]] = []  # stamp, when it was called, level

    def hear(self, ticks: float, state: float) -> None:
        """An edge."""
        self.edges.append((ticks, self._factory.ticks(), int(state)))


class _Joined:
    """The two ends while they are measured."""

    def __init__(self, factory: gpiozero.Factory, pair: Pair, sleep: Sleep) -> None:
        self.factory, self.sleep = factory, sleep
        self.out, self.into = factory.pin(pair[0]), factory.pin(pair[1])
        self.ear = _Ear(factory)

    def listen(self, edges: str) -> None:
        """From now on they are heard."""
        self.ear.edges.clear()
        self.into.edges = edges
        self.into.when_changed = self.ear.hear

    def deaf(self) -> None:
        """No more."""
        self.into.when_changed = None

    async def heard(self, count: int) -> bool:
        """Waits for so many edges, for a while."""
        for _ in range(WAITS):
            if len(self.ear.edges) >= count:
                return True
            await self.sleep(STEP_S)
        return False

    def let_go(self) -> None:
        """Both ends inputs again."""
        for pin in (self.out, self.into):
            pin.when_changed = None
            pin.function = "input"
            pin.close()


async def measure(factory: gpiozero.Factory, pairs: Sequence[Pair], sleep: Sleep = asyncio.sleep) -> list[Measured]:
    """One pair after the other. To be called in the loop in which the factory's edges are read."""
    if isinstance(factory, NeedsLoop):
        factory.attach(asyncio.get_running_loop())
    return [await _measured(factory, pair, sleep) for pair in pairs]


async def _measured(factory: gpiozero.Factory, pair: Pair, sleep: Sleep) -> Measured:
    try:
        joined = _Joined(factory, pair, sleep)
    except (OSError, gpiozero.GPIOZeroError) as error:
        return Measured(pair=pair, error=str(error))
    try:
        pulls = {pull: await _pulled(joined, pull) for pull in ("up", "down")}
        levels = {level: await _driven(joined, level) for level in (0, 1)}
        late_us, stamped = await _edges(joined)
        pulses_ms = await _pulses(joined)
        burst = await _burst(joined)
        clicks = await _clicks(joined)
        kept = await _kept(joined)
    except (OSError, gpiozero.GPIOZeroError) as error:
        return Measured(pair=pair, error=str(error))
    finally:
        joined.let_go()
    return Measured(
        pair=pair, pulls=pulls, levels=levels, late_us=late_us, stamped=stamped, pulses_ms=pulses_ms, burst=burst,
        clicks=clicks, kept=kept,
    )  # fmt: skip


def _release(pin: gpiozero.Pin) -> str:
    """Makes it an input that nothing holds; the name of the resistor that the board has there all the same, or none."""
    try:
        pin.input_with_pull("floating")
    except gpiozero.PinFixedPull:
        pin.input_with_pull("up")  # GPIO 2 and 3: no line of a Pi has one to ground
        return "up"
    return ""


async def _pulled(joined: _Joined, pull: str) -> bool | None:
    """Whether the listening end, with nobody driving, goes where it is pulled."""
    _release(joined.out)
    try:
        joined.into.input_with_pull(pull)
    except gpiozero.PinFixedPull:
        return None
    await joined.sleep(SETTLES_S)
    return bool(joined.into.state) is (pull == "up")


async def _driven(joined: _Joined, level: int) -> int:
    _release(joined.into)
    joined.out.output_with_state(level)
    await joined.sleep(SETTLES_S)
    return int(joined.into.state)


async def _edges(joined: _Joined) -> tuple[tuple[int, ...], int]:
    """How late each was, and how many were stamped between the drive and the call."""
    joined.out.output_with_state(0)
    await joined.sleep(SETTLES_S)
    joined.listen("both")
    late_us, stamped = [], 0
    for turn in range(EDGES):
        joined.ear.edges.clear()
        level = (turn + 1) % 2
        driven = joined.factory.ticks()
        joined.out.state = level
        if await joined.heard(1):
            stamp, called, state = joined.ear.edges[0]
            late_us.append(round((called - driven) * US_PER_S))
            stamped += driven <= stamp <= called and state == level
        await joined.sleep(STEP_S)
    joined.deaf()
    return tuple(late_us), stamped


async def _pulses(joined: _Joined) -> tuple[float, ...]:
    """How long each looked, by its stamps."""
    found = []
    for _ in range(PULSES):
        joined.out.state = 0
        await joined.sleep(SETTLES_S)
        joined.listen("both")
        joined.out.state = 1
        await joined.sleep(PULSE_MS / MS_PER_S)
        joined.out.state = 0
        if await joined.heard(2):
            (up, *_), (down, *_) = joined.ear.edges[:2]
            found.append(round((down - up) * MS_PER_S, 3))
        joined.deaf()
    return tuple(found)


async def _burst(joined: _Joined) -> int:
    """A tag's frame: falling edges that came."""
    joined.out.state = 1
    await joined.sleep(SETTLES_S)
    joined.listen("falling")
    for _ in range(BURST):
        joined.out.state = 0
        joined.out.state = 1
        await joined.sleep(FRAME_GAP_S)
    await joined.heard(BURST)
    joined.deaf()
    return len(joined.ear.edges)


async def _clicks(joined: _Joined) -> int:
    """Edges while an output is opened at the level at which its line is held: as an active-low relay that is off."""
    _release(joined.out)
    joined.into.input_with_pull("up")
    await joined.sleep(SETTLES_S)
    joined.listen("both")
    joined.out.output_with_state(1)
    await joined.sleep(SETTLES_S)
    joined.deaf()
    return len(joined.ear.edges)


async def _kept(joined: _Joined) -> bool:
    """Whether the level stays when the output is let go of, against what holds the other end."""
    level = 0 if _release(joined.into) else 1
    if level:
        joined.into.input_with_pull("down")
    joined.out.output_with_state(level)
    await joined.sleep(SETTLES_S)
    joined.out.close()
    await joined.sleep(SETTLES_S)
    return int(joined.into.state) == level
