"""``sereno house``: works the simulated house of a running demo from another terminal."""

import argparse
import json
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from hw_sim.launch.notes import read
from hw_sim.rfid.trouble import Fault
from hw_sim.world.cellular import Gsm
from hw_sim.world.faults import ConverterFault, WireFault
from hw_sim.world.relays import RelayFault
from hw_sim.world.timepiece import Fate
from hw_sim.world.verbs import Cable
from panel.asking import not_empty
from panel.places import PlaceError, find

SUMMARY = "work the simulated house of a running demo: doors, tags, keys, network, broker, power, cameras, readers"
ANSWER_S = 120.0  # a long line of keys takes its time
DATA_HELP = "the demo's data folder (default: the running demo's)"
KEYS_HELP = "0-9 * # A B C D; PIN# disarms, A PIN# arms total, B partial, C night, * clears"
ZONE_HELP = "an input's name (front_door) or a zone's number"


BATTERY_HELP = "volts, or: real (what it gives), out, in, worn (half its capacity), new"


AIR_HELP = "its temperature in °C, or: out, garbage, stuck (what becomes of the sensor), well"
CABLE = tuple(each.value for each in Cable)


class HouseError(Exception):
    """The house cannot be reached, or refuses; the text is one sentence for a person."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares one sub-command a verb; --data may stand before or after it."""
    parser.add_argument("--data", type=Path, help=DATA_HELP)
    everywhere = argparse.ArgumentParser(add_help=False)
    everywhere.add_argument("--data", type=Path, default=argparse.SUPPRESS, help=DATA_HELP)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")

    def verb(
        name: str, text: str, argument: str = "", meaning: str = "", allowed: tuple[str, ...] | None = None
    ) -> None:
        added = verbs.add_parser(name, help=text, parents=[everywhere])
        if argument:
            metavar = None if allowed else argument.upper()
            added.add_argument(argument, type=not_empty, metavar=metavar, choices=allowed, help=meaning)

    verb("open", "open a contact", "zone", ZONE_HELP)
    verb("close", "close it", "zone", ZONE_HELP)
    verb("walk", "walk past a detector", "zone", ZONE_HELP)
    verb("wire", "what becomes of a zone's wires", "zone", ZONE_HELP)
    verbs.choices["wire"].add_argument("fault", choices=tuple(each.value for each in WireFault))
    verbs.choices["wire"].add_argument("value", nargs="?", default="", help="ohms of drift, per cent of noise")
    verb("converter", "what becomes of a converter on which loops hang", "name", "the converter's name")
    verbs.choices["converter"].add_argument("action", choices=tuple(each.value for each in ConverterFault))
    verb("tag", "hold a tag to the reader", "label", "the tag's label, as demo.json lists them")
    verb("keys", "press keys one after the other: 123456#", "keys", KEYS_HELP)
    verb("network", "the cable to the broker: cut, whole, slow, or one that swallows all", "action", "", CABLE)
    verb("broker", "kill or start the broker", "action", "", ("kill", "start"))
    verb("mains", "cut or restore the mains", "action", "", ("cut", "restore"))
    verb("battery", "what its terminals show, or what becomes of it", "battery", BATTERY_HELP)
    verb("gauge", "how the bus of the battery's gauge behaves", "gauge", "", ("well", "hung", "unplugged"))
    verb("relay", "what becomes of the relay behind an output line", "name", "the output's name")
    verbs.choices["relay"].add_argument("action", choices=tuple(each.value for each in RelayFault))
    verb("gsm", "what becomes of the panel's modem", "action", "", tuple(each.value for each in Gsm))
    verb("camera", "break a camera, or mend it", "action", "", ("hang", "unplug", "black", "noise", "restore"))
    verbs.choices["camera"].add_argument("name", nargs="?", default="", help="which one (default: all)")
    verb("climate", "the air at a sensor, or what becomes of the sensor", "sensor", "the sensor's name")
    verbs.choices["climate"].add_argument("air", type=not_empty, metavar="CELSIUS", help=AIR_HELP)
    verbs.choices["climate"].add_argument("humidity", nargs="?", default="", metavar="RH", help="in %% RH")
    verb("clock", "what becomes of the clock module", "clock", "", tuple(each.value for each in Fate))
    verb("storm", "every contact chatters, in glitches too short to be anything")
    verbs.choices["storm"].add_argument("seconds", type=int, help="for how long, 1 to 3600")
    verbs.choices["storm"].add_argument(
        "--edges-per-s", type=int, help="of each contact, two to a glitch (default: 20)"
    )
    verbs.choices["storm"].add_argument("--glitch-ms", type=int, help="the longest (default: 20)")
    verbs.choices["storm"].add_argument("--seed", type=int, help="the same seed, the same storm (default: 1)")
    verb("reader", "break a tag reader, or mend it", "action", "", tuple(each.value for each in Fault))
    verbs.choices["reader"].add_argument("name", nargs="?", default="", help="which one (default: the first)")
    verb("look", "what one sees and hears in the house")
    verbs.choices["look"].add_argument("--json", action="store_true", help="one JSON object")


