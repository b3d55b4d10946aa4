"""Composing commands and reading what the panel says to them."""

import msgspec
import pytest

from comms.commands import arm, disarm, image, read_result, read_state, sign_command
from comms.documents import CommandDoc, ResultDoc, decode, encode
from comms.envelope import Typ, digest, sign, verify
from comms.errors import DocumentError, UnknownKeyError, WrongTypeError
from comms.keys import KeyKind, generate, kid
from panel.core.names import Mode, Status
from tests.support.outbox import state

PANEL = generate(KeyKind.PANEL, "casa")
OTHER = generate(KeyKind.PANEL, "villa")
ANA = generate(KeyKind.USER, "ana")


def result(command: str, panel: str = "casa") -> str:
    document = ResultDoc(v=1, panel=panel, id="c", command_digest=digest(command), status=Status.OK, at_ms=1)
    return sign(PANEL, Typ.RESULT, encode(document))


def test_a_command_carries_the_challenge_and_is_signed_by_whoever_asks() -> None:
    jws = sign_command(ANA, arm("casa", "challenge-1", Mode.NIGHT, ["house"], no_exit=True))
    public = ANA.public()
    command = decode(verify(jws, {kid(public): public}, Typ.COMMAND).payload, CommandDoc)
    assert (command.panel, command.challenge, command.verb, command.mode) == ("casa", "challenge-1", "arm", Mode.NIGHT)
    assert (command.areas, command.no_exit) == (("house",), True)


def test_each_command_has_an_id_of_its_own() -> None:
    assert disarm("casa", "x").id != disarm("casa", "x").id


def test_arming_to_disarmed_is_refused_before_it_is_sent() -> None:
    with pytest.raises(DocumentError):
        arm("casa", "x", Mode.DISARMED)


def test_a_picture_is_asked_of_one_camera_and_of_nothing_else() -> None:
    asked = image("casa", "x", "hall")
    assert (asked.verb, asked.camera, asked.mode) == ("image", "hall", None)
    for wrong in ("", "no camera", "../hall"):
        with pytest.raises(DocumentError):
            image("casa", "x", wrong)
    for fields in (
        {"verb": "image"},
        {"verb": "disarm", "camera": "hall"},
        {"verb": "image", "camera": "hall", "areas": ["a"]},
    ):
        with pytest.raises(DocumentError, match="camera"):
            decode(msgspec.json.encode({"v": 1, "panel": "casa", "id": "c", "challenge": "x"} | fields), CommandDoc)


def test_only_the_panels_own_state_gives_a_challenge() -> None:
    assert read_state(sign(PANEL, Typ.STATE, encode(state("casa", 1, "c-9"))), PANEL.public()).challenge == "c-9"
    with pytest.raises(UnknownKeyError):
        read_state(sign(OTHER, Typ.STATE, encode(state("casa", 1))), PANEL.public())
    with pytest.raises(DocumentError, match="villa"):
        read_state(sign(PANEL, Typ.STATE, encode(state("villa", 1))), PANEL.public())


def test_a_result_counts_only_for_the_command_it_names() -> None:
    mine, other = (sign_command(ANA, disarm("casa", "x")) for _ in range(2))
    found = read_result(result(mine), PANEL.public(), mine)
    assert found is not None
    assert found.status is Status.OK
    assert read_result(result(other), PANEL.public(), mine) is None
    assert read_result(result(mine, "villa"), PANEL.public(), mine) is None
    with pytest.raises(WrongTypeError):
        read_result(mine, PANEL.public(), mine)
