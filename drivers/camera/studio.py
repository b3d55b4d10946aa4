"""What camerad does with what alarmd says: jobs, readers, privacy, saving, forgetting."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import assert_never

from drivers.camera.darkroom import Darkroom, Occasion
from drivers.camera.link import LinkEvent
from drivers.camera.plan import Shot, burst, shortfall
from drivers.camera.ring import Frame
from drivers.camera.store import PictureStore
from drivers.camera.watch import Watch
from panel.api import (
    CameraIs,
    CameraToPanel,
    Delivered,
    Forget,
    JobDone,
    LinkClosed,
    LinkOpened,
    Privacy,
    Readers,
    Shed,
    Shoot,
)

LOG = logging.getLogger("camerad.studio")

JOBS_MAX = 64  # at once; a house has fewer zones than this in alarm within the seconds that a job takes
DONE_MAX = 256  # jobs that are answered again when asked again
AGAIN_MS = 600_000  # pictures so young are told again at a new link: alarmd may have died before it noted them
NO_CAMERA = "there is no such camera in the configuration"
BUSY = f"{JOBS_MAX} jobs are being shot already"


class Studio:
    """All cameras, the darkroom and the jobs."""

    def __init__(
        self,
        watches: Mapping[str, Watch],
        store: PictureStore,
        darkroom: Darkroom,
        clocks: tuple[Callable[[], int], Callable[[], int]],
        say: Callable[[CameraToPanel], None],
    ) -> None:
        """``clocks``: monotonic and wall time in milliseconds."""
        self._watches = watches
        self._store = store
        self._darkroom = darkroom
        self._now_ms, self._wall_ms = clocks
        self._say = say
        self._events: asyncio.Queue[LinkEvent] = asyncio.Queue()
        self._running: set[str] = set()
        self._done: OrderedDict[str, JobDone] = OrderedDict()

    def hear(self, event: LinkEvent) -> None:
        """Takes note; ``run`` acts on it."""
        self._events.put_nowait(event)

    async def run(self) -> None:
        """Acts on what was heard, in its order; jobs run beside each other. Until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            while True:
                event = await self._events.get()
                if isinstance(event, Shoot):
                    self._begin(event, tasks)
                else:
                    await self._obey(event)

    async def _obey(self, event: LinkEvent) -> None:
        match event:
            case LinkOpened():
                await self._introduce()
            case Readers(keys=keys):
                self._darkroom.readers = {key.id: key for key in keys}
            case Privacy(on=on):
                for watch in self._watches.values():
                    watch.privacy(on)
            case Shed(on=on):
                for watch in self._watches.values():
                    watch.shed(on)
            case Delivered(pictures=pictures):
                await self._darkroom.apart(lambda: self._store.delivered(pictures))
            case Forget(everything=True):
                for watch in self._watches.values():
                    watch.ring.clear()
                await self._darkroom.apart(self._store.forget_everything)
            case Forget(pictures=pictures):
                await self._darkroom.apart(lambda: self._store.forget(pictures))
            case LinkClosed() | Shoot():
                pass  # what is in force stays in force; jobs have their own way
            case _:
                assert_never(event)

    async def _introduce(self) -> None:
        """To an alarmd that may know nothing yet."""
        for name, watch in self._watches.items():
            self._say(CameraIs(camera=name, up=watch.judge.up, detail=watch.judge.detail))
        self._say(self._darkroom.state)
        young = await asyncio.to_thread(self._store.since, self._wall_ms() - AGAIN_MS)
        for taken in young:
            self._say(taken)

    def _begin(self, shoot: Shoot, tasks: asyncio.TaskGroup) -> None:
        if shoot.job in self._running:
            return
        if shoot.job in self._done:
            self._say(self._done[shoot.job])
            return
        if len(self._running) >= JOBS_MAX:
            self._say(JobDone(job=shoot.job, taken=0, failed=tuple((name, BUSY) for name in shoot.cameras)))
            return
        self._running.add(shoot.job)
        # Now, not when the task comes to run: the frames before are those before the alarm.
        moment_ms = self._now_ms()
        held = {name: self._held(name, shoot, moment_ms) for name in shoot.cameras}
        tasks.create_task(self._job(shoot, moment_ms, held))

    def _held(self, name: str, shoot: Shoot, moment_ms: int) -> tuple[Frame, ...]:
        watch = self._watches.get(name)
        return watch.ring.before(moment_ms) if watch is not None and shoot.before else ()

    async def _job(self, shoot: Shoot, moment_ms: int, held: Mapping[str, tuple[Frame, ...]]) -> None:
        async with asyncio.TaskGroup() as tasks:
            shots = {
                name: tasks.create_task(self._camera(shoot, name, moment_ms, held[name]))
                for name in dict.fromkeys(shoot.cameras)
            }
        results = {name: shot.result() for name, shot in shots.items()}
        failed = tuple((name, why) for name, (_, why) in results.items() if why)
        done = JobDone(job=shoot.job, taken=sum(kept for kept, _ in results.values()), failed=failed)
        self._running.discard(shoot.job)
        self._done[shoot.job] = done
        if len(self._done) > DONE_MAX:
            self._done.popitem(last=False)
        LOG.info("job %s: %d pictures%s", done.job, done.taken, "".join(f"; {name}: {why}" for name, why in failed))
        self._say(done)

    async def _camera(self, shoot: Shoot, name: str, moment_ms: int, held: tuple[Frame, ...]) -> tuple[int, str]:
        """One camera's part of a job: how many pictures are kept, and why not more."""
        watch = self._watches.get(name)
        if watch is None:
            return 0, NO_CAMERA
        shots = burst(moment_ms, watch.camera.after, watch.camera.after_fps) if shoot.after else ()
        async with asyncio.TaskGroup() as tasks:
            # The newest first: it shows what the alarm was for.
            kept = [
                tasks.create_task(self._darkroom.develop(frame, Occasion(shoot.job, name, -back)))
                for back, frame in enumerate(reversed(held), 1)
            ]
            for shot in shots:
                if (frame := await self._shot(watch, shot)) is not None:
                    occasion = Occasion(shoot.job, name, shot.index)
                    kept.append(tasks.create_task(self._darkroom.develop(frame, occasion)))
        refusals = [why for each in kept if (why := each.result())]
        good = len(kept) - len(refusals)
        return good, shortfall(good, len(held) + len(shots), next(iter(refusals), watch.judge.detail))

    async def _shot(self, watch: Watch, shot: Shot) -> Frame | None:
        await asyncio.sleep(max(0, shot.due_ms - self._now_ms()) / 1_000)
        return await watch.frame(shot.until_ms)
