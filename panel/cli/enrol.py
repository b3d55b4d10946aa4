"""``sereno enrol``: exchanges keys between this panel, its station and its people.

A fingerprint is read out on one side and confirmed on the other: whoever could swap the file on its
way would otherwise be believed like the station.
"""

import argparse
import json
import sys
from pathlib import Path

from comms.errors import CommsError
from comms.keys import KeyKind, fingerprint, format_key_file, generate, load_key_file, save_identity
from panel.api import EnrolExport, EnrolImport
from panel.asking import NotGiven, asked
from panel.cli.console import ConsoleError, add_place, ask, failed, pin_of
from panel.places import PlaceError

SUMMARY = "exchange keys: this panel's, its station's, a user's"
STATION = "station"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``sereno enrol``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    exporting = verbs.add_parser("export", help="write this panel's public key to a file, for the station")
    importing = verbs.add_parser("import", help="let a station's or a user's key speak to this panel")
    importing.add_argument("--actor", default=STATION, help="for whom the key speaks: station, or a user")
    importing.add_argument("--fingerprint", help="what the other side read out; asked for when absent")
    importing.add_argument("--pin", help="the administrator's; asked for when absent")
    for each in (exporting, importing):
        each.add_argument("file", type=Path)
        each.add_argument("--json", action="store_true", help="the result as one object on the last line")
        add_place(each)
    key = verbs.add_parser("key", help="keys of users")
    new = key.add_subparsers(dest="key_verb", required=True, metavar="VERB").add_parser(
        "new", help="make a user's key; its public half goes to FILE.pub"
    )
    new.add_argument("file", type=Path)
    new.add_argument("--id", required=True, help="the user's id")
    new.add_argument("--json", action="store_true", help="the result as one object on the last line")


def run(args: argparse.Namespace) -> int:
    """Runs one verb; 0 done, 1 refused, 2 no panel or something not given."""
    verbs = {"export": _export, "import": _import, "key": _new_key}
    try:
        return verbs[args.verb](args)
    except (PlaceError, NotGiven, ConsoleError, CommsError, OSError) as error:
        return failed(error)


def _export(args: argparse.Namespace) -> int:
    reply = ask(args.data, EnrolExport())
    args.file.write_text(reply.data, encoding="ascii")
    said = f"the panel's key is in {args.file}; its fingerprint, to be confirmed at the station:\n{reply.text}"
    print(json.dumps({"file": str(args.file), "fingerprint": reply.text}) if args.json else said)
    return 0


def _import(args: argparse.Namespace) -> int:
    key = load_key_file(args.file)
    said = args.fingerprint
    if said is None:
        print(f"the key of {key.kind.value} {key.id!r}; compare with what its owner shows:\n{fingerprint(key)}")
        said = asked("type it as its owner shows it: ", "--fingerprint")
    message = EnrolImport(content=format_key_file(key), fingerprint=said, actor=args.actor, pin=pin_of(args))
    reply = ask(args.data, message)
    print(json.dumps({"actor": args.actor, "id": key.id}) if args.json else reply.text)
    return 0


def _new_key(args: argparse.Namespace) -> int:
    if args.file.exists():
        print(f"{args.file} is there already; a key is never overwritten: choose another name", file=sys.stderr)
        return 1
    identity = generate(KeyKind.USER, args.id)
    public = args.file.with_name(args.file.name + ".pub")
    save_identity(identity, args.file)
    public.write_text(format_key_file(identity.public()), encoding="ascii")
    said = (
        f"the secret key is in {args.file} (keep it), the public one in {public}; its fingerprint:\n"
        f"{fingerprint(identity.public())}"
    )
    told = {"file": str(args.file), "public": str(public), "fingerprint": fingerprint(identity.public())}
    print(json.dumps(told) if args.json else said)
    return 0
