"""Everything that can go wrong between a panel and its station, in one tree.

Each message names the thing, what was found, what is allowed and, where a person can do something,
what to do. Text that came from outside is quoted with ``repr``, so that it can neither break a log
line nor a terminal.
"""


class CommsError(Exception):
    """Root of the tree; catch this at the edge, never deeper."""


class KeyFileError(CommsError):
    """A key file, public or secret, is not what it should be."""


class FingerprintError(KeyFileError):
    """The fingerprint somebody confirmed is not that of the key in the file."""


class EnvelopeError(CommsError):
    """A signed document is refused; the subclasses say why."""


class MalformedError(EnvelopeError):
    """It is not a compact JWS as docs/protocol.md describes it, or it is too long."""


class UnknownKeyError(EnvelopeError):
    """Its key id belongs to no enrolled key."""


class WrongTypeError(EnvelopeError):
    """It is a document of another type than the one expected here."""


class SignatureError(EnvelopeError):
    """Its signature does not match."""


class DocumentError(EnvelopeError):
    """Signed well, but its content is not a document of its type."""


class TransportError(CommsError):
    """The way to the broker cannot be opened as configured: host, certificates, rights."""


class PduError(CommsError):
    """A text message that cannot be written, or is not what it says it is."""


class SmsFormError(CommsError):
    """A text message is no report or acknowledgement, or not of whom it says; or one cannot be written."""


class PictureError(CommsError):
    """A picture that cannot be sealed or opened."""
