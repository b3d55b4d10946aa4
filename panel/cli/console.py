"""One question to the running alarmd over its console socket, for the commands that need one."""

import getpass
import re
import socket
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

import msgspec

from panel.api import ConsoleToPanel, FrameError, FrameReader, Reply, decode_frame, encode_frame
from panel.asking import NotGiven
from panel.places import PlaceError, find

TIMEOUT_S = 10.0
EXIT_FAILED = 1
EXIT_USAGE = 2
_REPLY = msgspec.json.Decoder(Reply)


class ConsoleError(Exception):
    """alarmd was not reached, or refused; the message says what to do."""


def add_place(parser: ArgumentParser) -> None:
    """The option that says which panel is meant."""
    parser.add_argument(
        "--data", type=Path, help="the panel's data folder; default: the demo's, else the installed one"
    )


def ask(data: Path | None, message: ConsoleToPanel, timeout_s: float = TIMEOUT_S) -> Reply:
    """alarmd's reply, when it is a yes. Raises PlaceError when there is no panel, ConsoleError otherwise."""
    path = find(data).socket("console")
    try:
        reply = _exchange(path, message, timeout_s)
    except (ConnectionRefusedError, FileNotFoundError) as error:
        # What was killed leaves its pointers behind: the folder says that a panel runs, and nobody listens.
        raise ConsoleError(
            f"no panel runs there any more: nobody listens on {path}; start it, or a new `./sereno demo`"
        ) from error
    except (OSError, FrameError) as error:
        raise ConsoleError(
            f"the panel does not answer on {path}: {error}; is alarmd running, and are you root or in its group?"
        ) from error
    if not reply.ok:
        raise ConsoleError(reply.text)
    return reply


def pin_wanted(whose: str) -> str:
    """What is said where a PIN is missing and nobody can be asked."""
    return f"this needs {whose} PIN: give it with --pin, or run it at a terminal"


def pin_of(args: Namespace, whose: str = "the administrator's") -> str:
    """A PIN: as given, else asked for where nobody can read it over the shoulder.

    Raises NotGiven where nobody can be asked, and for what can be nobody's PIN: a slip of the Enter key must not count
    as a wrong code, of which three lock the shell.
    """
    pin = str(args.pin) if args.pin is not None else _asked(f"{whose} PIN: ", pin_wanted(whose))
    if re.fullmatch(r"[0-9]{4,8}", pin) is None:
        raise NotGiven("a PIN is 4 to 8 digits: nothing was asked of the panel, and it counts as no wrong code")
    return pin


def secret_of(what: str) -> str:
    """A new secret, typed twice alike. Raises NotGiven where nobody can be asked, or the two differ."""
    wanted = f"{what} cannot be asked for here: run it at a terminal"
    first = _asked(f"{what}: ", wanted)
    if _asked("once more: ", wanted) != first:
        raise NotGiven("the two differ: nothing is changed")
    return first


def _asked(prompt: str, wanted: str) -> str:
    if not sys.stdin.isatty():
        raise NotGiven(wanted)
    try:
        return getpass.getpass(prompt)
    except EOFError:
        raise NotGiven(wanted) from None


def failed(error: Exception) -> int:
    """Says what went wrong and gives the exit code."""
    print(error, file=sys.stderr)
    return EXIT_USAGE if isinstance(error, (PlaceError, NotGiven)) else EXIT_FAILED


def _exchange(path: Path, message: ConsoleToPanel, timeout_s: float) -> Reply:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as sock:
        sock.settimeout(timeout_s)
        sock.connect(str(path))
        sock.sendall(encode_frame(message))
        frames = FrameReader()
        while data := sock.recv(1 << 16):
            for body in frames.feed(data):
                return decode_frame(body, _REPLY)
    raise FrameError("it closed the connection without a reply")
