"""Asking the running station over its interface, from a command typed beside it."""

import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from comms.documents import ReportDoc
from comms.picture_documents import PictureDoc
from station.errors import NotHereError
from station.store import Entry

URL = "url"  # the file in the station's folder that says where its interface is
TIMEOUT_S = 10.0


class _Log(msgspec.Struct, frozen=True):
    entries: tuple[Entry, ...]
    reports: tuple[ReportDoc | None, ...]
    pictures: tuple[PictureDoc | None, ...]
    next: int


def log(folder: Path, after: int = 0) -> Iterator[tuple[Entry, ReportDoc | PictureDoc | None]]:
    """Every entry of the running station's log after a place, with its report or picture. Raises NotHereError when
    none runs there."""
    while True:
        page = msgspec.json.decode(get(folder, f"/api/log?after={after}&reports=1"), type=_Log)
        if not page.entries:
            return
        told = zip(page.reports, page.pictures, strict=True)
        yield from zip(page.entries, (picture or report for report, picture in told), strict=True)
        after = page.next


def get(folder: Path, path: str) -> bytes:
    """What the running station answers. Raises NotHereError."""
    try:
        url = urlsplit((folder / URL).read_text(encoding="ascii").strip())
    except OSError as error:
        raise NotHereError(f"no station runs over {folder}; start it with `sereno station run`") from error
    connection = http.client.HTTPConnection(url.hostname or "", url.port, timeout=TIMEOUT_S)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        body = response.read()
    except ConnectionRefusedError as error:
        raise NotHereError(f"no station runs at {url.geturl()} any more; start it with `sereno station run`") from error
    except (OSError, http.client.HTTPException) as error:
        raise NotHereError(f"the station at {url.geturl()} does not answer: {error}; is it still running?") from error
    finally:
        connection.close()
    if response.status != http.client.OK:
        raise NotHereError(f"the station at {url.geturl()} answered {response.status} to {path}")
    return body
