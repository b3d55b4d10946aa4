"""``sereno user``: people, what they may, and their codes."""

import argparse
import sys

from panel.api import (
    AddTag,
    AddUser,
    Block,
    ConsoleToPanel,
    Grant,
    HandOver,
    ListPeople,
    NewCode,
    Recover,
    RemoveUser,
    SetHours,
    Speak,
    TakeCode,
    Unblock,
)
from panel.asking import NotGiven
from panel.cli.console import ConsoleError, add_place, ask, failed, pin_of, secret_of
from panel.cli.typed import Verbs, add_limits, limits_of
from panel.core.names import ARMED_MODES, Action, CodeKind, Language, Mode, Role
from panel.places import PlaceError

SUMMARY = "people: add, let in, shut out; PINs, codes under threat and for one time; hand the panel over"
WHO = "their id or name"

_NOT_AREAS = sorted(action.value for action in Action if action not in (Action.ARM, Action.DISARM))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The verbs of ``sereno user``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    _add_arguments(verbs)
    _rights_arguments(verbs)
    _code_arguments(verbs)
    for name, text in (("unblock", "let somebody in again"), ("remove", "remove somebody, with codes, tags and keys")):
        _verb(verbs, name, text)
    block = _verb(verbs, "block", "shut somebody out of page and links, and by choice out of the house")
    block.add_argument("--codes", action=argparse.BooleanOptionalAction, help="their codes do nothing any more")
    block.add_argument("--tags", action=argparse.BooleanOptionalAction, help="their tags do nothing any more")
    _verb(verbs, "hand-over", "make a resident the administrator in your place")
    _verb(verbs, "recover", "for the installer, at the panel: the administrator is lost; who shall it be?")


def _verb(verbs: Verbs, name: str, text: str) -> argparse.ArgumentParser:
    verb = verbs.add_parser(name, help=text)
    verb.add_argument("who", help=WHO)
    _common(verb)
    return verb


