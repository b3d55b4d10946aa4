"""camerad's sealed files, as commsd reads them: whole, with the size and content that alarmd signed, or not at all."""

import hashlib
import os
import re
import stat
from pathlib import Path

from comms.errors import PictureError
from comms.keys import b64_encode
from comms.pictures import SEALED_MAX
from panel.api import Carried

_PLAIN = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,79}", re.ASCII)


def folder_of(data: Path) -> Path:
    """Where the files lie. ``data``: the installation's folder."""
    return data / "camerad" / "pictures"


def read_sealed(folder: Path, row: Carried) -> bytes:
    """The bytes of a picture. Raises PictureError, in words for the log, when they are not there or are not those.

    A name and never a path: what is carried comes out of this folder alone, whoever wrote the name.
    """
    if not _PLAIN.fullmatch(row.file):
        raise PictureError(f"the picture {row.picture} has the file {row.file!r}, which is no plain name")
    try:
        sealed = _read(folder / row.file)
    except OSError as error:
        raise PictureError(f"the picture {row.picture}: {row.file!r} cannot be read: {error.strerror}") from error
    if len(sealed) != row.size:
        raise PictureError(f"the picture {row.picture} has {len(sealed)} bytes; signed were {row.size}")
    if digest_of(sealed) != row.sha256:
        raise PictureError(f"the picture {row.picture} was changed on the disk: it has another digest than was signed")
    return sealed


def digest_of(sealed: bytes) -> str:
    """SHA-256 of a sealed picture, base64url, as its document names it."""
    return b64_encode(hashlib.sha256(sealed).digest())


def _read(path: Path) -> bytes:
    """Never waits for a pipe, follows no link, reads no more than a picture can have and one byte."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(0, "it is no plain file")
        return file.read(SEALED_MAX + 1)
