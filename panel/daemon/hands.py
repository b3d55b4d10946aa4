"""What people's hands do at readers and keypads, as events of the core.

Numbers and codes end here: the core hears of actors with their rights, never of a PIN.
"""

from secrets import token_hex

from keypad import ui
from panel.core.events import Actor, ArmRequested, DisarmRequested, Event, TagPresented, UnknownTag, WrongCode
from panel.core.names import Source
from panel.core.plan import Plan
from panel.ports import KeyPressed, TagRead
from panel.store.people import People, actor_for_code, actor_for_tag
from panel.store.pins import verifier

TOKEN_BYTES = 8
NO_OFFER = "none"  # never a token


class Hands:
    """Remembers, for each keypad, what has been typed so far and what it asked for last."""

    def __init__(self, plan: Plan, device_key: bytes) -> None:
        self._device_key = device_key
        self._areas = tuple(area.id for area in plan.areas)
        self._modes = tuple({mode: None for area in plan.areas for mode in area.modes})
        self._typed: dict[str, ui.Typed] = {}
        self._asked: dict[str, ArmRequested] = {}  # the last arming at each keypad; whoever forces means that one

    def tag(self, read: TagRead, people: People) -> Event:
        """A tag was read: somebody's, or nobody's."""
        found = actor_for_tag(people, read.tag, self._areas, self._modes)
        if found is None:
            return UnknownTag(read.reader)
        actor, tag = found
        return TagPresented(actor=actor, uid_only=tag.uid_only)

    def key(self, pressed: KeyPressed, people: People) -> Event | None:
        """A key went down; an event when that finished an entry."""
        before = self._typed.get(pressed.keypad, ui.NOTHING)
        self._typed[pressed.keypad], intent = ui.press(before, pressed.key, pressed.at_ms)
        return None if intent is None else self._meant(intent, pressed.keypad, people)

    def _meant(self, intent: ui.Intent, keypad: str, people: People) -> Event:
        actor = actor_for_code(people, verifier(self._device_key, intent.code), self._areas, self._modes)
        if actor is None:
            return WrongCode(Source.KEYPAD)
        if intent.force:
            return self._forced(actor, keypad)
        if intent.mode is None:
            return DisarmRequested(actor=actor, source=Source.KEYPAD)
        asked = ArmRequested(actor=actor, source=Source.KEYPAD, mode=intent.mode, offer=token_hex(TOKEN_BYTES))
        self._asked[keypad] = asked
        return asked

    def _forced(self, actor: Actor, keypad: str) -> Event:
        """The arming that was refused here, over what was in its way; the core knows whether that still stands."""
        refused = self._asked.pop(keypad, None)
        mode, token = (refused.mode, refused.offer) if refused is not None else (self._modes[0], NO_OFFER)
        return ArmRequested(actor=actor, source=Source.KEYPAD, mode=mode, force=token)
