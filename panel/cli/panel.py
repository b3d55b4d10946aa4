"""``sereno panel``: a picture of now; and what is done to the whole panel when its owner or its station changes."""

import argparse
import sys

from panel.api import EndContract, TakePicture, Transfer
from panel.asking import NotGiven
from panel.cli.console import failed
from panel.cli.order import add_pin, tell_with_pin

SUMMARY = "a picture of now; another owner, or no station any more"
PICTURE_S = 160.0  # a picture is waited for 150 s at most


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``sereno panel``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    transfer = verbs.add_parser("transfer", help="erase everybody, for another owner; the zones stay")
    end = verbs.add_parser("decommission", help="end the contract with the station; the house is guarded all the same")
    end.add_argument("--now", action="store_true", help="without waiting until the station has the last report")
    for one in (transfer, end):
        one.add_argument("--yes", action="store_true", help="do not ask whether you are sure")
        add_pin(one)
    picture = verbs.add_parser("picture", help="have a camera take a picture, and wait for it")
    picture.add_argument("camera", help="its name in the configuration")
    picture.add_argument("--json", action="store_true", help="its name as one object on the last line")
    add_pin(picture)


def run(args: argparse.Namespace) -> int:
    """0 done, 1 refused, 2 no panel, no PIN, or somebody was not sure."""
    if args.verb == "picture":
        return tell_with_pin(args, lambda pin: TakePicture(pin=pin, camera=args.camera), PICTURE_S)
    try:
        _be_sure(args)
    except NotGiven as error:
        return failed(error)
    if args.verb == "transfer":
        return tell_with_pin(args, lambda pin: Transfer(pin=pin))
    return tell_with_pin(args, lambda pin: EndContract(pin=pin, now=args.now))


_ERASED = {
    "transfer": "Everybody, every PIN and every tag will be erased.",
    "decommission": "The station's keys and the panel's own will be erased; a station must be enrolled anew.",
}


def _be_sure(args: argparse.Namespace) -> None:
    """Raises NotGiven unless whoever asks said that they are."""
    if args.yes:
        return
    if not sys.stdin.isatty():
        raise NotGiven(f"{_ERASED[args.verb]} Say --yes, or run it at a terminal")
    if input(f"{_ERASED[args.verb]} Type yes to go on: ").strip() != "yes":
        raise NotGiven("nothing is changed")
