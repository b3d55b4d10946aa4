"""A real mosquitto on a free port, with TLS and client certificates, stopped by its own process."""

import datetime
import os
import shutil
import socket
import subprocess
from collections.abc import Sequence
from pathlib import Path

from comms.transport import Settings, Subscription, Will
from hw_sim.launch.tls import ensure
from tests.support.waiting import wait_until

CLIENTS = ("panel", "station", "stranger")


class Mosquitto:
    """One broker over one folder. It can be killed and started again on the same port."""

    def __init__(self, folder: Path, extra: Sequence[str] = (), address: str = "127.0.0.1") -> None:
        self.tls = folder / "tls"
        ensure(self.tls, CLIENTS, datetime.datetime.now(datetime.UTC))
        self.address = address
        self.port = free_port(address)
        self._log = folder / "mosquitto.log"
        self._settings = folder / "mosquitto.conf"
        self._settings.write_text("\n".join((*self._lines(folder), *extra)) + "\n", encoding="ascii")
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when it listens."""
        program = shutil.which("mosquitto", path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin")
        assert program is not None
        with self._log.open("ab") as log:
            self._process = subprocess.Popen([program, "-c", str(self._settings)], stdout=log, stderr=log)
        wait_until(self._listens, f"mosquitto listens on {self.port}; its log: {self._log}")

    def stop(self) -> None:
        """In order; harmless when it is not running."""
        self._end("terminate")

    def kill(self) -> None:
        """As a power cut would."""
        self._end("kill")

    def settings(self, client_id: str, certificate: str, *topics: Subscription, will: Will | None = None) -> Settings:
        """A connection with one of the client certificates, or none for an empty name."""
        return Settings(
            host="localhost",
            port=self.port,
            client_id=client_id,
            ca_file=self.tls / "ca.pem",
            cert_file=self.tls / f"{certificate}.pem" if certificate else None,
            key_file=self.tls / f"{certificate}.key" if certificate else None,
            will=will,
            subscriptions=topics,
        )

    def _lines(self, folder: Path) -> tuple[str, ...]:
        return (
            f"listener {self.port} {self.address}",
            f"cafile {self.tls / 'ca.pem'}",
            f"certfile {self.tls / 'server.pem'}",
            f"keyfile {self.tls / 'server.key'}",
            "require_certificate true",
            "use_identity_as_username true",
            "allow_anonymous false",
            "persistence true",
            f"persistence_location {folder}/",
            "autosave_interval 1",
            "autosave_on_changes true",
            *(("user root",) if os.geteuid() == 0 else ()),  # else it drops to a user who may not read our files
        )

    def _listens(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, self._log.read_text(encoding="utf-8")
        try:
            socket.create_connection((self.address, self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def _end(self, how: str) -> None:
        if self._process is not None:
            getattr(self._process, how)()
            self._process.wait(10)
            self._process = None


def free_port(address: str = "127.0.0.1") -> int:
    """A port that nobody has right now."""
    with socket.create_server((address, 0)) as listener:
        return int(listener.getsockname()[1])
