"""Talking to systemd: three words, in the dozen lines that libsystemd would need a package for."""

import os
import socket
from contextlib import suppress


def notify(text: str) -> None:
    """Says ``text`` (READY=1, WATCHDOG=1, STOPPING=1, STATUS=...) if there is anybody to hear it.

    Never waits and never raises: a supervisor that is away or busy must not end or hold up an alarm panel.
    """
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    name = "\0" + address[1:] if address.startswith("@") else address
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sock:
        sock.setblocking(False)
        sock.sendto(text.encode(), name)
