"""``python -m drivers.camera.eye``: the process that holds one camera for camerad.

A camera may hang inside its driver, where no thread can be ended, and libcamera may leak. So each has a process of its
own, which camerad ends and starts again; nothing else waits for it.
"""

import argparse
import ctypes
import os
import signal
import socket
import sys

from drivers.camera.eye_wire import ASK, BODY_MAX, WORDS_MAX, Kind, answer
from drivers.camera.source import Source, driver
from drivers.errors import DriverError
from panel.config.model import CameraConfig, CameraSource

_PR_SET_PDEATHSIG = 1
INPUT = 0  # the socket pair's other end takes the place of standard input


def arguments(camera: CameraConfig) -> tuple[str, ...]:
    """What the process is started with."""
    return camera.name, camera.source.value, camera.device, str(camera.width), str(camera.height)


def main(given: list[str] | None = None) -> int:
    """Serves until camerad goes or the camera fails; 1 when it failed."""
    parser = argparse.ArgumentParser(prog="python -m drivers.camera.eye", description="Holds one camera for camerad.")
    parser.add_argument("name")
    parser.add_argument("source", type=CameraSource)
    parser.add_argument("device")
    parser.add_argument("width", type=int)
    parser.add_argument("height", type=int)
    camera = CameraConfig(**vars(parser.parse_args(given)))
    _end_with_the_parent()
    with socket.socket(fileno=INPUT) as way:
        return serve(way, driver(camera))


def serve(way: socket.socket, source: Source) -> int:
    """Opens the camera and answers for it; 1 when it failed, 0 when nobody asks any more."""
    try:
        source.open()
        way.sendall(answer(Kind.RUNS))
        while way.recv(1) == ASK:
            frame = source.grab()
            way.sendall(answer(Kind.FRAME, frame[:BODY_MAX]))
    except DriverError as error:
        way.sendall(answer(Kind.WRONG, str(error).encode()[:WORDS_MAX]))
        return 1
    except (BrokenPipeError, ConnectionResetError):
        return 0
    source.close()
    return 0


def _end_with_the_parent() -> None:
    """One that hangs notices nothing; the kernel ends it when camerad was killed."""
    # Ctrl-C in a terminal reaches us too; camerad ends us in its own time.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(0)


if __name__ == "__main__":
    sys.exit(main())
