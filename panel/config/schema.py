"""The JSON Schema of the configuration, made from ``model``, for editors that complete and check.

Shipped as ``sereno.schema.json`` in this folder. It knows names, types and bounds; what only makes sense
across tables (two zones on one input) is told by ``sereno config check``.
"""

from importlib.resources import files
from typing import Any

import msgspec

from panel.config.model import Config

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SHIPPED = "sereno.schema.json"
EXAMPLE = "home.toml"


def schema() -> dict[str, Any]:
    """The schema as JSON Schema 2020-12, fit for ``json.dumps``."""
    made = msgspec.json.schema(Config)
    return {"$schema": DIALECT, "title": "Sereno: the configuration of an installation", **_flowing(made)}


def _flowing(part: Any) -> Any:
    """Descriptions as one line of text. Python 3.13 unindents docstrings, 3.11 does not: the file must not differ."""
    if isinstance(part, dict):
        return {
            key: " ".join(value.split()) if key == "description" and isinstance(value, str) else _flowing(value)
            for key, value in part.items()
        }
    return [_flowing(item) for item in part] if isinstance(part, list) else part


def schema_text() -> str:
    """The schema as the shipped file holds it."""
    return msgspec.json.format(msgspec.json.encode(schema()), indent=2).decode() + "\n"


def example_text() -> str:
    """The ready example: a home on two storeys and its garage."""
    return (files("panel.config") / EXAMPLE).read_text(encoding="utf-8")
