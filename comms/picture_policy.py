"""Decides what of a picture is handed to the broker, and when: behind every report, and no more than is missing.

Pure, as ``comms.policy``. alarmd says which pictures are wanted, in which order; the shell says whether reports leave
room (``Quiet``), reads files, and does what comes back. A picture is told first, by its signed document, and its
pieces follow at once. The station says when it has the whole, by way of alarmd, which takes it off the list; after a
cut, or when no word comes, the document is sent again by itself, and the station answers with what it lacks: only
that is sent, so nothing begins anew.
"""

import msgspec

from comms.picture_documents import chunks, places
from panel.api import Carried, Carry, FileGone, Lacking

WINDOW_MAX = 2  # messages of pictures in the transport: one on the line while the broker confirms the other
ANSWER_MS = 5_000  # how long the station may take to say something, once it has been sent everything
ANSWER_MS_MAX = 300_000  # that doubles with each try, up to this
UNANSWERED_MAX = 4  # pictures sent whole to a station that says nothing: a broker's queue is there for reports
TRIES_COUNTED = 3  # a picture that the station is silent about for so long stands in no other one's way


class Opened(msgspec.Struct, frozen=True):
    """The broker took us; ``window``: how many messages of pictures it wants in flight."""

    window: int


class Lost(msgspec.Struct, frozen=True):
    """The connection is gone: what was in flight may have arrived or not."""


class Quiet(msgspec.Struct, frozen=True):
    """Whether the path works and no report waits to be handed over."""

    on: bool


class Answered(msgspec.Struct, frozen=True):
    """The broker's PUBACK."""

    token: int
    accepted: bool


class Read(msgspec.Struct, frozen=True):
    """The shell has read the file of a picture, and it is what the document says (``why`` empty); or why not."""

    picture: str
    why: str = ""


class TimePassed(msgspec.Struct, frozen=True):
    """Nothing but time."""


Event = Opened | Lost | Quiet | Answered | Read | Carry | Lacking | TimePassed


class Fetch(msgspec.Struct, frozen=True):
    """Read the file; answered by ``Read``."""

    row: Carried


class Forget(msgspec.Struct, frozen=True):
    """Its bytes are not needed now."""

    picture: str


class SendDocument(msgspec.Struct, frozen=True):
    token: int
    jws: str


class SendChunk(msgspec.Struct, frozen=True):
    token: int
    picture: str
    index: int


Action = Fetch | Forget | SendDocument | SendChunk | FileGone  # the last goes to alarmd


class Flight(msgspec.Struct, frozen=True):
    """A message in the transport. ``index`` -1: the document."""

    token: int
    picture: str
    index: int


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far a picture is.

    ``told``: its document was sent on this connection; ``tries``: how often, without a word that showed progress.
    ``waits``: the station must say what it lacks before pieces go on. ``todo``: pieces to be sent; ``fresh``: those
    sent since the document, of which the station's answer to it cannot know. ``lacked``: how many it lacked last.
    ``reading``, ``here``: its bytes are being read, or are there; ``dead``: there are none, and alarmd was told.
    ``due_ms``: when the document is sent again.
    """

    row: Carried
    told: bool = False
    tries: int = 0
    waits: bool = False
    todo: tuple[int, ...] = ()
    fresh: frozenset[int] = frozenset()
    lacked: int = 1 << 30
    reading: bool = False
    here: bool = False
    dead: bool = False
    due_ms: int | None = None

    @property
    def is_answered_next(self) -> bool:
        """It is the station's turn."""
        return self.tries > 0 and (self.waits or not self.todo)


class State(msgspec.Struct, frozen=True):
    """Everything that is remembered between two steps."""

    window: int = 0  # 0: not connected
    quiet: bool = False
    token: int = 0  # counts down: those of reports count up
    flights: tuple[Flight, ...] = ()
    pictures: tuple[Progress, ...] = ()  # the most wanted first


