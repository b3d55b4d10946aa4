"""Ties a child's life to its parent's: no orphan holds ports and sockets after a ``kill -9`` of the launcher.

The kernel does it (``prctl(PR_SET_PDEATHSIG)``, set between fork and exec, kept over exec), so the
children are the product's own commands without a word about demos. The other way, a pipe that each
child watches, would need that word in each of them. Children stay in sessions of their own, so that
Ctrl-C reaches the launcher alone and it stops them in order.
"""

import ctypes
import os
import signal

PR_SET_PDEATHSIG = 1
# Looked up before any fork: the child may do nothing between fork and exec but make system calls.
_prctl = ctypes.CDLL(None, use_errno=True).prctl


def tie(parent: int) -> None:
    """Called in the child before exec: dies when the process ``parent`` dies.

    SIGKILL, not SIGTERM: with nobody left to insist, a child that hangs would stay for good, and every
    one of ours must survive a power cut anyway.
    """
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the tie held
        os._exit(1)
