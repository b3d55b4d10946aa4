"""The root of the station, and the commands that a person types beside it."""

import argparse
import asyncio
import logging
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

from comms import commands
from comms.documents import CommandDoc, ReportDoc, ResultDoc
from comms.errors import CommsError
from comms.gsm import GsmPort
from comms.keys import fingerprint, format_key_file, load_identity, load_key_file, save_private
from comms.mqtt import MqttTransport
from comms.picture_documents import PictureDoc
from panel.asking import NotGiven, asked, port
from panel.core.names import ARMED_MODES, Mode, Status
from panel.places import PlaceError, find
from station import calls, keys
from station.errors import NotHereError, StationError
from station.guard import origin
from station.intake import Intake
from station.lines import line
from station.look import look
from station.modem import TextIntake
from station.order import command
from station.picture_files import PictureFiles
from station.service import Broker, Service, wall_ms
from station.store import Entry

SUMMARY = "the receiving end: run it, enrol panels, read its log, command a panel"
BROKER = "broker.json"
_DATA = "the data folder; default: the demo's, else the installed one"
RESULT_S = 10.0
PICTURE_S = 160.0  # the panel waits 150 s for one
EXIT_FAILED = 1
EXIT_USAGE = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``sereno station``; without a verb it runs."""
    _add_run(parser)
    parser.add_argument("--data", type=Path, help=_DATA)
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", help="default: run")
    _add_run(verbs.add_parser("run", help="take reports in until SIGTERM"))
    exporting = verbs.add_parser("export", help="write the station's public key to a file, for `sereno enrol import`")
    importing = verbs.add_parser("import", help="believe a panel, by the file that `sereno enrol export` wrote")
    importing.add_argument("--fingerprint", help="what the panel's side read out; asked for when absent")
    for each in (exporting, importing):
        each.add_argument("file", type=Path)
    logging_ = verbs.add_parser("log", help="what the running station has taken in, oldest first")
    logging_.add_argument("--json", action="store_true", help="one object a line")
    logging_.add_argument("--after", type=int, default=0, metavar="N", help="only what follows place N")
    _add_picture(verbs.add_parser("picture", help="open a picture that has come, with the station's key"))
    _add_command(verbs.add_parser("command", help="arm, disarm or have a picture taken; wait for the answer"))
    for each in verbs.choices.values():
        each.add_argument("--data", type=Path, default=argparse.SUPPRESS, help=_DATA)


def _add_run(parser: argparse.ArgumentParser) -> None:
    _add_broker(parser)
    parser.add_argument("--id", default=keys.DEFAULT_ID, help="the station's name, given to its key once")
    parser.add_argument("--sms-port", metavar="DEVICE", help="serial port of a modem that reports come to by text")
    parser.add_argument("--sms-baud", type=int, default=115_200, help="its speed; default: 115200")
    parser.add_argument(
        "--http-port", type=port(0), default=0, help="its interface on 127.0.0.1; default: any free port"
    )
    parser.add_argument(
        "--framed-by",
        type=_origin,
        action="append",
        default=[],
        metavar="ORIGIN",
        help="what may show its page in a frame, http://127.0.0.1:8470 say; may be said again; default: nobody else",
    )


def _origin(text: str) -> str:
    try:
        return origin(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _add_picture(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help="as `sereno station log` shows it")
    parser.add_argument("--panel", default="", help="whose, where two panels have a picture of that name")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the JPEG there, for nobody else to read")
    parser.add_argument("--open", action="store_true", help="show it with this desktop's viewer")
    parser.add_argument("--json", action="store_true", help="what it is, as one object on the last line")


def _add_command(parser: argparse.ArgumentParser) -> None:
    _add_broker(parser)
    parser.add_argument("panel", help="the panel's id")
    parser.add_argument("order", choices=("arm", "disarm", "image"))
    parser.add_argument("mode", nargs="?", choices=[mode.value for mode in ARMED_MODES], help="for arm")
    parser.add_argument("--area", action="append", default=[], help="an area's id; default: all the key's owner may")
    parser.add_argument("--camera", default="", help="for image: which, by its name at the panel")
    parser.add_argument("--no-exit", action="store_true", help="arm at once, without exit delay")
    parser.add_argument("--key", type=Path, help="sign with this key (`sereno enrol key new`), not the station's")
    parser.add_argument(
        "--timeout", type=float, metavar="S", help="how long to wait for the result; default: 10, for a picture 160"
    )
    parser.add_argument("--json", action="store_true", help="the result as one object on the last line")


def _add_broker(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--broker", metavar="HOST", help="the broker; default: as the station was last run")
    parser.add_argument("--port", type=port(1), default=8883, help="the broker's port; default: 8883")
    parser.add_argument("--ca", type=Path, help="the authority that signed the broker's certificate")
    parser.add_argument("--cert", type=Path, help="the station's client certificate")
    parser.add_argument("--key-file", type=Path, help="that certificate's key")


def run(args: argparse.Namespace) -> int:
    """Runs one verb; 0 done, 1 failed, 2 wrong usage or configuration."""
    verbs = {"run": _run, "export": _export, "import": _import, "log": _log, "picture": _picture, "command": _command}
    try:
        return verbs[args.verb or "run"](args)
    except (PlaceError, NotGiven, CommsError, StationError) as error:
        print(error, file=sys.stderr)
        return EXIT_USAGE if isinstance(error, (PlaceError, NotGiven)) else EXIT_FAILED


def _folder(args: argparse.Namespace) -> Path:
    data: Path = args.data if args.data is not None else find(None).data
    return data / "station"


def _broker(args: argparse.Namespace, folder: Path) -> Broker:
    """As given, else as the station was last run. Raises NotHereError when there is neither."""
    if args.broker is not None:
        files = [None if path is None else str(path.resolve()) for path in (args.ca, args.cert, args.key_file)]
        return Broker(host=args.broker, port=args.port, ca_file=files[0], cert_file=files[1], key_file=files[2])
    try:
        return msgspec.json.decode((folder / BROKER).read_bytes(), type=Broker)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NotHereError(f"which broker? {folder / BROKER} does not say; name one with --broker HOST") from error


def _run(args: argparse.Namespace) -> int:
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    folder = _folder(args)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    broker = _broker(args, folder)
    save_private(folder / BROKER, msgspec.json.encode(broker))
    failed = False
    try:
        asyncio.run(_serve(folder, broker, args))
    except* StationError as group:
        # Better no station than one that forgets: the panels keep what nobody acknowledged.
        failed = True
        for error in group.exceptions:
            print(error, file=sys.stderr)
    return EXIT_FAILED if failed else 0


async def _serve(folder: Path, broker: Broker, args: argparse.Namespace) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    identity = keys.identity(folder, args.id)
    intake = Intake.open(folder, identity)
    try:
        with _listening(args.http_port) as http:
            service = Service(intake, broker, identity.id, MqttTransport, _show, tuple(args.framed_by))
            save_private(folder / calls.URL, f"http://127.0.0.1:{http.getsockname()[1]}\n".encode("ascii"))
            modem = None if args.sms_port is None else _modem(args, intake, service)
            await service.run(http, stop, None if modem is None else modem.run())
    finally:
        (folder / calls.URL).unlink(missing_ok=True)
        intake.close()


def _modem(args: argparse.Namespace, intake: Intake, service: Service) -> GsmPort:
    texts = TextIntake(intake, wall_ms, service.text_taken)
    modem = GsmPort(args.sms_port, args.sms_baud, texts.heard)
    texts.send = modem.send
    return modem


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server(("127.0.0.1", port))
    except OSError as error:
        raise StationError(
            f"its interface cannot have port {port}: {error.strerror}; name another with --http-port"
        ) from error


def _show(text: str, alarm: bool) -> None:
    """Alarms stand out where colours can be seen; the words are in capitals in any case."""
    print(f"\x1b[1;31m{text}\x1b[0m" if alarm and sys.stdout.isatty() else text, flush=True)


def _export(args: argparse.Namespace) -> int:
    folder = _folder(args)
    key = keys.identity(folder).public()
    args.file.write_text(format_key_file(key), encoding="ascii")
    print(f"the station's key is in {args.file}; its fingerprint, to be confirmed at the panel:\n{fingerprint(key)}")
    return 0


def _import(args: argparse.Namespace) -> int:
    folder = _folder(args)
    key = load_key_file(args.file)
    said = args.fingerprint
    if said is None:
        print(f"the key of {key.kind.value} {key.id!r}; compare with what the panel shows:\n{fingerprint(key)}")
        said = asked("type it as the panel shows it: ", "--fingerprint")
    keys.enrol(folder, key, said)
    print(f"the panel {key.id} is enrolled: its reports are believed from now on")
    return 0


def _log(args: argparse.Namespace) -> int:
    folder = _folder(args)
    for entry, told in calls.log(folder, args.after):
        print(_as_json(entry, told, PictureFiles(folder)) if args.json else line(entry, told))
    return 0


def _as_json(entry: Entry, told: ReportDoc | PictureDoc | None, files: PictureFiles) -> str:
    """The line of the log, and what stands in the signed document alone: whether it was a test, or which picture."""
    shown = msgspec.to_builtins(entry)
    if isinstance(told, PictureDoc):
        wanted = ("picture", "camera", "job", "request", "index", "thumb", "late", "gone", "size")
        shown |= {name: getattr(told, name) for name in wanted}
        shown["file"] = "" if told.gone else str(files.sealed(told.panel, told.picture))
    else:
        shown["test"] = told is not None and told.test
    return msgspec.json.encode(shown).decode("utf-8")


def _picture(args: argparse.Namespace) -> int:
    seen = look(_folder(args), args.name, args.panel)
    out = args.out
    if out is None and args.open:
        out = Path(tempfile.mkdtemp(prefix="sereno-")) / f"{args.name}.jpg"
    if out is not None:
        save_private(out, seen.jpeg)
    about = msgspec.to_builtins(seen.document) | {
        "width": seen.size[0],
        "height": seen.size[1],
        "decoded": seen.decoded,
        "file": "" if out is None else str(out),
    }
    if args.json:
        print(msgspec.json.encode(about).decode("utf-8"))
    else:
        judged = "decoded" if seen.decoded else "its form judged; install Pillow to have it decoded"
        where = f", written to {out}" if out is not None else ""
        taken = f"camera {seen.document.camera}, {seen.size[0]} x {seen.size[1]}, {len(seen.jpeg)} bytes"
        print(f"{seen.document.picture}: {taken}, signed by {seen.document.panel}, {judged}{where}")
    return _viewed(out) if args.open and out is not None else 0


def _viewed(picture: Path) -> int:
    try:
        return subprocess.run(["xdg-open", str(picture)], check=False).returncode
    except OSError as error:
        raise NotHereError(f"no viewer (xdg-open) is here; the picture is in {picture}") from error


def _command(args: argparse.Namespace) -> int:
    if (args.order == "arm") != (args.mode is not None) or (args.order == "image") != bool(args.camera):
        print("`arm` needs a mode, `image` a camera: arm total | disarm | image --camera hall", file=sys.stderr)
        return EXIT_USAGE
    folder = _folder(args)
    panel = keys.panels(folder).get(args.panel)
    if panel is None:
        raise NotHereError(f"no panel {args.panel!r} is enrolled here; see `sereno station import`")
    identity = keys.identity(folder) if args.key is None else load_identity(args.key)

    def compose(challenge: str) -> CommandDoc:
        if args.order == "image":
            return commands.image(args.panel, challenge, args.camera)
        if args.order == "disarm":
            return commands.disarm(args.panel, challenge, args.area)
        return commands.arm(args.panel, challenge, Mode(args.mode), args.area, args.no_exit)

    timeout_s = args.timeout or (PICTURE_S if args.order == "image" else RESULT_S)
    result = asyncio.run(command(_broker(args, folder), MqttTransport, panel, identity, compose, timeout_s))
    print(msgspec.json.encode(result).decode("utf-8") if args.json else _told(result))
    return 0 if result.status is Status.OK else EXIT_FAILED


def _told(result: ResultDoc) -> str:
    reason = f": {result.reason.value}" if result.reason else ""
    zones = f", zones in the way: {', '.join(map(str, result.zones))}" if result.zones else ""
    picture = f", picture {result.picture}" if result.picture else ""
    return f"{result.panel}: {result.status.value}{reason}{zones}{picture}"
