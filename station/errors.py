"""Everything that can go wrong at the station, in one tree; each message says what to do."""


class StationError(Exception):
    """Root of the tree."""


class StorageError(StationError):
    """The store cannot keep what came in. Nothing of that batch was acknowledged; panels send it again."""


class NotHereError(StationError):
    """The thing asked for is not at this station: no such panel, no key, no running station."""


class NoResultError(StationError):
    """A command was sent and its result did not come in time: whether it was obeyed is not known."""


class PictureRefused(StationError):
    """A picture is here and is not what it should be: unsigned, changed, or no picture at all."""
