"""What the cameras of the simulated house see, and what happens to them: asked by their processes, done by verbs."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hw_sim.camera.lens import Answer, Ask, LensServer
from hw_sim.camera.scene import Cameras, Fault
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

    def _seen(self, ask: Ask) -> Answer:
        there = self._cameras.plugged()
        camera = None if ask.number is None else self._cameras.by_number(ask.number)
        if camera is None:
            return Answer(there)
        look = self._player.look()
        opened = {name: state == "open" for name, state in look.inputs.items()}
        scene = self._cameras.scene(camera, opened, look.changed_ms, datetime.now(self._zone), look.now_ms)
        return Answer(there, scene)
