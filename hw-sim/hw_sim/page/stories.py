"""Stories that play on their own on the page: read from files, told whole when they are wrong.

A story names gestures (the house's own verbs) and waits for what its wires say; it knows nothing of the panel.
"""

import importlib.resources
import tomllib
from collections.abc import Iterator
from typing import Annotated, Any, TypeVar

import msgspec

from hw_sim.world.verbs import FORMS, OnBattery, OnCamera, OnGauge, OnGsm, OnMains, OnReader, OnZone, PressKeys, ShowTag
from panel.config.model import Config, OutputRole

PIN, WRONG_PIN = "{pin}", "{wrong_pin}"  # replaced on the page: the administrator's, and one that is nobody's
ROLES = frozenset({"siren", "strobe", "sounder", "ready", "armed", "alarm"})
_LAMPS = {"ready": OutputRole.LAMP_READY, "armed": OutputRole.LAMP_ARMED, "alarm": OutputRole.LAMP_ALARM}
STATES = {
    "role": frozenset({"on", "off"}),
    "input": frozenset({"open", "closed"}),
    "mains": frozenset({"there", "cut"}),
    "network": frozenset({"up", "cut", "silent", "slow"}),
    "broker": frozenset({"up", "down"}),
    "texts": frozenset({"more"}),
}
Words = Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
Form = TypeVar("Form")


class StoryErrors(Exception):
    """What is wrong with the stories, one line each."""


class Written(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of what stands in a file: a misspelt key is an error."""


class Gesture(Written, frozen=True, kw_only=True):
    """A verb of the house and the fields of its request."""

    verb: str
    body: dict[str, str]


class Until(Written, frozen=True, kw_only=True):
    """What the wires must say before the story goes on: ``wire`` (a role, an input, mains, network, broker, texts) is
    ``state``, and has been for ``for_s``. If that has not come within ``within_s``, ``otherwise`` is said."""

    wire: str
    state: str
    within_s: Annotated[float, msgspec.Meta(gt=0, le=120)]
    for_s: Annotated[float, msgspec.Meta(ge=0, le=10)] = 0.0
    otherwise: Words


class Step(Written, frozen=True, kw_only=True):
    """One thing that happens. ``say``: in plain words; ``stranger``: whoever does it does not live here; ``pause_s``:
    to read and to see it."""

    say: Words
    stranger: bool = False
    do: tuple[Gesture, ...] = ()
    until: Until | None = None
    pause_s: Annotated[float, msgspec.Meta(ge=0, le=20)] = 0.0


class Story(Written, frozen=True, kw_only=True):
    """``order`` is its place among the others; ``night``: the plan is drawn in the dark."""

    id: str = ""
    title: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    about: Words
    order: int
    night: bool = False
    step: tuple[Step, ...] = ()


def stories() -> tuple[Story, ...]:
    """Those that come with the house, in order. Raises StoryErrors with everything that is wrong in any of them."""
    folder = importlib.resources.files("hw_sim.page") / "stories"
    files = {each.name: each.read_text(encoding="utf-8") for each in folder.iterdir() if each.name.endswith(".toml")}
    return read(files)


def read(files: dict[str, str]) -> tuple[Story, ...]:
    """Stories by their files' names and texts. Raises StoryErrors."""
    errors: list[str] = []
    found = [_story(name, text, errors) for name, text in sorted(files.items())]
    if errors:
        raise StoryErrors("\n".join(errors))
    return tuple(sorted((each for each in found if each is not None), key=lambda each: each.order))


def lacks(story: Story, config: Config) -> tuple[str, ...]:
    """What this house would need for a story, in words; empty when it can be played."""
    there = {each.name for each in config.input} | {str(zone.id) for zone in config.zone}
    wanted = [need for step in story.step for need in _needs(step, config, there)]
    return tuple(dict.fromkeys(wanted))


def _story(name: str, text: str, errors: list[str]) -> Story | None:
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        errors.append(f"{name}: {error}")
        return None
    written = raw.pop("step", [])
    head = _form(raw, Story, name, errors)
    if not isinstance(written, list) or not written:
        errors.append(f"{name}: a story has at least one [[step]]")
        return None
    steps = [_step(f"{name}: step {n}", each, errors) for n, each in enumerate(written, 1)]
    if head is None or None in steps:
        return None
    whole = tuple(each for each in steps if each is not None)
    return msgspec.structs.replace(head, id=name.removesuffix(".toml"), step=whole)


def _step(where: str, raw: Any, errors: list[str]) -> Step | None:
    step = _form(raw, Step, where, errors)
    if step is None:
        return None
    wrong = [*(each for gesture in step.do for each in _wrong_gesture(gesture)), *_wrong_until(step.until)]
    errors += [f"{where}: {each}" for each in wrong]
    return step


def _form(raw: Any, form: type[Form], where: str, errors: list[str]) -> Form | None:
    try:
        return msgspec.convert(raw, form)
    except msgspec.ValidationError as error:
        errors.append(f"{where}: {error}")
        return None


def _wrong_gesture(gesture: Gesture) -> Iterator[str]:
    form = FORMS.get(gesture.verb)
    if form is None:
        yield f"no verb {gesture.verb!r}; there are {', '.join(FORMS)}"
        return
    try:
        msgspec.convert(gesture.body, form)
    except msgspec.ValidationError as error:
        yield f"{gesture.verb}: {error}"


def _wrong_until(until: Until | None) -> Iterator[str]:
    if until is None:
        return
    allowed = STATES[_wire_kind(until.wire)]
    if until.state not in allowed:
        yield f"{until.wire} is never {until.state!r}; it is {', '.join(sorted(allowed))}"
    if until.for_s >= until.within_s:
        yield f"{until.wire} cannot have been so for {until.for_s} s within {until.within_s} s"


def _wire_kind(wire: str) -> str:
    return "role" if wire in ROLES else wire if wire in STATES else "input"


def _needs(step: Step, config: Config, there: set[str]) -> Iterator[str]:
    for gesture in step.do:
        verb = msgspec.convert(gesture.body, FORMS[gesture.verb])
        if isinstance(verb, OnZone) and str(verb.zone) not in there:
            yield f"an input {verb.zone}"
        elif isinstance(verb, ShowTag) and not config.reader:
            yield "a tag reader"
        elif isinstance(verb, PressKeys) and not (config.keypad or any(reader.keys for reader in config.reader)):
            yield "a keypad"
        elif isinstance(verb, OnMains | OnBattery | OnGauge) and config.power is None:
            yield "a power supply that is watched ([power])"
        elif isinstance(verb, OnGsm) and config.gsm is None:
            yield "a modem ([gsm])"
        elif isinstance(verb, OnCamera) and not config.camera:
            yield "a camera"
        elif isinstance(verb, OnReader) and not config.reader:
            yield "a tag reader"
    if step.until is not None:
        yield from _unseen(step.until.wire, config, there)


def _unseen(wire: str, config: Config, there: set[str]) -> Iterator[str]:
    kind = _wire_kind(wire)
    roles = {output.role for output in config.output}
    if kind == "role" and _LAMPS.get(wire, wire) not in roles:
        yield f"an output with the role of {wire}"
    elif kind == "input" and wire not in there:
        yield f"an input {wire}"
    elif kind == "mains" and config.power is None:
        yield "a power supply that is watched ([power])"
    elif kind == "texts" and config.gsm is None:
        yield "a modem ([gsm])"
