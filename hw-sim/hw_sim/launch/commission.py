"""The first day of a panel: its administrator, a tag, the exchange of keys with the station.

Everything goes through the product's own commands, run as a person would type them.
"""

import asyncio
import json
import secrets
import sys
from pathlib import Path

import msgspec

from hw_sim.launch.errors import StepFailed
from hw_sim.launch.processes import Finished, run
from panel.config.model import Config, ReaderKind

ADMINISTRATOR = "Ana"
TAG_LABEL = "blue"
STRANGER_LABEL = "stranger"  # in the same pocket, known to no panel: what does it do with that one?
STEP_S = 30.0


class Commissioned(msgspec.Struct, frozen=True, kw_only=True):
    """The administrator's PIN, and the tags the panel knows, label to number."""

    pin: str
    tags: dict[str, str]


def pocket(config: Config) -> dict[str, str]:
    """Two tags with numbers of their own, label to number: such as the house's first reader reads."""
    kind = config.reader[0].kind if config.reader else ReaderKind.WIEGAND
    # 26 bits of Wiegand are 6 digits; in a field a UID of 7 bytes, of which the first says that NXP made the tag.
    head, count = ("", 3) if kind is ReaderKind.WIEGAND else ("04", 6)
    return {label: head + secrets.token_hex(count).upper() for label in (TAG_LABEL, STRANGER_LABEL)}


async def commission(data: Path, tags: dict[str, str]) -> Commissioned:
    """The whole of the first day; alarmd and station run. Raises StepFailed.

    The fingerprints are read out by one command and typed into the next, as two people on the telephone
    would do; the three errands after the PIN is changed do not need each other.
    """
    added = await step("user", "add", ADMINISTRATOR, "--role", "administrator", "--json", "--data", str(data))
    first: dict[str, str] = json.loads(last_line(added))
    changed = await step("user", "pin", first["user"], "--pin", first["pin"], "--json", "--data", str(data))
    person: dict[str, str] = json.loads(last_line(changed))
    pin = person["pin"]
    async with asyncio.TaskGroup() as errands:
        errands.create_task(_tag(data, person["user"], pin, tags[TAG_LABEL]))
        errands.create_task(_introduce_panel(data))
        errands.create_task(_introduce_station(data, pin))
    return Commissioned(pin=pin, tags={TAG_LABEL: tags[TAG_LABEL]})


async def _tag(data: Path, user: str, pin: str, number: str) -> None:
    await step("user", "tag", user, "--label", TAG_LABEL, "--tag", number, "--pin", pin, "--data", str(data))


async def _introduce_panel(data: Path) -> None:
    file = str(data / "panel.key.json")
    exported = await step("enrol", "export", file, "--json", "--data", str(data))
    said = json.loads(last_line(exported))["fingerprint"]
    await step("station", "import", file, "--fingerprint", said, "--data", str(data))


async def _introduce_station(data: Path, pin: str) -> None:
    file = str(data / "station.key.json")
    exported = await step("station", "export", file, "--data", str(data))
    said = last_line(exported)
    await step("enrol", "import", file, "--fingerprint", said, "--pin", pin, "--data", str(data))


async def step(*words: str) -> Finished:
    """Runs ``sereno WORDS``. Raises StepFailed with what it said."""
    command = " ".join(("sereno", *words[:2]))
    try:
        done = await run((sys.executable, "-m", "panel.cli", *words), STEP_S)
    except TimeoutError as error:
        raise StepFailed(f"`{command}` did not end within {STEP_S:.0f} s") from error
    if done.code != 0:
        raise StepFailed(f"`{command}` failed: {done.err.strip() or done.out.strip()}")
    return done


def last_line(done: Finished) -> str:
    """What programs read of a command's words. Raises StepFailed when it said nothing."""
    lines = done.out.strip().splitlines()
    if not lines:
        raise StepFailed("a command that should say something said nothing")
    return lines[-1]
