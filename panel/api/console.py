"""Between alarmd and people at its shell: one question, one reply."""

from panel.api.base import Message
from panel.api.orders import Order
from panel.api.people import AddUser, ChangeOfPeople, EnrolExport, EnrolImport, ListPeople
from panel.api.pictures import TakePicture
from panel.api.schedules import ScheduleChange, ScheduleWanted


class StatusWanted(Message, tag="status", frozen=True, kw_only=True):
    pass


class Reply(Message, tag="reply", frozen=True, kw_only=True):
    """What came of it: ``text`` for a person, ``data`` (JSON) for a program."""

    ok: bool
    text: str = ""
    data: str = ""


ConsoleToPanel = (
    StatusWanted
    | AddUser
    | ListPeople
    | ChangeOfPeople
    | EnrolExport
    | EnrolImport
    | Order
    | ScheduleWanted
    | ScheduleChange
    | TakePicture
)
