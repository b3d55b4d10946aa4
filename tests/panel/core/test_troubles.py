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
