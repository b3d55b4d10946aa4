"""Asking a panel to arm, disarm or take a picture, with any enrolled key: the station's, or a user's own.

Forms only: whoever has a way to the broker publishes what ``sign_command`` gives and hands what comes
back to ``read_state`` and ``read_result``.
"""

import secrets
from collections.abc import Sequence

import msgspec

from comms.documents import CommandDoc, ResultDoc, StateDoc, decode, encode
from comms.envelope import Typ, digest, sign, verify
from comms.errors import DocumentError
from comms.keys import Identity, KeyFile, kid
from panel.core.names import Mode


def arm(panel: str, challenge: str, mode: Mode, areas: Sequence[str] = (), no_exit: bool = False) -> CommandDoc:
    """The command to arm ``areas``, or all that the key's owner may arm and that have the mode.

    Raises DocumentError for what the panel would refuse, with the same words.
    """
    return _command(panel=panel, challenge=challenge, verb="arm", mode=mode, areas=list(areas), no_exit=no_exit)


def disarm(panel: str, challenge: str, areas: Sequence[str] = ()) -> CommandDoc:
    """The command to disarm ``areas``, or all that the key's owner may disarm. Raises DocumentError."""
    return _command(panel=panel, challenge=challenge, verb="disarm", areas=list(areas))


def image(panel: str, challenge: str, camera: str) -> CommandDoc:
    """The command to have ``camera`` take a picture, which then comes on its own way. Raises DocumentError."""
    return _command(panel=panel, challenge=challenge, verb="image", camera=camera)


def sign_command(identity: Identity, command: CommandDoc) -> str:
    """What is published on the panel's ``command``. Publish the same characters again when in doubt:
    the same id with the same bytes is obeyed once and answered each time."""
    return sign(identity, Typ.COMMAND, encode(command))


def read_state(jws: str, panel: KeyFile) -> StateDoc:
    """The panel's state, for its challenge. Raises EnvelopeError for anything else."""
    state = decode(verify(jws, {kid(panel): panel}, Typ.STATE).payload, StateDoc)
    if state.panel != panel.id:
        raise DocumentError(f"the state is of the panel {state.panel!r}, not {panel.id!r}")
    return state


def read_result(jws: str, panel: KeyFile, command: str) -> ResultDoc | None:
    """The panel's result if it is that of ``command`` (the JWS sent); None if it answers another.

    Raises EnvelopeError when the panel did not sign it.
    """
    result = decode(verify(jws, {kid(panel): panel}, Typ.RESULT).payload, ResultDoc)
    mine = result.panel == panel.id and result.command_digest == digest(command)
    return result if mine else None


def _command(**fields: object) -> CommandDoc:
    """A struct is checked when it is decoded, not when it is built."""
    return decode(msgspec.json.encode({"v": 1, "id": secrets.token_urlsafe(12)} | fields), CommandDoc)
