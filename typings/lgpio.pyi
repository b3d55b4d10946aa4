# What Sereno uses of lgpio 0.2.2, which ships no types and is installed only where it is asked for.
import threading
from collections.abc import Callable
from typing import BinaryIO

def gpio_write(handle: int | None, gpio: int, level: int) -> int: ...
def gpio_claim_output(handle: int | None, gpio: int, level: int = 0, lFlags: int = 0) -> int: ...

_notify_thread: _callback_thread

class _callback_thread(threading.Thread):
    _file: BinaryIO

BOTH_EDGES: int

def callback(handle: int | None, gpio: int, edge: int = ..., func: Callable[..., object] | None = None) -> object: ...

class error(Exception): ...
