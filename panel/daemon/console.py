"""People at a shell on the panel: first administrator, tags, enrolment, status.

The console socket is open to root and the panel's group alone; whoever is there holds the card in their
hands. Still, once there is an administrator, a change of people needs the administrator's PIN.
"""

from typing import Protocol

from comms.errors import CommsError
from comms.keys import Identity, fingerprint, format_key_file
from panel.api import (
    AddHoliday,
    AddProgramme,
    AddUser,
    Arm,
    AutoDisarm,
    Chime,
    ConsoleToPanel,
    Disarm,
    EnrolExport,
    EnrolImport,
    LeaveOut,
    LetIn,
    LiftException,
    ListPeople,
    Postpone,
    PutException,
    RemoveHoliday,
    RemoveProgramme,
    Reply,
    ScheduleWanted,
    StatusWanted,
    SwitchProgramme,
    TakePicture,
    TryOut,
)
from panel.core.events import TroubleRaised
from panel.core.names import Action, PeopleChange, Role, Trouble
from panel.daemon import household, newcomers, orders, picture_orders, timetable
from panel.daemon.household import Done, Respond
from panel.daemon.orders import OrderRefused, identify
from panel.store.errors import StoreError
from panel.store.household import Changed


class House(household.House, timetable.House, picture_orders.House, Protocol):
    """What the console needs of the engine."""

    identity: Identity

    def status(self) -> bytes: ...


def handle(house: House, message: ConsoleToPanel, respond: Respond) -> None:
    """Does what a console message asks and responds once, after it is kept."""
    try:
        _handle(house, message, respond)
    except (OrderRefused, StoreError, CommsError) as error:
        respond(Reply(ok=False, text=str(error)))


def _handle(house: House, message: ConsoleToPanel, respond: Respond) -> None:
    match message:
        case StatusWanted():
            respond(Reply(ok=True, data=house.status().decode()))
        case AddUser():
            _add_user(house, message, respond)
        case ListPeople():
            respond(household.listed(house, message))
        case EnrolExport():
            key = house.identity.public()
            respond(Reply(ok=True, text=fingerprint(key), data=format_key_file(key)))
        case EnrolImport():
            _import_key(house, message, respond)
        case Arm() | Disarm() | LeaveOut() | TryOut() | LetIn() | Chime() | Postpone():
            orders.obey(house, message, respond)
        case ScheduleWanted():
            respond(Reply(ok=True, data=timetable.told(house).decode()))
        case AddProgramme() | RemoveProgramme() | SwitchProgramme() | PutException() | LiftException():
            timetable.change(house, message, respond)
        case TakePicture():
            picture_orders.take(house, message, respond)
        case AddHoliday() | RemoveHoliday() | AutoDisarm():
            timetable.change(house, message, respond)
        case _:
            household.change(house, message, respond)


def _add_user(house: House, asked: AddUser, respond: Respond) -> None:
    first = asked.role == Role.ADMINISTRATOR
    by = newcomers.NOBODY_YET if first else identify(house, asked.pin).actor
    if not household.may(house, by, Action.PEOPLE):
        raise OrderRefused(orders.MAY_NOT)
    changed, pin = newcomers.add(house.people, asked, house.here, house.device_key)
    text = newcomers.welcome(asked, changed, pin)
    household.make(house, Done(changed, text, household.pin_data(changed.whom, pin)), by.id, respond)
    if first:
        house.tell_trouble(TroubleRaised(Trouble.DEFAULT_CODE, ""))


def _import_key(house: House, asked: EnrolImport, respond: Respond) -> None:
    by = identify(house, asked.pin).actor
    if by.role is not Role.ADMINISTRATOR:
        raise OrderRefused(orders.MAY_NOT)
    people, text = newcomers.enrol(house.people, asked)
    household.make(house, Done(Changed(people, PeopleChange.TAG), text), by.id, respond)
