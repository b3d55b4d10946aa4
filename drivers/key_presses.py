"""How long the finger stays on a modem's power key, and how long off it. Pure: times in, movements out.

A press toggles: the same key switches a modem on that is off, and off one that is on, provided it is held long enough.
Which of the two a modem that answers nothing is, no line of ours tells.
"""

import msgspec

from panel.config.gsm import ModemKind


class Times(msgspec.Struct, frozen=True, kw_only=True):
    """One make's. ``on_ms``: the press that switches on; ``off_ms``: the one that switches off; ``down_ms``, ``up_ms``:
    how long it then takes to be off, or to listen to its port."""

    on_ms: int
    off_ms: int
    down_ms: int
    up_ms: int


TIMES = {
    # SIM800 Hardware Design V1.09, 4.2.1 and figure 12: low for a second, its port alive more than 3 s later; 4.2.2.1
    # and figure 13: off by 1.5 s to 33 s, down more than 3 s later; SIM800H V2.03, 4.2.2.4: 800 ms more before it is
    # switched on again. V1.05 of the former (and SIM800C V1.02) is off after 1 s already: see ``presses``.
    ModemKind.SIM800: Times(on_ms=1_200, off_ms=2_000, down_ms=5_000, up_ms=5_000),
    # SIM7600 Series Hardware Design, 3.2.1 and 3.2.2: on by 500 ms, its port alive after 10 s to 14 s; off by 2.5 s.
    # How long it goes down is its sister's figure, SIM7912&SIM7906 Hardware Design V1.02, table 11: 25 s to 28 s, and
    # at most 5 s of pressing.
    ModemKind.SIM7600: Times(on_ms=1_000, off_ms=3_000, down_ms=30_000, up_ms=15_000),
}


class Hold(msgspec.Struct, frozen=True):
    """The key is down, or up, for so long."""

    pressed: bool
    ms: int


def presses(kind: ModemKind, attempt: int) -> tuple[Hold, ...]:
    """What is done at the ``attempt``-th time since the modem last answered, the first being 1.

    At first it is taken for hung: off, and on. Had it been off, the first press has switched it on, and the second
    perhaps off again, where a make is content with a second. So every other attempt is one press, that switches on.
    """
    times = TIMES[kind]
    on = Hold(True, times.on_ms), Hold(False, times.up_ms)
    return (Hold(True, times.off_ms), Hold(False, times.down_ms), *on) if attempt % 2 else on
