"""What people's hands do at readers and keypads, as events of the core.

Numbers and codes end here: the core hears of actors with their rights, never of a PIN.
"""

from keypad import ui
from panel.core.events import ArmRequested, DisarmRequested, Event, TagPresented, UnknownTag, WrongCode
from panel.core.names import Source
from panel.core.plan import Plan
from panel.ports import KeyPressed, TagRead
from panel.store.people import People, actor_for_code, actor_for_tag
from panel.store.pins import verifier


class Hands:
    """Remembers, for each keypad, what has been typed so far."""

    def __init__(self, plan: Plan, device_key: bytes) -> None:
        self._device_key = device_key
        self._areas = tuple(area.id for area in plan.areas)
        self._modes = tuple({mode: None for area in plan.areas for mode in area.modes})
        self._typed: dict[str, ui.Typed] = {}

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
        return None if intent is None else self._meant(intent, people)

    def _meant(self, intent: ui.Intent, people: People) -> Event:
        actor = actor_for_code(people, verifier(self._device_key, intent.code), self._areas, self._modes)
        if actor is None:
            return WrongCode(Source.KEYPAD)
        if intent.mode is None:
            return DisarmRequested(actor=actor, source=Source.KEYPAD)
        return ArmRequested(actor=actor, source=Source.KEYPAD, mode=intent.mode)