def run(args: argparse.Namespace) -> int:
    """Carries out one verb."""
    try:
        url = _url(args.data)
        if args.verb == "look":
            _show(ask(f"{url}/api/house"), args.json)
        else:
            ask(f"{url}/api/house/{args.verb}", _body(args))
    except (HouseError, PlaceError) as error:
        print(f"sereno house: {error}", file=sys.stderr)
        return 1
    return 0


def ask(url: str, body: dict[str, str | int] | None = None) -> dict[str, Any]:
    """One request to the house; ``body`` None asks for a look. Raises HouseError."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})  # noqa: S310 - ours, http only
    try:
        with _opener().open(request, timeout=ANSWER_S) as answer:
            said: dict[str, Any] = json.load(answer)
            return said
    except urllib.error.HTTPError as error:
        raise HouseError(_refusal(error)) from error
    except OSError as error:
        why = getattr(error, "reason", error)  # urllib wraps what happened
        if isinstance(why, ConnectionRefusedError):
            # What was killed leaves its notes behind: the folder says that a demo runs, and nobody listens.
            gone = f"no demo runs there any more: nobody listens at {url}; start one with `./sereno demo`"
            raise HouseError(gone) from error
        raise HouseError(f"the house does not answer at {url}: {why}; is the demo still running?") from error


def _opener() -> urllib.request.OpenerDirector:
    """Straight to loopback: a proxy in the environment is for the world outside."""
    return urllib.request.build_opener(urllib.request.ProxyHandler({}))


def _refusal(error: urllib.error.HTTPError) -> str:
    with error:
        try:
            return str(json.load(error)["error"])
        except (ValueError, KeyError):
            return f"the house answers {error.code}"


def _url(data: Path | None) -> str:
    places = find(data)
    notes = read(places.data)
    if notes is None:
        raise HouseError(f"{places.data} is no demo's data folder: it has no demo.json; start `./sereno demo`")
    return notes.house_url


WORDS = (
    *("zone", "fault", "value", "label", "keys", "action", "battery", "gauge", "name"),
    *("sensor", "air", "humidity", "clock"),
)
COUNTS = ("seconds", "edges_per_s", "glitch_ms", "seed")


def _body(args: argparse.Namespace) -> dict[str, str | int]:
    given = {name: getattr(args, name, "") for name in (*WORDS, *COUNTS)}
    return {name: value for name, value in given.items() if value not in ("", None)}


def _show(look: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print(json.dumps(look))
        return
    for name in ("siren", "strobe", "sounder"):
        print(f"{name:<8} {_onoff(look[name])}")
    print(f"{'lamps':<8} " + ", ".join(f"{name} {_onoff(on)}" for name, on in look["lamps"].items()))
    for name, display in look["displays"].items():
        for row, line in enumerate(display["lines"]):
            print(f"{name if row == 0 else '':<8} [{line}]{' lit' if row == 0 and display['lit'] else ''}")
    opened = [name for name, state in look["inputs"].items() if state == "open"]
    print(f"{'open':<8} {', '.join(opened) or 'nothing'}")
    if look["wires"]:
        print(f"{'wires':<8} " + "; ".join(f"{name}: {words}" for name, words in look["wires"].items()))
    print(f"{'network':<8} {look['network']}")
    print(f"{'broker':<8} {look['broker'] or 'not known'}")
    if look["gsm"] is not None:
        print(f"{'gsm':<8} {look['gsm']['state']}, {len(look['gsm']['texts'])} texts")
    if look["mains"] is not None:
        print(f"{'mains':<8} {look['mains']}")
        print(f"{'battery':<8} {look['battery']}")
    if look["clock"] is not None:
        print(f"{'clock':<8} {look['clock']}")
    for name, air in look["climate"].items():
        print(f"{name:<8} {air['celsius']:.1f} °C, {air['humidity']:.0f} % RH, {air['state']}")
    for title, key in (("loops", "converters"), ("cameras", "cameras"), ("readers", "readers")):
        if look[key]:
            print(f"{title:<8} " + ", ".join(f"{name} {state}" for name, state in look[key].items()))


def _onoff(on: bool | None) -> str:
    return {True: "on", False: "off", None: "not wired"}[on]
