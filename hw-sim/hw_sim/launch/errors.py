"""What can keep a demo from starting or running."""


class LaunchError(Exception):
    """Root of the launcher's errors; the text is one sentence that says what to do."""


class NoBroker(LaunchError):
    """Neither mosquitto nor the fall-back is installed."""


class StepFailed(LaunchError):
    """One of the first steps (a user, a tag, the keys) went wrong."""


class DoesNotStart(LaunchError):
    """A process is not up in time."""


class UnusableFolder(LaunchError):
    """The data folder that was named cannot be made, or not be written to."""


class DataInUse(LaunchError):
    """Another demo runs on this data folder, or it holds a panel nobody knows the PIN of."""
