"""Free TCP ports on loopback, for programs that must be told theirs."""

import socket

from hw_sim.launch.errors import DoesNotStart

HOST = "127.0.0.1"
HOUSE_PORT = 8470  # the house's, unless it is taken


def free_port() -> int:
    """A port that was free a moment ago; the kernel does not give it out again soon."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def house_port(wanted: int | None) -> int:
    """The port of the house's interface: the one wanted, 0 for any; the usual one, or any, when nobody
    says. Raises DoesNotStart when the one wanted cannot be had."""
    if wanted == 0:
        return free_port()
    if wanted is None:
        return HOUSE_PORT if is_free(HOUSE_PORT) else free_port()
    if (error := _refusal(wanted)) is None:
        return wanted
    why = "is one that only root may have" if isinstance(error, PermissionError) else "is taken"
    raise DoesNotStart(f"port {wanted} {why}; name another with --port, or leave it out")


def is_free(port: int) -> bool:
    """Whether somebody could listen there now."""
    return _refusal(port) is None


def _refusal(port: int) -> OSError | None:
    """Why nobody could listen there now; None when somebody could."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            return error
    return None
