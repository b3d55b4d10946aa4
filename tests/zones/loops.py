"""Loops to be read: as they are sold, as one panel's presets have them, and any."""

from hypothesis import assume
from hypothesis import strategies as st

from zones.eol import Loop, Window, WindowsOverlap, level_at, ratio, windows
from zones.kinds import Level
from zones.wiring import Wiring

# As they are sold: Texecom 4k7 over 2k2 (double), Honeywell 2k (single), a triple with 6k8 across the mask.
SINGLE = Loop(wiring=Wiring.SEOL, pull_ohm=2_200, end_ohm=2_000)
DOUBLE = Loop(wiring=Wiring.DEOL, pull_ohm=4_700, end_ohm=2_200, alarm_ohm=4_700)
TRIPLE = Loop(wiring=Wiring.TEOL, pull_ohm=8_200, end_ohm=2_200, alarm_ohm=4_700, mask_ohm=12_000, tolerance_percent=1)
LEAK = Loop(wiring=Wiring.LEAK, pull_ohm=10_000, end_ohm=10_000)

# The resistors of Honeywell Galaxy's double-balanced presets, and within which ohms that panel reads which state.
OHM = tuple[int, int]
PRESETS: dict[str, tuple[Loop, dict[Level, OHM]]] = {
    "1k": (
        Loop(wiring=Wiring.TEOL, pull_ohm=2_200, end_ohm=1_000, alarm_ohm=1_000, mask_ohm=12_000),
        {Level.SECURE: (900, 1_200), Level.OPEN: (1_300, 12_000), Level.MASKED: (12_000, 19_000)},
    ),
    "2k2": (
        Loop(wiring=Wiring.TEOL, pull_ohm=4_700, end_ohm=2_200, alarm_ohm=2_200, mask_ohm=12_000),
        {Level.SECURE: (2_000, 2_500), Level.OPEN: (2_700, 12_000), Level.MASKED: (12_000, 15_000)},
    ),
    "4k7": (
        Loop(wiring=Wiring.TEOL, pull_ohm=10_000, end_ohm=4_700, alarm_ohm=4_700, mask_ohm=15_000),
        {Level.SECURE: (4_200, 5_500), Level.OPEN: (6_500, 19_000), Level.MASKED: (19_000, 22_000)},
    ),
    "5k6": (
        Loop(wiring=Wiring.TEOL, pull_ohm=10_000, end_ohm=5_600, alarm_ohm=5_600, mask_ohm=12_000),
        {Level.SECURE: (2_800, 8_400), Level.OPEN: (9_800, 12_600), Level.MASKED: (12_600, 22_000)},
    ),
    "1k + fault": (
        Loop(
            wiring=Wiring.TEOL, pull_ohm=2_200, end_ohm=1_000, alarm_ohm=1_000, mask_ohm=12_000, fault_ohm=3_000,
            tolerance_percent=1,
        ),
        {
            Level.SECURE: (900, 1_200),
            Level.OPEN: (1_300, 3_500),
            Level.FAULT: (3_500, 4_500),
            Level.MASKED: (4_500, 19_000),
        },
    ),
}  # fmt: skip


def nominal(loop: Loop) -> dict[Level, int]:
    """The ohms of each of a loop's states, one contact open at a time."""
    across = {Level.OPEN: loop.alarm_ohm, Level.MASKED: loop.mask_ohm, Level.FAULT: loop.fault_ohm}
    return {Level.SECURE: loop.end_ohm} | {level: loop.end_ohm + ohm for level, ohm in across.items() if ohm}


def reads(loop: Loop, ohm: float) -> Level:
    """What the loop says when it has so many ohms; infinity is a cut."""
    return level_at(windows(loop), 1.0 if ohm == float("inf") else ratio(ohm, loop.pull_ohm))


OHMS = st.integers(100, 50_000)
WIRED = st.one_of(
    st.builds(Loop, wiring=st.just(Wiring.SEOL), pull_ohm=OHMS, end_ohm=OHMS),
    st.builds(Loop, wiring=st.just(Wiring.DEOL), pull_ohm=OHMS, end_ohm=OHMS, alarm_ohm=OHMS),
    st.builds(
        Loop, wiring=st.just(Wiring.TEOL), pull_ohm=OHMS, end_ohm=OHMS, alarm_ohm=OHMS, mask_ohm=OHMS,
        tolerance_percent=st.integers(1, 5),
    ),
)  # fmt: skip


ANY = st.one_of(
    WIRED,
    st.builds(Loop, wiring=st.just(Wiring.LEAK), pull_ohm=OHMS, end_ohm=OHMS, rail_percent=st.integers(0, 3)),
    st.builds(
        Loop, wiring=st.just(Wiring.TEOL), pull_ohm=OHMS, end_ohm=OHMS, alarm_ohm=OHMS, fault_ohm=OHMS,
        tolerance_percent=st.integers(1, 2), cable_ohm=st.integers(0, 20),
    ),
)  # fmt: skip


def allowed(loop: Loop) -> tuple[Window, ...]:
    """Its windows, where its resistors can be told apart."""
    try:
        return windows(loop)
    except WindowsOverlap:
        assume(False)
        raise
