"""What can be wrong with something asked of the simulated house."""


class WorldError(Exception):
    """Root of the house's errors; the text is one sentence for whoever asked."""


class NoSuchThing(WorldError):
    """A zone, tag or verb this house does not have."""


class BadRequest(WorldError):
    """The thing exists, but not what was asked of it."""


class NoLauncher(WorldError):
    """Nobody answers for the broker: this world was not started by a demo."""
