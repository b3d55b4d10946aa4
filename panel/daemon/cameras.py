"""The desk to camerad: has pictures taken, for alarms and for whoever asks, and says what becomes of them.

What an alarm makes the cameras do is decided in ``panel.core.shots``; here it is told to camerad, at once and behind
no disk, and what comes back finds its report or its request again. camerad may be away: that is a trouble and delays
nothing.
"""

from collections.abc import Callable
from secrets import token_urlsafe
from typing import Protocol, assert_never

import msgspec

from comms.errors import DocumentError
from comms.keys import Identity, b64_encode
from comms.picture_documents import PictureDoc
from panel.api import Message
from panel.api.camera import (
    CameraIs,
    CameraToPanel,
    Delivered,
    Forget,
    JobDone,
    PanelToCamera,
    Privacy,
    Readers,
    Shed,
    Shoot,
    StoreIs,
    Taken,
)
from panel.core.events import Event, PeopleChanged, RequestEnded, RequestMade, TroubleCleared, TroubleRaised
from panel.core.names import PeopleChange, Reason, Status, Trouble
from panel.core.plan import Plan
from panel.core.reports import Answer, Report
from panel.core.shots import Shot, held_shots, is_private, shots
from panel.core.state import State
from panel.core.step import Step
from panel.daemon import picture_jobs as jobs
from panel.daemon.clerk import Clerk
from panel.daemon.ledger import Keeper, Stamp
from panel.daemon.picture_readers import readers
from panel.daemon.pictures import Pictures
from panel.daemon.waiting_pictures import Waiting
from panel.store import picture_rows
from panel.store.errors import StorageFailed
from panel.store.people import People

BACK_MS = 10_000  # within which a camerad that died is there again: systemd starts it anew in under two seconds
AGAIN_MS = 30_000  # a job this young is given once more to a camerad that comes: what it took before is lost with it
PICTURES = "pictures"  # the detail of a storage trouble: camerad cannot keep them
ASKED_MAX = 64  # requests remembered, for a picture that comes late; one at a time is under way

Say = Callable[[PanelToCamera], None]


class Supply(Protocol):
    """What is asked of the supply: whether cameras are to rest while nothing happens."""

    @property
    def shed(self) -> bool: ...


class House(Protocol):
    """What is needed of the engine."""

    plan: Plan
    people: People
    identity: Identity
    clerk: Clerk
    tell: Callable[[Message], None]
    log: Callable[[str], None]

    @property
    def live(self) -> State: ...

    @property
    def powered(self) -> Supply: ...

    def stamp(self) -> Stamp: ...

    def tell_trouble(self, event: Event) -> None: ...

    def command(self, event: Event) -> Step: ...


class Asked(msgspec.Struct):
    """A request for a picture. ``picture``: the one that came, by name; ``ended``: its result is given."""

    request: str
    wall_ms: int
    picture: str = ""
    ended: bool = False


