"""``python -m hw_sim.bench.snapper``: camerad's place at its socket, with pictures that are ready.

It seals and keeps them as camerad does and tells alarmd in the same words; what a camera and its encoder take is not in
it. For each job: three moments before, at once, and two after, half a second apart, each small and whole.
"""

import argparse
import hashlib
import os
import secrets
import socket
import sys
import time
from pathlib import Path

import msgspec

from comms.picture_files import folder_of
from comms.pictures import About, seal
from hw_sim.bench.jpegs import jpeg
from panel.api import FrameReader, Message, encode_frame
from panel.api.camera import CameraIs, JobDone, PanelToCamera, Readers, Shoot, Taken

BEFORE, AFTER = (0, -1, -2), (1, 2)
PACE_S = 0.5
SMALL, WHOLE = jpeg(160, 120, 3_000), jpeg(640, 480, 40_000)
MOMENTS = len(BEFORE) + len(AFTER)
RETRY_S = 0.05


class Snapper:
    """One connection to alarmd."""

    def __init__(self, panel: str, cameras: tuple[str, ...], folder: Path, sock: socket.socket) -> None:
        self._panel = panel
        self._cameras = cameras
        self._folder = folder
        self._sock = sock
        self._readers = Readers(keys=())

    def run(self) -> None:
        """Until alarmd closes."""
        for camera in self._cameras:
            self._say(CameraIs(camera=camera, up=True, detail=""))
        frames = FrameReader()
        while data := self._sock.recv(65_536):
            for body in frames.feed(data):
                self._hear(msgspec.json.decode(body, type=PanelToCamera))

    def _hear(self, message: PanelToCamera) -> None:
        match message:
            case Readers():
                self._readers = message
            case Shoot():
                self._shoot(message)
            case _:
                pass

    def _shoot(self, shoot: Shoot) -> None:
        moments = BEFORE if shoot.before else BEFORE[:1]
        for index in moments:
            self._take(shoot, index)
        for index in AFTER if shoot.after else ():
            time.sleep(PACE_S)
            self._take(shoot, index)
        self._say(JobDone(job=shoot.job, taken=len(moments) * 2 * len(shoot.cameras), failed=()))

    def _take(self, shoot: Shoot, index: int) -> None:
        for thumb, picture in ((True, SMALL), (False, WHOLE)):
            for camera in shoot.cameras:
                self._keep(shoot.job, camera, index, picture, thumb=thumb)

    def _keep(self, job: str, camera: str, index: int, picture: bytes, *, thumb: bool) -> None:
        about = About(
            panel=self._panel,
            picture=secrets.token_urlsafe(9),
            camera=camera,
            job=job,
            at_ms=time.time_ns() // 1_000_000,
            index=index,
            thumb=thumb,
        )
        sealed = seal(picture, about, {key.id: key for key in self._readers.keys})
        path = self._folder / f"{about.picture}.srp"
        with path.open("xb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        self._say(
            Taken(
                job=job,
                picture=about.picture,
                camera=camera,
                at_ms=about.at_ms,
                index=index,
                thumb=thumb,
                size=len(sealed),
                sha256=hashlib.sha256(sealed).hexdigest(),
                file=path.name,
            )
        )

    def _say(self, message: Message) -> None:
        self._sock.sendall(encode_frame(message))


def main() -> int:
    """Serves alarmd after alarmd, until it is ended."""
    parser = argparse.ArgumentParser(prog="python -m hw_sim.bench.snapper")
    parser.add_argument("--panel", required=True)
    parser.add_argument("--camera", action="append", required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--runtime", type=Path, required=True)
    args = parser.parse_args()
    folder = folder_of(args.data)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    while True:
        with socket.socket(socket.AF_UNIX) as sock:
            if sock.connect_ex(str(args.runtime / "camera.sock")) == 0:
                Snapper(args.panel, tuple(args.camera), folder, sock).run()
        time.sleep(RETRY_S)


if __name__ == "__main__":
    sys.exit(main())
