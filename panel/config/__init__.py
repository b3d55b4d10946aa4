"""Configuration: one TOML file to frozen structs, or every error in it at once."""

from panel.config.errors import ConfigError, Problem
from panel.config.model import Config
from panel.config.parse import load, parse
from panel.config.plan import to_plan

__all__ = ["Config", "ConfigError", "Problem", "load", "parse", "to_plan"]
