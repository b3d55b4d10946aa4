"""What the cameras of the simulated house see, and what happens to them: asked by their processes, done by verbs."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hw_sim.camera.lens import Answer, Ask, LensServer
from hw_sim.camera.scene import Cameras, Fault, Scene
from hw_sim.world.shell import Player
from panel.config.model import Config


class Lenses:
    """The cameras of a house in real time."""

    def __init__(self, config: Config, player: Player) -> None:
        self._cameras = Cameras(config)
        self._player = player
        self._zone = ZoneInfo(config.panel.timezone)
        self._server = LensServer(self._seen)

    async def run(self, path: Path) -> None:
        """Answers cameras at ``path`` until cancelled."""
        await self._server.run(path)

    def act(self, fault: Fault, name: str) -> dict[str, str]:
        """Something happens to a camera, to all without a name; how each of those is now. Raises NoSuchThing."""
        self._cameras.act(fault, name)
        self._server.changed()
        words = self.words()
        return {name: words[name]} if name else words

    def words(self) -> dict[str, str]:
        """How each camera is, in a word."""
        return self._cameras.words()

    def scene(self, name: str) -> Scene:
        """What the camera of that name has before it now, well or not. Raises NoSuchThing."""
        look = self._player.look()
        opened = {each: state == "open" for each, state in look.inputs.items()}
        return self._cameras.scene(name, opened, look.changed_ms, datetime.now(self._zone), look.now_ms)

    def _seen(self, ask: Ask) -> Answer:
        there = self._cameras.plugged()
        camera = None if ask.number is None else self._cameras.by_number(ask.number)
        return Answer(there) if camera is None else Answer(there, self.scene(camera))
