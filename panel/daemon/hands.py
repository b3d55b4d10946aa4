"""What people's hands do at readers and keypads, as events of the core.

Numbers and codes end here: the core hears of actors with their rights, never of a PIN.
"""

from secrets import token_hex

import msgspec

from keypad.ui import keys as ui
from panel.core.events import Actor, ArmRequested, DisarmRequested, Event, TagPresented, UnknownTag, WrongCode
from panel.core.names import Phase, Source, Status
from panel.core.state import State
from panel.core.step import Step
from panel.ports import KeyPressed, TagRead
from panel.store.actors import Here, Moment, by_code, by_tag
from panel.store.codes import Use, use_up
from panel.store.people import People
from panel.store.pins import verifier

TOKEN_BYTES = 8
PRESENCE_MS = 120_000  # somebody who typed their code so long ago at most stands before the panel
NO_OFFER = "none"  # never a token


class Meant(msgspec.Struct, frozen=True):
    """What a finished entry means, and the verifier of the code it was made with, which may be used up by it."""

    event: Event
    used: bytes

    def after(self, people: People, before: State, step: Step) -> People:
        """The people once the core has answered: what did nothing uses nothing up."""
        use = _use(self.event, before, step)
        return people if use is None else use_up(people, self.used, use)


class Hands:
    """Remembers, for each keypad, what has been typed so far and what it asked for last."""

    def __init__(self, here: Here, device_key: bytes) -> None:
        self._here = here
        self._device_key = device_key
        self._typed: dict[str, ui.Typed] = {}
        self._here_ms: dict[str, int] = {}  # when each user's own code was last typed at a keypad
        self._asked: dict[str, ArmRequested] = {}  # the last arming at each keypad; whoever forces means that one

    def tag(self, read: TagRead, people: People, now: Moment) -> Event:
        """A tag was read: somebody's, or nobody's. A reader that proved no key has read a number, which anybody may
        have copied."""
        shown = by_tag(people, read.tag, self._here, now)
        if shown is None:
            return UnknownTag(read.reader)
        uid_only = shown.tag.uid_only or not read.proven
        return TagPresented(actor=shown.actor, uid_only=uid_only, standing=shown.standing, reader=read.reader)

    def key(self, pressed: KeyPressed, people: People, now: Moment) -> Meant | None:
        """A key went down; what is meant when that finished an entry."""
        self._typed[pressed.keypad], intent = ui.press(self.typed(pressed.keypad), pressed.key, pressed.at_ms)
        return None if intent is None else self._meant(intent, pressed, people, now)

    def typed(self, keypad: str) -> ui.Typed:
        """What has been typed there so far."""
        return self._typed.get(keypad, ui.NOTHING)

    def was_here(self, user: str, now_ms: int) -> bool:
        """Whether they have typed their code at a keypad within the last two minutes."""
        at_ms = self._here_ms.get(user)
        return at_ms is not None and now_ms - at_ms <= PRESENCE_MS

    def _meant(self, intent: ui.Intent, pressed: KeyPressed, people: People, now: Moment) -> Meant:
        keypad = pressed.keypad
        typed = verifier(self._device_key, intent.code)
        found = by_code(people, typed, self._here, now)
        if found is None:
            return Meant(WrongCode(Source.KEYPAD), typed)
        self._here_ms[found.actor.id] = pressed.at_ms
        if intent.force:
            return Meant(self._forced(found.actor, keypad, duress=found.duress), typed)
        if intent.mode is None:
            return Meant(DisarmRequested(actor=found.actor, source=Source.KEYPAD, duress=found.duress), typed)
        offer = token_hex(TOKEN_BYTES)
        asked = ArmRequested(
            actor=found.actor, source=Source.KEYPAD, mode=intent.mode, offer=offer, duress=found.duress
        )
        self._asked[keypad] = asked
        return Meant(asked, typed)

    def _forced(self, actor: Actor, keypad: str, *, duress: bool) -> Event:
        """The arming that was refused here, over what was in its way; the core knows whether that still stands."""
        refused = self._asked.pop(keypad, None)
        mode, token = (refused.mode, refused.offer) if refused is not None else (self._here.modes[0], NO_OFFER)
        return ArmRequested(actor=actor, source=Source.KEYPAD, mode=mode, force=token, duress=duress)


def _use(event: Event, before: State, step: Step) -> Use | None:
    """What somebody has done with their code; None when they were refused, or there was nothing to do."""
    if not isinstance(event, ArmRequested | DisarmRequested):
        return None
    if not any(answer.request == event.request and answer.status is Status.OK for answer in step.answers):
        return None
    if isinstance(event, ArmRequested):
        return Use.ARMED
    pairs = zip(before.areas, step.state.areas, strict=True)
    opened = any(was.phase is not Phase.IDLE and now.phase is Phase.IDLE for was, now in pairs)
    return Use.DISARMED if opened else None