def _common(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--pin", help="yours; asked for when absent, which keeps it out of the shell's history")
    verb.add_argument("--json", action="store_true", help="the result as one object on the last line")
    add_place(verb)


def _add_arguments(verbs: Verbs) -> None:
    _common(verbs.add_parser("list", help="who there is, with codes, tags and rights; yourself, unless you administer"))
    add = verbs.add_parser("add", help="add somebody; their PIN is shown once")
    add.add_argument("name")
    add.add_argument("--role", required=True, choices=[role.value for role in Role])
    _areas(add)
    _common(add)
    tag = verbs.add_parser("tag", help="give somebody a tag")
    tag.add_argument("name")
    tag.add_argument("--label", required=True, help="what is written on it")
    tag.add_argument("--tag", required=True, metavar="HEX", help="its number, as the reader reads it")
    _common(tag)


def _areas(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--arm", action="append", default=[], metavar="AREA", help="an area they may arm")
    verb.add_argument("--disarm", action="append", default=[], metavar="AREA", help="an area they may disarm")
    verb.add_argument("--mode", action="append", default=[], choices=[mode.value for mode in ARMED_MODES])


def _rights_arguments(verbs: Verbs) -> None:
    grant = _verb(verbs, "grant", "all that somebody may, in place of what they might before")
    _areas(grant)
    grant.add_argument("--allow", action="append", default=[], choices=_NOT_AREAS, help="what else they may")
    add_limits(_verb(verbs, "hours", "when a limited user may come; without hours and dates: always"))
    language = _verb(verbs, "language", "what somebody is spoken to in")
    language.add_argument("language", choices=[language.value for language in Language])


def _code_arguments(verbs: Verbs) -> None:
    for name, text in (
        ("pin", "a new PIN for somebody, drawn by the panel or chosen"),
        ("duress", "a code that does what the PIN does and calls for help in silence"),
    ):
        code = _verb(verbs, name, text)
        code.add_argument("--choose", action="store_true", help="asks for the new code instead of drawing one")
        code.add_argument("--code", help="the new code; --choose keeps it out of the shell's history")
        if name == "duress":
            code.add_argument("--take-away", action="store_true", help="there shall be none any more")
    once = _verb(verbs, "one-time", "a code that is one disarming and the next arming")
    once.add_argument("--take-away", action="store_true", help="all of theirs that are not used up")


def run(args: argparse.Namespace) -> int:
    """Runs one verb; 0 done, 1 refused, 2 no panel or no PIN."""
    try:
        reply = ask(args.data, _message(args))
    except (PlaceError, NotGiven, ConsoleError) as error:
        return failed(error)
    print((reply.data or "{}") if args.json else reply.text)
    return 0


def _message(args: argparse.Namespace) -> ConsoleToPanel:
    if args.verb == "add":
        return _add(args)
    shut = _what_is_shut(args) if args.verb == "block" else {}
    pin = pin_of(args, "your")
    match args.verb:
        case "list":
            return ListPeople(pin=pin)
        case "tag":
            return AddTag(user=args.name, label=args.label, tag=args.tag, pin=pin)
        case "block":
            return Block(pin=pin, who=args.who, **shut)
        case "pin" | "duress" | "one-time":
            return _code(args, pin)
        case "grant" | "hours" | "language":
            return _right(args, pin)
        case _:
            return _to_somebody(args.verb, pin, args.who)


def _to_somebody(verb: str, pin: str, who: str) -> ConsoleToPanel:
    match verb:
        case "unblock":
            return Unblock(pin=pin, who=who)
        case "remove":
            return RemoveUser(pin=pin, who=who)
        case "hand-over":
            return HandOver(pin=pin, to=who)
        case _:
            return Recover(pin=pin, who=who)


def _add(args: argparse.Namespace) -> AddUser:
    return AddUser(
        name=args.name,
        role=args.role,
        pin="" if args.role == Role.ADMINISTRATOR else pin_of(args),
        arm=tuple(args.arm),
        disarm=tuple(args.disarm),
        modes=tuple(args.mode),
    )


def _right(args: argparse.Namespace, pin: str) -> ConsoleToPanel:
    if args.verb == "hours":
        return SetHours(pin=pin, who=args.who, limits=limits_of(args))
    if args.verb == "language":
        return Speak(pin=pin, who=args.who, language=Language(args.language))
    return Grant(
        pin=pin,
        who=args.who,
        arm=tuple(args.arm),
        disarm=tuple(args.disarm),
        modes=tuple(Mode(mode) for mode in args.mode),
        granted=tuple(Action(action) for action in args.allow),
    )


_KINDS = {"pin": CodeKind.OWN, "duress": CodeKind.DURESS, "one-time": CodeKind.ONE_TIME}


def _code(args: argparse.Namespace, pin: str) -> ConsoleToPanel:
    kind = _KINDS[args.verb]
    if getattr(args, "take_away", False):
        return TakeCode(pin=pin, who=args.who, kind=kind)
    chosen = getattr(args, "code", None) or ""
    if not chosen and getattr(args, "choose", False):
        chosen = secret_of("the new code")
    return NewCode(pin=pin, who=args.who, kind=kind, chosen=chosen)


def _what_is_shut(args: argparse.Namespace) -> dict[str, bool]:
    """Whether codes and tags are shut out too: as said, else asked, for nobody shall think so who did not say so.

    Raises NotGiven where nobody can be asked.
    """
    return {what: _yes(getattr(args, what), what) for what in ("codes", "tags")}


def _yes(said: bool | None, what: str) -> bool:
    if said is not None:
        return said
    if not sys.stdin.isatty():
        raise NotGiven(f"shall their {what} do nothing any more? say --{what} or --no-{what}")
    while True:
        answer = input(f"Shall their {what} do nothing any more? [Y/n] ").strip().lower()
        if answer in ("", "y", "yes", "n", "no"):
            return answer not in ("n", "no")
        print("please answer y or n")  # a PIN typed too early, or a word, is no yes
