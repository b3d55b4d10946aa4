"""A picture for somebody at the panel's shell."""

import pytest

from panel.api import Reply, TakePicture
from panel.api.camera import Shoot
from panel.daemon import console
from tests.support.cameras import HALL, Camerad, carried, with_cameras
from tests.support.panel_on_wires import PIN, PanelOnWires


@pytest.fixture
def camerad(house: PanelOnWires) -> Camerad:
    with_cameras(house)
    return Camerad(house)


def leave(house: PanelOnWires) -> None:
    """Everybody is out, and the house is armed."""
    house.tag()
    house.wait(61_000)


def ask(house: PanelOnWires, camera: str = HALL, pin: str = PIN) -> list[Reply]:
    replies: list[Reply] = []
    console.handle(house.engine, TakePicture(pin=pin, camera=camera), replies.append)
    return replies


def test_the_administrator_has_a_picture_taken_and_hears_its_name(house: PanelOnWires, camerad: Camerad) -> None:
    leave(house)
    replies = ask(house)
    (shoot,) = camerad.heard(Shoot)
    assert (shoot.cameras, shoot.before, shoot.after, replies) == ((HALL,), False, False, [])
    camerad.takes(shoot.job, thumb=True)
    assert replies == []
    camerad.takes(shoot.job)
    assert [(reply.ok, reply.text) for reply in replies] == [(True, "the picture p2 of hall is taken")]
    asked = {document["request"] for document in carried(house)}
    assert len(asked) == 1
    camerad.done(shoot.job)
    assert house.engine.live.slot is None


def test_with_people_at_home_nobody_has_a_picture_taken(house: PanelOnWires, camerad: Camerad) -> None:
    (reply,) = ask(house)
    assert "privacy" in reply.text
    assert camerad.shoots() == []


@pytest.mark.parametrize(
    ("camera", "pin", "text"),
    [("attic", PIN, "cameras here are: hall, living"), (HALL, "999999", "nobody has this PIN")],
)
def test_what_cannot_be_is_told_at_once(
    house: PanelOnWires, camerad: Camerad, camera: str, pin: str, text: str
) -> None:
    leave(house)
    (reply,) = ask(house, camera, pin)
    assert not reply.ok
    assert text in reply.text


def test_a_second_one_hears_that_one_is_under_way_also_at_the_shell(house: PanelOnWires, camerad: Camerad) -> None:
    leave(house)
    first = ask(house)
    (second,) = ask(house)
    assert "a request is under way (image, for 0 s)" in second.text
    (shoot,) = camerad.heard(Shoot)
    camerad.takes(shoot.job)
    assert first[0].ok
