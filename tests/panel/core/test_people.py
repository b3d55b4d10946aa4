"""The table of rights, met with the state."""

from panel.core.events import Actor
from panel.core.names import Action, Role, Trial
from panel.core.people import circumstances, may
from tests.support.script import Story, armed, in_alarm

FITTER, STATION = Actor(id="fitter", role=Role.INSTALLER), Actor(id="station", role=Role.STATION)


def test_consent_service_and_alarms_open_what_they_open(story: Story) -> None:
    assert not may(story.state, FITTER, Action.ISOLATE)
    story.consents(3_600_000).said.clear()
    assert may(story.state, FITTER, Action.ISOLATE)
    assert not may(story.state, FITTER, Action.BYPASS)
    story.tries(Trial.SERVICE, who=FITTER).said.clear()
    assert may(story.state, FITTER, Action.BYPASS)
    assert not may(story.state, STATION, Action.REQUEST_IMAGE)
    assert may(in_alarm(Story()).state, STATION, Action.REQUEST_IMAGE)


def test_disarmed_is_when_every_area_is(story: Story) -> None:
    assert circumstances(story.state).disarmed
    assert not circumstances(armed(story).state).disarmed
