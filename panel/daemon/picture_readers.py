"""Whom pictures are sealed for: the panel itself, and each enrolled station."""

import msgspec

from comms.keys import Identity
from panel.api.camera import Readers
from panel.daemon.commands import stations
from panel.store.people import People


def readers(identity: Identity, people: People) -> Readers:
    """Their public keys, each under a name of its own: a station is filed here by its role, not by its key's name."""
    keys = [identity.public()]
    for number, key in enumerate(stations(people).values(), start=1):
        name = f"station-{number}" if number > 1 or identity.id == key.id else key.id
        keys.append(msgspec.structs.replace(key, id=name))
    return Readers(keys=tuple(keys))
