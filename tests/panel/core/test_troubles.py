"""What is wrong with the panel itself is told once when it begins and once when it ends."""

from panel.core.names import Trouble
from tests.support.script import Story


def test_a_trouble_is_told_once_and_its_end_once(story: Story) -> None:
    story.breaks(Trouble.DEVICE, "siren").expects("trouble.raised trouble=device detail=siren")
    story.breaks(Trouble.DEVICE, "siren").expects()
    story.breaks(Trouble.DEVICE, "keypad").expects("trouble.raised trouble=device detail=keypad")
    story.mends(Trouble.DEVICE, "siren").expects("restore.trouble trouble=device detail=siren")
    story.mends(Trouble.DEVICE, "siren").expects()
    assert story.state.troubles == ((Trouble.DEVICE, "keypad"),)


def test_a_dip_of_the_mains_is_shown_and_told_to_nobody(story: Story) -> None:
    story.breaks(Trouble.MAINS, tell=False).expects("shows nothing")
    assert story.state.troubles == ((Trouble.MAINS, ""),)
    story.mends(Trouble.MAINS).expects("shows ready")
    assert story.state.untold == ()


def test_mains_that_stay_away_are_told_once_and_their_return_too(story: Story) -> None:
    story.breaks(Trouble.MAINS, tell=False).expects("shows nothing")
    story.breaks(Trouble.BATTERY_LOW, tell=False).expects()
    story.breaks(Trouble.MAINS, tell=False).expects()
    story.breaks(Trouble.MAINS).expects("trouble.raised trouble=mains")
    story.breaks(Trouble.MAINS).expects()
    story.breaks(Trouble.MAINS, tell=False).expects()
    assert story.state.untold == ((Trouble.BATTERY_LOW, ""),)
    story.mends(Trouble.MAINS).expects("restore.trouble trouble=mains")
    story.mends(Trouble.BATTERY_LOW).expects("shows ready")


def test_a_restart_in_the_dark_does_not_say_that_the_mains_are_back(story: Story) -> None:
    story.breaks(Trouble.MAINS).expects("trouble.raised trouble=mains", "shows nothing")
    story.breaks(Trouble.BATTERY_LOW, tell=False).expects()
    story.breaks(Trouble.DEVICE, "siren").expects("trouble.raised trouble=device detail=siren")
    story.starts(down_ms=100).expects("panel.booted start detail=100 ms", "restore.trouble trouble=device detail=siren")
    assert story.state.troubles == ((Trouble.MAINS, ""), (Trouble.BATTERY_LOW, ""))
    assert story.state.untold == ((Trouble.BATTERY_LOW, ""),)
