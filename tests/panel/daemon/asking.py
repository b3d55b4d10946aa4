"""One question at a panel's shell, in the tests' own process."""

import json
from typing import Any

from panel.api import AddUser, Message, NewCode, Reply
from panel.daemon import console
from tests.support.panel_on_wires import PIN, PanelOnWires


def ask(house: PanelOnWires, message: Message) -> Reply:
    """One message, one reply."""
    replies: list[Reply] = []
    console.handle(house.engine, message, replies.append)  # type: ignore[arg-type]  # also what no panel understands
    assert len(replies) == 1
    return replies[0]


def done(house: PanelOnWires, message: Message) -> Any:
    """What came of it, for programs; it must be a yes."""
    reply = ask(house, message)
    assert reply.ok, reply.text
    return json.loads(reply.data)


def refused(house: PanelOnWires, message: Message) -> str:
    """Why not; and that nobody was changed."""
    before = house.engine.people
    reply = ask(house, message)
    assert not reply.ok
    assert house.engine.people is before
    return reply.text


def pin_for(house: PanelOnWires, who: str) -> str:
    """A new PIN for somebody, by the administrator."""
    return str(done(house, NewCode(pin=PIN, who=who))["pin"])


def newcomer(house: PanelOnWires, name: str, role: str) -> str:
    """Somebody new; their PIN."""
    return str(done(house, AddUser(name=name, role=role, pin=PIN))["pin"])
