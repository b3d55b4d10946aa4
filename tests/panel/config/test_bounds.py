"""What may stand at a key, in words and for a check."""

import msgspec
import pytest

from panel.config import model
from panel.config.bounds import Bounds


def bounds(record: type[msgspec.Struct], key: str) -> Bounds:
    return Bounds(next(field.type for field in msgspec.structs.fields(record) if field.name == key))


@pytest.mark.parametrize(
    ("record", "key", "allowed"),
    [
        (model.ZoneConfig, "id", "a whole number from 1 to 999"),
        (model.ZoneConfig, "wiring", "nc, no, seol, deol, teol, leak"),
        (model.ZoneConfig, "modes", "a list of total, partial, night"),
        (model.ZoneConfig, "name", "text of 1 to 40 characters on one line"),
        (model.OutputConfig, "active_high", "true, false"),
        (model.MqttConfig, "ca_file", "text of 1 to 4096 characters in quotes"),
        (model.KeypadConfig, "rows", "a list of 4, each a whole number from 0 to 27"),
    ],
)
def test_what_is_allowed_is_said_for_a_person(record: type[msgspec.Struct], key: str, allowed: str) -> None:
    assert bounds(record, key).allowed() == allowed


def records() -> list[type[msgspec.Struct]]:
    found = [Bounds(field.type).record for field in msgspec.structs.fields(model.Config)]
    return [record for record in found if record is not None]


@pytest.mark.parametrize("record", records(), ids=lambda record: record.__name__)
def test_every_key_says_what_it_is_for_and_its_default_is_allowed(record: type[msgspec.Struct]) -> None:
    for field in msgspec.structs.fields(record):
        assert Bounds(field.type).description(), field.name
        assert Bounds(field.type).allowed(), field.name
        if not field.required and field.default not in (None, ()):  # neither says anything
            assert Bounds(field.type).fits(field.default), field.name


@pytest.mark.parametrize("record", [model.Config, *records()], ids=lambda record: record.__name__)
def test_every_table_is_frozen_and_refuses_unknown_keys(record: type[msgspec.Struct]) -> None:
    config = record.__struct_config__
    assert config.frozen
    assert config.forbid_unknown_fields


def test_a_refused_member_of_a_set_does_not_fit() -> None:
    item = bounds(model.ZoneConfig, "modes").item
    assert item is not None
    assert [word for word in ("disarmed", "partial", "night", "total") if item.fits(word)] == [
        "partial",
        "night",
        "total",
    ]
    assert item.choices == ("total", "partial", "night")