def step(state: State, event: Event, now: int) -> tuple[State, tuple[Action, ...]]:
    """What follows from ``event`` at ``now``. Total: no event is wrong in any state."""
    turn = _Turn(state, now)
    turn.take(event)
    turn.send()
    return turn.state, tuple(turn.actions)


def next_deadline(state: State) -> int | None:
    """When ``TimePassed`` is wanted at the latest."""
    if not state.quiet or len(state.flights) >= state.window:
        return None
    return min((each.due_ms for each in state.pictures if each.due_ms is not None), default=None)


def _wait_ms(tries: int) -> int:
    doubled: int = ANSWER_MS << min(max(tries - 1, 0), 10)
    return min(doubled, ANSWER_MS_MAX)


def _pieces(row: Carried) -> tuple[int, ...]:
    return tuple(range(chunks(row.size))) if row.file else ()


def _needs_bytes(each: Progress) -> bool:
    """Its pieces could go, or its document for the first time: nobody is told of a picture that is not there."""
    wanted = each.tries == 0 or (each.told and not each.waits and bool(each.todo))
    return bool(each.row.file) and not each.here and wanted


class _Turn:
    """One step at work; mutable inside it only."""

    def __init__(self, state: State, now: int) -> None:
        self.state = state
        self.now = now
        self.actions: list[Action] = []

    def take(self, event: Event) -> None:
        match event:
            case Opened(window=window):
                self._cut()
                self._set(window=min(window, WINDOW_MAX))
            case Lost():
                self._cut()
            case Quiet(on=on):
                self._set(quiet=on)
            case Answered():
                self._answer(event)
            case Read():
                self._read(event)
            case Carry(pictures=rows):
                self._carry(rows)
            case Lacking(picture=picture, missing=missing):
                self._lack(picture, places(missing))
            case TimePassed():
                pass

    def send(self) -> None:
        """Fills the window with what is most wanted and can go. A file that is being read is waited for: that takes
        milliseconds, and a piece of what is less wanted would hold a slow line for half a second."""
        self._fetch_next()
        while self.state.quiet and len(self.state.flights) < self.state.window:
            if not any(self._push(each) for each in self._before_a_file_being_read()):
                return
            self._fetch_next()

    # the list ---------------------------------------------------------------------------------------

    def _carry(self, rows: tuple[Carried, ...]) -> None:
        known = {each.row: each for each in self.state.pictures if not each.dead}  # alarmd may not have heard of those
        after = tuple(known.get(row) or Progress(row=row, todo=_pieces(row)) for row in rows)
        held = {each.row.picture for each in after if each.here}
        self.actions += [
            Forget(each.row.picture) for each in self.state.pictures if each.here and each.row.picture not in held
        ]
        self._set(pictures=after)

    def _read(self, read: Read) -> None:
        for each in self.state.pictures:
            if each.row.picture == read.picture and each.reading:
                self._change(each, reading=False, here=not read.why, dead=bool(read.why), due_ms=None)
                if read.why:
                    self.actions.append(FileGone(picture=each.row.picture, sha256=each.row.sha256, detail=read.why))
                return
        if not read.why and not any(each.row.picture == read.picture and each.here for each in self.state.pictures):
            self.actions.append(Forget(read.picture))

    def _lack(self, picture: str, missing: tuple[int, ...]) -> None:
        """Only what has not been sent since the station spoke of is to be sent again."""
        each = next((each for each in self.state.pictures if each.row.picture == picture), None)
        if each is None or not each.told:
            return  # of a list or a connection that is gone; it will be asked again
        flying = {flight.index for flight in self.state.flights if flight.picture == picture}
        todo = tuple(place for place in missing if place not in each.fresh and place not in flying)
        todo = tuple(place for place in todo if place < chunks(each.row.size)) if each.row.file else ()
        tries = 1 if len(missing) < each.lacked else each.tries
        due_ms = None if todo else self.now + _wait_ms(tries)
        self._change(each, waits=False, todo=todo, tries=tries, lacked=len(missing), due_ms=due_ms)

    # the broker -------------------------------------------------------------------------------------

    def _cut(self) -> None:
        """Nobody knows what arrived: the station is asked, and until it answers what flew is to be sent."""
        for each in self.state.pictures:
            flew = {flight.index for flight in self.state.flights if flight.picture == each.row.picture}
            todo = tuple(sorted({*each.todo, *flew} - {-1}))
            self._change(each, told=False, waits=False, todo=todo, due_ms=None)
        self._set(window=0, flights=())

    def _answer(self, answered: Answered) -> None:
        flight = next((flight for flight in self.state.flights if flight.token == answered.token), None)
        if flight is None:
            return  # of a connection that is gone
        self._set(flights=tuple(other for other in self.state.flights if other is not flight))
        each = next((each for each in self.state.pictures if each.row.picture == flight.picture), None)
        if each is None:
            return
        if not answered.accepted:  # a quota, most likely: the station is asked later what it lacks
            self._change(each, waits=True, tries=each.tries + 1, due_ms=self.now + _wait_ms(each.tries + 1))
        elif each.told and each.is_answered_next:
            self._change(each, due_ms=self.now + _wait_ms(each.tries))

    # sending ----------------------------------------------------------------------------------------

    def _push(self, each: Progress) -> bool:
        """Hands over the next message of this picture, if it has one that may go."""
        if each.dead or _needs_bytes(each):
            return False
        if not each.told or (each.due_ms is not None and each.due_ms <= self.now):
            return self._tell(each)
        if each.waits or not each.todo:
            return False
        self._send_piece(each)
        return True

    def _fetch_next(self) -> None:
        """One file at a time: the first of which pieces, or the first document, may go next."""
        each = next((each for each in self.state.pictures if not each.dead and _needs_bytes(each)), None)
        if each is not None and not any(other.reading for other in self.state.pictures):
            self._change(each, reading=True)
            self.actions.append(Fetch(each.row))

    def _before_a_file_being_read(self) -> tuple[Progress, ...]:
        reading = next((at for at, each in enumerate(self.state.pictures) if each.reading), len(self.state.pictures))
        return self.state.pictures[:reading]

    def _tell(self, each: Progress) -> bool:
        """The document: for the first time with the pieces behind it, else to ask what is missing."""
        if each.tries == 0 and self._unanswered() >= UNANSWERED_MAX:
            return False
        again, tries = each.tries > 0, each.tries + 1
        waiting = again or not each.todo
        due_ms = self.now + _wait_ms(tries) if waiting else None
        token = self._fly(each, -1)
        self._change(each, told=True, tries=tries, waits=again, fresh=frozenset(), due_ms=due_ms)
        self.actions.append(SendDocument(token, each.row.jws))
        return True

    def _unanswered(self) -> int:
        return sum(each.is_answered_next and each.tries < TRIES_COUNTED for each in self.state.pictures)

    def _send_piece(self, each: Progress) -> None:
        index, *todo = each.todo
        token = self._fly(each, index)
        self.actions.append(SendChunk(token, each.row.picture, index))
        if not todo:
            self.actions.append(Forget(each.row.picture))
        due_ms = None if todo else self.now + _wait_ms(each.tries)
        self._change(each, todo=tuple(todo), fresh=each.fresh | {index}, here=bool(todo), due_ms=due_ms)

    def _fly(self, each: Progress, index: int) -> int:
        token = self.state.token - 1
        self._set(token=token, flights=(*self.state.flights, Flight(token, each.row.picture, index)))
        return token

    def _set(self, **changes: object) -> None:
        self.state = msgspec.structs.replace(self.state, **changes)

    def _change(self, each: Progress, **changes: object) -> None:
        after = msgspec.structs.replace(each, **changes)
        self._set(pictures=tuple(after if other is each else other for other in self.state.pictures))
