"""What is in order and yet worth a second thought."""

from pathlib import Path

import msgspec
import pytest

from panel.config import Config, load
from panel.config.gsm import GsmConfig
from panel.config.model import ReaderConfig, ReaderKind
from panel.config.power import PowerConfig
from panel.config.rules import TagsConfig
from panel.doctor.choices import findings
from panel.doctor.findings import State
from tests.support.pin_bench import READER, installation, siren

ROOT = Path(__file__).resolve().parents[3]
GATE = ReaderConfig(name="gate", kind=ReaderKind.PN532, i2c_bus=1)
WITHOUT_PIN = TagsConfig(uid_only_needs_pin=False)


def complete(**tables: object) -> Config:
    gsm = GsmConfig(port="/dev/ttyUSB2", station_number="+351210000000")
    whole = installation(gsm=gsm, power=PowerConfig(capacity_mah=7_000), output=(siren(),))
    return msgspec.structs.replace(whole, **tables)


def test_an_installation_that_has_everything_is_told_nothing() -> None:
    assert list(findings(complete())) == []
    assert list(findings(complete(reader=(READER, GATE)))) == []
    assert list(findings(complete(reader=(READER,), tags=WITHOUT_PIN))) == []


@pytest.mark.parametrize(
    ("tables", "subject", "words"),
    [
        ({"gsm": None}, "reports", "no alarm leaves the house"),
        ({"power": None}, "supply", "nobody watches mains and battery"),
        ({"output": ()}, "siren", "none"),
        ({"reader": (READER, GATE), "tags": WITHOUT_PIN}, "tags", "a tag at gate is a number"),
    ],
)
def test_what_is_missing_is_a_note(tables: dict[str, object], subject: str, words: str) -> None:
    (only,) = findings(complete(**tables))
    assert (only.state, only.subject) == (State.NOTE, subject)
    assert only.found.startswith(words)
    assert only.expected and only.todo


def test_the_example_home_lacks_its_station_alone() -> None:
    home = load(ROOT / "panel" / "config" / "home.toml")
    assert [each.subject for each in findings(home)] == ["reports"]
