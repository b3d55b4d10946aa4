"""How long a code typed at the keypad takes, right or wrong, among thousands of users: the panel's own parts, timed.

From the last key to what the core decides: the keyed hash, the look-up with today's rights, and the step. Right and
wrong ones come in random order, so that neither has a warmer processor; the core is asked each time in the same
state, a disarmed house, for there a right code does least and a difference would show most.
"""

from random import Random
from time import perf_counter_ns

import msgspec

from hw_sim.bench.configs import example
from panel.config.parse import parse
from panel.config.plan import to_plan
from panel.core.names import Role
from panel.core.state import initial
from panel.core.step import step
from panel.daemon.hands import Hands
from panel.daemon.wall import here_of
from panel.ports import KeyPressed
from panel.store.actors import Moment
from panel.store.people import Code, People, User
from panel.store.pins import make_device_key, verifier

DIGITS = 8  # 5,000 codes of six digits would be five times what may be in use
WALL_MS = 1_790_000_000_000


class Times(msgspec.Struct, frozen=True):
    """What was measured, in milliseconds: finding whose code it is, and all of it up to the decision."""

    found_ms: list[float]
    decided_ms: list[float]


def crowd(users: int, key: bytes) -> People:
    """So many residents, each with a code: its own number."""
    return People(
        users=tuple(User(id=f"u{i}", name=f"User {i}", role=Role.RESIDENT) for i in range(users)),
        codes=tuple(Code(verifier=verifier(key, f"{i:0{DIGITS}d}"), user=f"u{i}", digits=DIGITS) for i in range(users)),
    )


def times(users: int, tries: int, seed: int) -> tuple[Times, Times]:
    """Right and wrong codes, ``tries`` of each."""
    config, key, random = parse(example(), "example"), make_device_key(), Random(seed)
    plan = to_plan(config)
    people, state = crowd(users, key), initial(plan)
    hands = Hands(here_of(plan, config.panel.timezone), key)
    right, wrong = Times([], []), Times([], [])
    order = [right, wrong] * tries
    random.shuffle(order)
    for now_ms, one in enumerate(order):
        number = random.randrange(users) + (0 if one is right else users)
        for digit in f"{number:0{DIGITS}d}":
            hands.key(KeyPressed("hall", digit, now_ms), people, Moment(WALL_MS))
        begun_ns = perf_counter_ns()
        meant = hands.key(KeyPressed("hall", "#", now_ms), people, Moment(WALL_MS))
        found_ns = perf_counter_ns()
        assert meant is not None, "the last key finishes the entry"
        step(plan, state, meant.event, now_ms)
        one.found_ms.append((found_ns - begun_ns) / 1e6)
        one.decided_ms.append((perf_counter_ns() - begun_ns) / 1e6)
    return right, wrong
