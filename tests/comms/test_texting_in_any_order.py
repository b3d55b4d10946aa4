"""The second path in any order: whatever fails and whoever goes away, nothing is sent unasked and nothing is stuck."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from comms.at_facts import Dead, NotSent, Ready, Registered, Sent
from comms.at_words import Advice
from comms.texting import Event, Linked, Primary, SendText, TimePassed, next_deadline, start, step
from panel.api import Acked, Attempt, AttemptWanted, Path, Probe, ProbeWanted, StartOver, TakeBack, Text, Texted, Texts
from panel.api import TextsWanted as Wanted

DAY_MS = 86_400_000
PER_REPORT = 3


class World:
    """alarmd, modem and station around the policy; the test decides what works."""

    def __init__(self) -> None:
        self.now = 0
        self.state = start(0)
        self.linked, self.able, self.station_answers = False, False, True
        self.worth = {n: Text(n=n, alarm=n % 2 == 0, body=f"text-{n}") for n in range(1, 21)}
        self.done: set[int] = set()
        self.tries: dict[int, int] = {}
        self.allowed: int | None = None
        self.asked: int | None = None
        self.wanted: Wanted | None = None
        self.sending: list[SendText] = []
        self.up: bool | None = None

    def happens(self, event: Event) -> None:
        self.state, actions = step(self.state, event, self.now)
        for action in actions:
            self.acts(action)

    def acts(self, action: object) -> None:
        match action:
            case Wanted():
                assert self.linked, "asked of nobody"
                self.wanted = action
            case AttemptWanted(n=n):
                assert self.linked and self.asked is None, "two questions at a time"
                self.asked = n
            case TakeBack(n=n):
                self.tries[n] -= 1
                assert self.tries[n] >= 0, "taken back what was never tried"
                self.allowed = None
            case ProbeWanted():
                assert self.linked and self.asked is None, "two questions at a time"
                self.asked = 0
            case SendText(n=n):
                assert self.allowed == n, "sent without being allowed"
                assert not self.sending, "two at a time"
                self.sending.append(action)
            case Path(up=up):
                assert up is not self.up, "told twice"
                self.up = up

    def alarmd_answers(self) -> None:
        """The question that waits, if one does."""
        n, self.asked = self.asked, None
        if n == 0:
            self.allowed = 0
            self.happens(Probe(body="probe"))
        elif n is not None:
            may = self.tries.get(n, 0) < PER_REPORT
            self.tries[n] = self.tries.get(n, 0) + may
            self.allowed = n if may else None
            self.happens(Attempt(n=n, allowed=may))

    # what may happen ------------------------------------------------------------------------------

    def alarmd_gives(self) -> None:
        if self.wanted is None or not self.linked:
            return
        asked, self.wanted = self.wanted, None
        found = [
            text
            for n, text in self.worth.items()
            if n not in self.done and n > (asked.after_alarm if text.alarm else asked.after_other)
        ][: asked.limit]
        if not found:
            self.wanted = asked
            return
        alarm = max([asked.after_alarm, *(text.n for text in found if text.alarm)])
        other = max([asked.after_other, *(text.n for text in found if not text.alarm)])
        self.happens(Texts(texts=tuple(found), after_alarm=alarm, after_other=other))

    def modem_sends(self) -> None:
        if not self.sending:
            return
        sent = self.sending.pop()
        self.happens(Sent(str(sent.n), (1,)))
        if self.station_answers:
            self.answered(sent.n)

    def modem_refuses(self, unknown: bool) -> None:
        if self.sending:
            self.happens(NotSent(str(self.sending.pop().n), Advice.AGAIN, 38, unknown))

    def answered(self, n: int) -> None:
        self.done.add(n)
        if self.linked:
            self.happens(Texted(ns=(n,)))

    def network_acks(self, n: int) -> None:
        self.done.add(n)
        if self.linked:
            self.happens(Acked(ns=(n,)))

    def link(self, on: bool) -> None:
        if on is self.linked:
            return
        self.linked, self.wanted, self.asked = on, None, None
        self.up = None  # another alarmd knows nothing
        self.happens(Linked(on))

    def modem(self, able: bool) -> None:
        if able:
            self.happens(Ready())
            self.happens(Registered(True))
            return
        self.modem_refuses(unknown=True)
        self.happens(Dead())

    def passes(self, ms: int) -> None:
        end = self.now + ms
        for _ in range(10_000):
            due = next_deadline(self.state)
            if due is None or due > end:
                break
            self.now = max(self.now, due)
            self.happens(TimePassed())
        else:
            raise AssertionError("woken without end")
        self.now = end


Deed = Callable[[World], None]
DEEDS: st.SearchStrategy[Deed] = st.one_of(
    st.sampled_from(
        [
            World.alarmd_gives,
            World.modem_sends,
            World.alarmd_answers,
            lambda world: world.modem_refuses(unknown=False),
            lambda world: world.modem_refuses(unknown=True),
            lambda world: world.link(True),
            lambda world: world.link(False),
            lambda world: world.modem(True),
            lambda world: world.modem(False),
            lambda world: world.happens(Primary(True)),
            lambda world: world.happens(Primary(False)),
            lambda world: world.happens(StartOver()),
            lambda world: setattr(world, "station_answers", not world.station_answers),
        ]
    ),
    st.integers(1, 20).map(lambda n: lambda world: world.network_acks(n)),
    st.sampled_from([10, 1_000, 5_000, 90_000, 3_600_000]).map(lambda ms: lambda world: world.passes(ms)),
)


def test_a_probe_that_was_allowed_late_is_waited_for_and_does_not_keep_the_process_busy() -> None:
    """alarmd answered after an hour; the next probe was due by then, and cannot go before this one is answered."""
    world = World()
    world.station_answers = False
    world.link(True)
    world.modem(True)
    world.passes(3_600_000)
    world.alarmd_answers()
    world.modem_sends()
    due = next_deadline(world.state)
    assert due is not None and due > world.now
    world.passes(10)


@settings(max_examples=600, deadline=None)
@given(st.lists(DEEDS, min_size=40, max_size=80))
def test_whatever_happened_everything_comes_through_once_all_is_well(deeds: list[Deed]) -> None:
    world = World()
    for deed in deeds:
        deed(world)
    world.station_answers = True
    world.link(True)
    world.modem(True)
    for _ in range(200):
        world.alarmd_gives()
        world.alarmd_answers()
        world.modem_sends()
        world.passes(600_000)
    spent = {n for n in world.worth if world.tries.get(n, 0) >= PER_REPORT}
    assert set(world.worth) - world.done <= spent, "what may still be sent is on its way"
    assert all(count <= PER_REPORT for count in world.tries.values())
