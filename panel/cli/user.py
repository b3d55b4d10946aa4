"""``sereno user``: people and their tags."""

import argparse

from panel.api import AddTag, AddUser
from panel.asking import NotGiven
from panel.cli.console import ConsoleError, add_place, ask, failed, pin_of
from panel.core.names import ARMED_MODES, Role
from panel.places import PlaceError

SUMMARY = "add people, and give them tags"
ROLES = (Role.ADMINISTRATOR, Role.RESIDENT, Role.STATION)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``sereno user``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    add = verbs.add_parser("add", help="add somebody; their PIN is shown once")
    add.add_argument("name")
    add.add_argument("--role", required=True, choices=[role.value for role in ROLES])
    add.add_argument("--arm", action="append", default=[], metavar="AREA", help="an area they may arm")
    add.add_argument("--disarm", action="append", default=[], metavar="AREA", help="an area a resident may disarm")
    add.add_argument("--mode", action="append", default=[], choices=[mode.value for mode in ARMED_MODES])
    add.add_argument("--pin", help="the administrator's, once there is one; asked for when needed and absent")
    tag = verbs.add_parser("tag", help="give somebody a tag")
    tag.add_argument("name")
    tag.add_argument("--label", required=True, help="what is written on it")
    tag.add_argument("--tag", required=True, metavar="HEX", help="its number, as the reader reads it")
    tag.add_argument("--pin", help="the administrator's; asked for when absent")
    for each in (add, tag):
        each.add_argument("--json", action="store_true", help="the result as one object on the last line")
        add_place(each)


def run(args: argparse.Namespace) -> int:
    """Runs one verb; 0 done, 1 refused, 2 no panel or no PIN."""
    try:
        reply = ask(args.data, _add(args) if args.verb == "add" else _tag(args))
    except (PlaceError, NotGiven, ConsoleError) as error:
        return failed(error)
    print((reply.data or "{}") if args.json else reply.text)
    return 0


def _add(args: argparse.Namespace) -> AddUser:
    return AddUser(
        name=args.name,
        role=args.role,
        pin="" if args.role == Role.ADMINISTRATOR else pin_of(args),
        arm=tuple(args.arm),
        disarm=tuple(args.disarm),
        modes=tuple(args.mode),
    )


def _tag(args: argparse.Namespace) -> AddTag:
    return AddTag(user=args.name, label=args.label, tag=args.tag, pin=pin_of(args))