class Cameras:
    """One for each engine."""

    def __init__(self, house: House, keeper: Keeper) -> None:
        self.pictures = Pictures(house, keeper, lambda names: self._tell(Delivered(pictures=names)))
        self._house = house
        self._keeper = keeper
        self._say: Say | None = None
        self._down: set[str] = set()
        self._lost_ms: int | None = None  # since when nobody is there; None: somebody is
        self._private: bool | None = None
        self._shed = False
        self._readers: Readers | None = None
        self._asked: dict[str, Asked] = {}  # by job
        self._began_ms: dict[str, int] = {}  # by job: wall time
        self._under_way: dict[str, tuple[int, Shoot]] = {}  # by job: since when, of the panel's own clock
        self._waiting = Waiting(self._sign_soon)
        self._answers: list[Answer] = []
        self._listeners: dict[str, Callable[[Answer, str], None]] = {}

    # camerad comes and goes -------------------------------------------------------------------------

    def connected(self, say: Say) -> None:
        """camerad is there, and knows nothing yet. It says of each camera how it is."""
        self._say, self._lost_ms = say, None
        self._readers, self._private = None, None
        if self._shed:
            say(Shed(on=True))
        self._keep_told()
        self._keeper.query(lambda journal: journal.pictures(picture_rows.owes_erasing), self._erase_if_owed)
        for began_ms, shoot in tuple(self._under_way.values()):
            if self._house.stamp().mono_ms - began_ms < AGAIN_MS:
                say(msgspec.structs.replace(shoot, before=False))

    def gone(self, say: Say) -> None:
        """The connection behind ``say`` is lost; another may have come already."""
        if self._say is say:
            self._say, self._lost_ms = None, self._house.stamp().mono_ms

    def look(self, now_ms: int) -> None:
        """Once a second: what changed without an event of its own, and a camerad that does not come back."""
        if self._say is None and self._lost_ms is None:
            self._lost_ms = now_ms
        if self._lost_ms is not None and now_ms - self._lost_ms >= BACK_MS:
            for camera in self._house.plan.cameras:
                self._judge(camera, up=False, detail="camerad is not there")
        if self._house.powered.shed is not self._shed:
            self._shed = not self._shed
            self._tell(Shed(on=self._shed))
        self._keep_told()
        self.pictures.look()
        self._give_answers()

    def hear(self, message: CameraToPanel) -> None:
        """What camerad says."""
        match message:
            case Taken():
                self._taken(message)
            case JobDone():
                self._done(message)
            case CameraIs():
                self._judge(message.camera, up=message.up, detail=message.detail)
            case StoreIs():
                self._trouble(Trouble.STORAGE, PICTURES, up=message.up, words=f"no picture is kept: {message.detail}")
            case _:
                assert_never(message)
        self._give_answers()

    def _judge(self, camera: str, *, up: bool, detail: str) -> None:
        """One trouble for each camera, told when it begins and when it ends."""
        if camera not in self._house.plan.cameras:
            return
        (self._down.discard if up else self._down.add)(camera)
        self._trouble(Trouble.CAMERA, camera, up=up, words=f"the camera {camera} gives no pictures: {detail}")

    def _trouble(self, trouble: Trouble, detail: str, *, up: bool, words: str) -> None:
        told = (trouble, detail) in self._house.live.troubles
        if up and told:
            self._house.tell_trouble(TroubleCleared(trouble, detail))
        elif not up and not told:
            self._house.log(words)
            self._house.tell_trouble(TroubleRaised(trouble, detail))

    # steps of the core ------------------------------------------------------------------------------

    def stepped(self, event: Event, before: State, outcome: Step, reports: tuple[Report, ...]) -> None:
        """Within a step, behind the siren and before the disk. ``reports``: those that get a number, in order."""
        self._answers += outcome.answers
        for job in self._asked.values():
            job.ended = job.ended or any(answer.request == job.request for answer in outcome.answers)
        plan, state, clerk = self._house.plan, outcome.state, self._house.clerk
        numbers = {report: (clerk.epoch, clerk.seq + 1 + at) for at, report in enumerate(reports)}
        for shot in (*shots(plan, reports), *held_shots(plan, before.areas, state.areas)):
            if not self._waiting.knows(shot.report):
                self._shoot(shot, numbers.get(shot.report))
        self._waiting.judge(plan, state, numbers)
        if isinstance(event, PeopleChanged) and event.change is PeopleChange.TRANSFERRED:
            self._forget_all()
        private = is_private(plan, state.areas)
        if private is not self._private:
            self._private = private
            self._tell(Privacy(on=private))

    def _shoot(self, shot: Shot, number: tuple[str, int] | None) -> None:
        job = (jobs.of_report(*number) if number else "") or f"x{token_urlsafe(16)}"
        self._remember(job)
        if shot.waits:
            self._waiting.add(job, shot.report)
        self._give(Shoot(job=job, cameras=shot.cameras, before=True, after=True))

    def _forget_all(self) -> None:
        self.pictures.erase()
        self._waiting.clear()
        self._under_way.clear()
        if self._say is not None:
            self._erase_if_owed(owes=True)

    def _erase_if_owed(self, owes: bool | StorageFailed) -> None:
        if owes is True and self._say is not None:
            self._tell(Forget(everything=True))
            self._keeper.query(lambda journal: journal.pictures(picture_rows.erased), lambda failure: None)

    # what is taken ----------------------------------------------------------------------------------

    def _taken(self, taken: Taken) -> None:
        if taken.camera not in self._house.plan.cameras:
            self._house.log(f"a picture of a camera that there is not: {taken.camera!r}")
        elif not self._waiting.take(taken):
            self._sign(taken, None)

    def _sign_soon(self, taken: Taken, number: tuple[str, int] | None) -> None:
        """Behind what the present step hands to the store: the report goes first."""
        self._keeper.query(lambda journal: None, lambda nothing: self._sign(taken, number))

    def _sign(self, taken: Taken, number: tuple[str, int] | None) -> None:
        """To the station with it. ``number``: of its report, where its job's name does not say."""
        asked, request = self._asked.get(taken.job), jobs.request_of(taken.job)
        if asked is not None:
            request = asked.request
            if taken.at_ms < asked.wall_ms:
                self._house.log(f"a picture of {taken.camera} is older than its request and is not its answer")
                return
        epoch, seq = number or jobs.report_of(taken.job) or ("", 0)
        late = jobs.is_request(taken.job) and (asked is None or (asked.ended and not asked.picture))
        document = PictureDoc(
            v=1,
            panel=self._house.identity.id,
            picture=taken.picture,
            camera=taken.camera,
            at_ms=taken.at_ms,
            job=taken.job,
            size=taken.size,
            sha256=b64_encode(bytes.fromhex(taken.sha256)),
            epoch=epoch,
            seq=seq,
            request=request,
            index=taken.index,
            thumb=taken.thumb,
            late=late,
        )
        try:
            self.pictures.add(document, taken.file, self._began_ms.get(taken.job, taken.at_ms))
        except DocumentError as error:
            self._house.log(f"what camerad says of the picture {taken.picture} is not signed: {error}")
            return
        if asked is not None and not asked.ended and not taken.thumb:
            asked.picture = taken.picture
            self._house.command(RequestEnded(id=asked.request, status=Status.OK))

    def _give(self, shoot: Shoot) -> None:
        while len(self._under_way) >= ASKED_MAX:
            del self._under_way[next(iter(self._under_way))]
        self._under_way[shoot.job] = self._house.stamp().mono_ms, shoot
        self._tell(shoot)

    def _done(self, done: JobDone) -> None:
        self._under_way.pop(done.job, None)
        for camera, why in done.failed:
            self._house.log(f"no picture of {camera}: {why}")
        asked = self._asked.get(done.job)
        if asked is not None and not asked.ended:
            self._house.command(RequestEnded(id=asked.request, status=Status.ERROR, reason=Reason.NO_ANSWER))

    # what is asked for ------------------------------------------------------------------------------

    def request(self, made: RequestMade, heard: Callable[[Answer, str], None] | None = None) -> None:
        """Somebody asks for a picture; the core says whether they may. ``heard``: the answer, and the picture's name,
        for whoever does not get it as the result of a command."""
        if heard is not None:
            self._listeners[made.id] = heard
        slot = self._house.command(made).state.slot
        job = jobs.of_request(made.id)
        if slot is not None and slot.id == made.id and job not in self._asked:
            self._begin(job, made)
        self._give_answers()

    def named(self, request: str) -> str:
        """The picture that answers a request; empty when there is none."""
        return next((asked.picture for asked in self._asked.values() if asked.request == request), "")

    def _begin(self, job: str, made: RequestMade) -> None:
        if self._say is None or made.camera in self._down:
            self._house.command(RequestEnded(id=made.id, status=Status.ERROR, reason=Reason.NO_ANSWER))
            return
        while len(self._asked) >= ASKED_MAX:
            del self._asked[next(iter(self._asked))]
        self._asked[job] = Asked(made.id, self._house.stamp().wall_ms)
        self._remember(job)
        self._give(Shoot(job=job, cameras=(made.camera,), before=False, after=False))

    def _give_answers(self) -> None:
        """To those at a shell, outside of any step, and once the outcome is kept: behind everything the store does."""
        answers, self._answers = self._answers, []
        for answer in answers:
            heard = self._listeners.pop(answer.request, None)
            if heard is not None:
                self._keeper.query(lambda journal: None, _later(heard, answer, self.named(answer.request)))

    # telling camerad --------------------------------------------------------------------------------

    def _keep_told(self) -> None:
        """Whom pictures are sealed for, and whether anybody looks: told when it changes, and to who is new."""
        if self._say is None:
            return
        wanted = readers(self._house.identity, self._house.people)
        if wanted != self._readers:
            self._readers = wanted
            self._tell(wanted)
        if self._private is None:
            self._private = is_private(self._house.plan, self._house.live.areas)
            self._tell(Privacy(on=self._private))

    def _tell(self, message: PanelToCamera) -> None:
        if self._say is not None:
            self._say(message)

    def _remember(self, job: str) -> None:
        while len(self._began_ms) >= ASKED_MAX:
            del self._began_ms[next(iter(self._began_ms))]
        self._began_ms[job] = self._house.stamp().wall_ms


def _later(heard: Callable[[Answer, str], None], answer: Answer, picture: str) -> Callable[[object], None]:
    return lambda nothing: heard(answer, picture)
