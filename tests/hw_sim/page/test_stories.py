"""The stories: those that come with the house can be played in the demo's; what is wrong in one is told whole."""

import pytest
from msgspec.structs import replace

from hw_sim.launch.hurry import hurried
from hw_sim.page.stories import Story, StoryErrors, lacks, read, stories
from hw_sim.world.house import KEYS
from hw_sim.world.verbs import FORMS
from panel.config.gsm import GsmConfig
from panel.config.parse import parse
from tests.hw_sim.page.houses import ODD
from tests.hw_sim.small_house import CONFIG
from tests.style.tree import ROOT

TEXT = hurried((ROOT / "panel" / "config" / "home.toml").read_text(encoding="utf-8"))
DEMO = replace(parse(TEXT, "home.toml"), gsm=GsmConfig(port="/dev/null", station_number="+351300000001"))
GOOD = """\
title = "T"
about = "A"
order = 1
[[step]]
say = "S"
do = [{ verb = "open", body = { zone = "door" } }]
until = { wire = "siren", state = "on", within_s = 5, otherwise = "O" }
"""


def test_five_stories_come_with_the_house_in_their_order() -> None:
    assert [each.id for each in stories()] == ["break_in", "cut_the_line", "wrong_code", "holiday", "power_cut"]


@pytest.mark.parametrize("story", stories(), ids=lambda each: each.id)
def test_a_story_can_be_played_in_the_demos_house(story: Story) -> None:
    assert lacks(story, DEMO) == ()
    for gesture in (each for step in story.step for each in step.do):
        assert gesture.verb in FORMS
        keys = gesture.body.get("keys", "").replace("{wrong_pin}", "1").replace("{pin}", "1")
        assert set(keys) <= set("".join(KEYS))


@pytest.mark.parametrize("story", stories(), ids=lambda each: each.id)
def test_a_story_leaves_nothing_open_and_ends_before_it_bores(story: Story) -> None:
    opened = [gesture.body["zone"] for step in story.step for gesture in step.do if gesture.verb == "open"]
    closed = [gesture.body["zone"] for step in story.step for gesture in step.do if gesture.verb == "close"]
    assert sorted(opened) == sorted(closed)
    assert sum(step.pause_s for step in story.step) <= 40


def test_a_house_without_the_things_of_a_story_lacks_them() -> None:
    told = {need for story in stories() for need in lacks(story, CONFIG)}
    assert {"an input front_door", "a modem ([gsm])", "a power supply that is watched ([power])"} <= told
    assert "a keypad" in {need for story in stories() for need in lacks(story, ODD["one"])}


def test_a_good_story_is_read() -> None:
    (story,) = read({"good.toml": GOOD})
    assert (story.id, story.title, story.step[0].do[0].body) == ("good", "T", {"zone": "door"})


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("title", "titel", "good.toml: Object contains unknown field `titel`"),
        ('say = "S"', "", "good.toml: step 1: Object missing required field `say`"),
        ('say = "S"', 'say = "S"\npause = 1', "step 1: Object contains unknown field `pause`"),
        ('verb = "open"', 'verb = "fly"', "step 1: no verb 'fly'; there are open"),
        ("zone =", "zon =", "step 1: open: Object contains unknown field `zon`"),
        ('state = "on"', 'state = "open"', "step 1: siren is never 'open'; it is off, on"),
        ("within_s = 5", "within_s = 500", "<= 120"),
        ("within_s = 5", "within_s = 5, for_s = 6", "cannot have been so for 6.0 s within 5.0 s"),
        ("[[step]]", "[[stop]]", "good.toml: a story has at least one [[step]]"),
        ("[[step]]", "[[step", "good.toml: Expected"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(old: str, new: str, says: str) -> None:
    with pytest.raises(StoryErrors) as raised:
        read({"good.toml": GOOD.replace(old, new, 1)})
    assert says in str(raised.value)


def test_everything_that_is_wrong_is_told_at_once() -> None:
    two = (
        GOOD.replace('say = "S"', "")
        + "[[step]]\nsay = 'S'\ndo = [{ verb = 'fly', body = {} }, { verb = 'run', body = {} }]"
    )
    with pytest.raises(StoryErrors) as raised:
        read({"a.toml": two, "b.toml": "title = 1"})
    lines = str(raised.value).splitlines()
    assert [line.split(": ")[0] for line in lines] == ["a.toml", "a.toml", "a.toml", "b.toml", "b.toml"]
