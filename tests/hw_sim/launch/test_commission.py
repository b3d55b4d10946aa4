"""The first day's errands: what the commands say is used, what they refuse is told."""

import asyncio
import re

import msgspec
import pytest

from hw_sim.launch.commission import TAG_LABEL, last_line, pocket, step
from hw_sim.launch.errors import StepFailed
from hw_sim.launch.processes import Finished
from panel.config.model import ReaderConfig, ReaderKind
from tests.hw_sim.small_house import CONFIG


def test_a_pocket_holds_two_different_wiegand_tags() -> None:
    tags = pocket(CONFIG)
    assert list(tags) == [TAG_LABEL, "stranger"]
    assert all(re.fullmatch("[0-9A-F]{6}", number) for number in tags.values())
    assert len(set(tags.values())) == 2


def test_a_pocket_for_a_reader_with_a_field_holds_tags_with_uids() -> None:
    reader = ReaderConfig(name="chip", kind=ReaderKind.PN532, i2c_bus=1)
    tags = pocket(msgspec.structs.replace(CONFIG, reader=(reader,)))
    assert all(re.fullmatch("04[0-9A-F]{12}", number) for number in tags.values())


def test_a_step_is_a_command_of_the_product() -> None:
    assert asyncio.run(step("--version")).out.startswith("sereno ")


def test_a_step_that_fails_says_which_and_why() -> None:
    with pytest.raises(StepFailed, match="`sereno config check` failed: /nowhere"):
        asyncio.run(step("config", "check", "/nowhere.toml"))


def test_programs_read_the_last_line() -> None:
    assert last_line(Finished(0, 'words for people\n{"pin": "1"}\n', "")) == '{"pin": "1"}'
    with pytest.raises(StepFailed):
        last_line(Finished(0, "\n", ""))
