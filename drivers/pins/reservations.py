"""Which device has which pin, kept by each factory for itself.

gpiozero's local factories share one table, and one plain lock, over the whole process, to keep two back
ends off one pin. The kernel does that better, and both hurt: a factory that was closed holds pins of the
next one, and a device collected as garbage while another is being opened releases its pins under the
lock that the opening holds. That is one thread waiting for itself, for ever; it happened.
"""

from collections import defaultdict
from threading import RLock

from gpiozero.pins.pi import PinInfo

Reservations = dict[PinInfo, list[object]]


def own_reservations() -> tuple[Reservations, RLock]:
    """An empty table, and a lock that the thread which holds it may take again."""
    return defaultdict(list), RLock()
