"""A story: events go in, actions come out, time passes as the shell lets it pass."""

from comms.policy import Action, Event, State, TimePassed, next_deadline, start, step

HEARTBEAT_MS = 60_000


class Story:
    """Feeds events and keeps what came back."""

    def __init__(self, now: int = 1_000) -> None:
        self.now = now
        self.state: State = start(now, HEARTBEAT_MS)

    def tell(self, event: Event) -> tuple[Action, ...]:
        self.state, actions = step(self.state, event, self.now)
        return actions

    def wait(self, ms: int) -> tuple[Action, ...]:
        """Lets time pass as the shell does: waking at each deadline, never earlier."""
        end, told = self.now + ms, list[Action]()
        while (due := next_deadline(self.state)) is not None and due <= end:
            self.now = max(self.now, due)
            told += self.tell(TimePassed())
        self.now = end
        return tuple(told)
