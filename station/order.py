"""Commanding a panel: waits for its challenge, sends one signed command, waits for the one result."""

import asyncio
import secrets
from collections.abc import Callable

from comms.commands import read_result, read_state, sign_command
from comms.documents import CommandDoc, ResultDoc
from comms.envelope import text_of
from comms.errors import EnvelopeError
from comms.keys import Identity, KeyFile
from comms.transport import Arrived, BrokerEvent, Closed, Confirmed, Opened, Subscription, Transport
from station.errors import NoResultError
from station.intake import ROOT
from station.service import Broker, Connect

Compose = Callable[[str], CommandDoc]  # from the challenge


async def command(
    broker: Broker, connect: Connect, panel: KeyFile, identity: Identity, compose: Compose, timeout_s: float
) -> ResultDoc:
    """The panel's own answer. Raises NoResultError when none came in time, DocumentError from ``compose``."""
    order = _Order(panel, identity, compose)
    root = f"{ROOT}{panel.id}/"
    wanted = (Subscription(f"{root}state"), Subscription(f"{root}result"))
    name = f"sereno-{identity.id}-{secrets.token_hex(4)}"
    order.transport = connect(broker.settings(name, wanted, session_expiry_s=0), order.hear)
    try:
        async with asyncio.timeout(timeout_s), asyncio.TaskGroup() as tasks:
            link = tasks.create_task(order.transport.run())
            await order.done.wait()
            link.cancel()
    except TimeoutError:
        raise NoResultError(order.why_nothing(timeout_s)) from None
    if order.failure is not None:
        raise order.failure
    assert order.result is not None, "done means a result or a failure"
    return order.result


class _Order:
    """One command on its way."""

    def __init__(self, panel: KeyFile, identity: Identity, compose: Compose) -> None:
        self.transport: Transport
        self.done = asyncio.Event()
        self.result: ResultDoc | None = None
        self.failure: EnvelopeError | None = None
        self._panel = panel
        self._identity = identity
        self._compose = compose
        self._command = ""
        self._token = 0
        self._last = "no connection to the broker"

    def hear(self, event: BrokerEvent) -> None:
        match event:
            case Opened():
                self._last = f"no signed state of the panel {self._panel.id!r}, so no challenge"
                if self._command:
                    self._publish()
            case Closed(detail=detail):
                self._last = detail
            case Confirmed(accepted=accepted):
                self._last = "the panel did not answer" if accepted else "the broker refused the command"
            case Arrived(topic=topic, body=body):
                self.transport.confirm(event)
                self._arrived(topic.rpartition("/")[2], body)

    def why_nothing(self, timeout_s: float) -> str:
        sent = "whether it was obeyed is not known" if self._command else "nothing was sent"
        return f"no result within {timeout_s:.0f} s: {self._last}; {sent}"

    def _arrived(self, leaf: str, body: bytes) -> None:
        try:
            if leaf == "state" and not self._command:
                self._begin(read_state(text_of(body), self._panel).challenge)
            elif leaf == "result" and self._command:
                self.result = read_result(text_of(body), self._panel, self._command)
        except EnvelopeError as error:
            self._last = f"a {leaf} was refused: {error}"
        if self.result is not None:
            self.done.set()

    def _begin(self, challenge: str) -> None:
        try:
            composed = self._compose(challenge)
        except EnvelopeError as error:
            self.failure = error
            self.done.set()
            return
        self._command = sign_command(self._identity, composed)
        self._publish()

    def _publish(self) -> None:
        """The same characters each time: obeyed once, answered each time."""
        self._token += 1
        self.transport.publish(self._token, f"{ROOT}{self._panel.id}/command", self._command.encode("ascii"))
