"""Sealed pictures on the disk: whole or not at all, no longer than promised, and room made where there is none.

A picture is a file ``<picture>.srp``, its small copy ``<picture>t.srp``. An empty file ``<picture>.sent`` says that the
station has it. Everything else in the folder is what a power cut left half done.
"""

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from comms.errors import PictureError
from comms.pictures import About, about
from drivers.camera.retention import Held, makes_room, what_goes
from drivers.errors import PictureStoreError
from panel.api import Taken

SEALED, SENT, HALF = ".srp", ".sent", ".half"
HEAD_BYTES = 8192  # a sealed picture's head is within its first bytes
SPARE_BYTES = 1 << 20  # more is freed than the one picture takes: the next is half a second away


class PictureStore:
    """The folder of pictures of one panel. Its methods block on the disk."""

    def __init__(self, folder: Path, keep_days: int, keep_bytes: int) -> None:
        """Makes the folder and takes stock. Raises PictureStoreError."""
        self.folder = folder
        self._keep_days = keep_days
        self._keep_bytes = keep_bytes
        try:
            folder.mkdir(mode=0o750, parents=True, exist_ok=True)
            self._held = {each.picture: each for each in self._found()}
        except OSError as error:
            raise _failed(folder, error) from error

    def held(self) -> tuple[Held, ...]:
        """All pictures, in no order."""
        return tuple(self._held.values())

    def keep(self, sealed: bytes, known: About, now_ms: int) -> Taken:
        """Writes a picture; once this returns it survives a power cut. Raises PictureStoreError."""
        self.sweep(now_ms, len(sealed))
        path = self._path(known.picture)
        try:
            _written(path, sealed)
        except OSError:
            self.forget(makes_room(self.held(), len(sealed) + SPARE_BYTES))
            try:
                _written(path, sealed)
            except OSError as error:
                raise _failed(self.folder, error) from error
        self._held[known.picture] = Held(picture=known.picture, at_ms=known.at_ms, size=len(sealed), delivered=False)
        return _taken(known, path.name, sealed)

    def try_writing(self) -> None:
        """Whether something could be kept now. Raises PictureStoreError."""
        path = self.folder / f"room{HALF}"
        try:
            _write(path, bytes(1 << 16))
        except OSError as error:
            raise _failed(self.folder, error) from error
        finally:
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def delivered(self, pictures: Iterable[str]) -> None:
        """The station has these. What cannot be noted is only kept longer than it need be."""
        for picture in pictures:
            each = self._held.get(picture)
            if each is not None:
                self._held[picture] = Held(picture=picture, at_ms=each.at_ms, size=each.size, delivered=True)
                with suppress(OSError):
                    self._path(picture).with_suffix(SENT).touch(mode=0o640)

    def forget(self, pictures: Iterable[str]) -> None:
        """Erases pictures; those that are not there are no error. Raises PictureStoreError."""
        for picture in pictures:
            if picture in self._held:
                self._erase(picture)
                del self._held[picture]

    def forget_everything(self) -> None:
        """Erases all. Raises PictureStoreError."""
        self.forget([*self._held])

    def sweep(self, now_ms: int, coming_bytes: int = 0) -> None:
        """Erases what is too old, or too much once ``coming_bytes`` are there too. Raises PictureStoreError."""
        self.forget(what_goes(self.held(), now_ms, self._keep_days, self._keep_bytes - coming_bytes))

    def since(self, at_ms: int) -> list[Taken]:
        """Undelivered pictures of a time, oldest first, as they were told when they were taken."""
        young = [each for each in self.held() if each.at_ms >= at_ms and not each.delivered]
        told = []
        for each in sorted(young, key=lambda each: (each.at_ms, each.picture)):
            with suppress(OSError, PictureError):
                path = self._path(each.picture)
                sealed = path.read_bytes()
                told.append(_taken(about(sealed), path.name, sealed))
        return told

    def _path(self, picture: str) -> Path:
        return self.folder / f"{picture}{SEALED}"

    def _found(self) -> Iterable[Held]:
        for path in sorted(self.folder.iterdir()):
            if path.suffix == SEALED:
                with path.open("rb") as file:
                    try:
                        known = about(file.read())
                    except PictureError:
                        path.unlink()  # nobody could open it either
                        continue
                sent = path.with_suffix(SENT).exists()
                yield Held(picture=path.stem, at_ms=known.at_ms, size=path.stat().st_size, delivered=sent)
            elif path.suffix == HALF or (path.suffix == SENT and not path.with_suffix(SEALED).exists()):
                path.unlink()

    def _erase(self, picture: str) -> None:
        path = self._path(picture)
        try:
            path.unlink(missing_ok=True)
            path.with_suffix(SENT).unlink(missing_ok=True)
        except OSError as error:
            raise _failed(self.folder, error) from error


def _written(path: Path, data: bytes) -> None:
    half = path.with_suffix(HALF)
    try:
        _write(half, data)
        half.rename(path)
        _sync_folder(path.parent)
    except OSError:
        with suppress(OSError):
            half.unlink(missing_ok=True)
        raise


def _write(path: Path, data: bytes) -> None:
    with open(path, "wb", opener=_private) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o640)


def _sync_folder(folder: Path) -> None:
    """A name is on the disk only when its folder is."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _taken(known: About, name: str, sealed: bytes) -> Taken:
    return Taken(
        job=known.job,
        picture=known.picture,
        camera=known.camera,
        at_ms=known.at_ms,
        index=known.index,
        thumb=known.thumb,
        size=len(sealed),
        sha256=hashlib.sha256(sealed).hexdigest(),
        file=name,
    )


def _failed(folder: Path, error: OSError) -> PictureStoreError:
    return PictureStoreError(f"pictures cannot be kept in {folder}: {(error.strerror or str(error)).lower()}")
