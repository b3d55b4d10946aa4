"""A picture for somebody at a shell: asked for like one from afar, by the same rights and through the same slot."""

from secrets import token_hex
from typing import Protocol

import msgspec

from panel.api import Reply, TakePicture
from panel.core.events import RequestMade
from panel.core.names import Reason, RequestKind, Source, Status
from panel.core.plan import Plan
from panel.core.reports import Answer
from panel.daemon import orders
from panel.daemon.desk import Desk
from panel.daemon.household import Respond

ID_BYTES = 8


class House(orders.House, Protocol):
    """What is needed of the engine."""

    plan: Plan
    desk: Desk


def take(house: House, asked: TakePicture, respond: Respond) -> None:
    """Has it taken; responds when it is there, or will not come. Raises OrderRefused."""
    actor = orders.identify(house, asked.pin).actor
    made = RequestMade(
        actor=actor,
        source=Source.CONSOLE,
        kind=RequestKind.IMAGE,
        id=f"c{token_hex(ID_BYTES)}",
        camera=asked.camera,
    )
    house.desk.cameras.request(made, lambda answer, picture: respond(_reply(house, asked.camera, answer, picture)))


def _reply(house: House, camera: str, answer: Answer, picture: str) -> Reply:
    if answer.status is Status.OK:
        data = msgspec.json.encode({"picture": picture, "camera": camera}).decode()
        return Reply(ok=True, text=f"the picture {picture} of {camera} is taken", data=data)
    if answer.status is Status.BUSY:
        kind = answer.busy.value if answer.busy is not None else "another"
        return Reply(ok=False, text=f"a request is under way ({kind}, for {answer.age_ms // 1000} s): try again soon")
    if answer.reason is Reason.INVALID:
        there = ", ".join(house.plan.cameras) or "none"
        return Reply(ok=False, text=f"there is no camera {camera!r}; cameras here are: {there}")
    return Reply(ok=False, text=_WHY_NOT.get(answer.reason or Reason.NO_ANSWER, "no picture"))


_WHY_NOT = {
    Reason.NO_PERMISSION: orders.MAY_NOT,
    Reason.PRIVACY: "people are at home and nothing has happened: no camera looks (privacy)",
    Reason.NO_ANSWER: "the camera does not answer: see `sereno status`",
    Reason.TIMEOUT: "no picture came in time; should it still come, it is kept and marked late",
}
