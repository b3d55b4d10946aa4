"""The system's time zones as numbers."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from panel.core.local_time import local_ms
from panel.core.names import Mode
from panel.core.plan import AreaPlan, Plan
from panel.daemon.wall import here_of, time_zone


@pytest.mark.parametrize("name", ["Europe/Lisbon", "UTC", "Australia/Lord_Howe", "Africa/Casablanca"])
def test_every_six_hours_of_two_years_read_as_the_library_says(name: str) -> None:
    zone, numbers = ZoneInfo(name), time_zone(name)
    begin = int(datetime(2025, 1, 1, tzinfo=UTC).timestamp())
    for second in range(begin, begin + 2 * 366 * 86_400, 21_600):
        offset = datetime.fromtimestamp(second, zone).utcoffset()
        assert offset is not None
        assert local_ms(numbers, second * 1000) - second * 1000 == offset.total_seconds() * 1000


def test_a_change_comes_at_its_very_second() -> None:
    change = int(datetime(2026, 3, 29, 1, tzinfo=UTC).timestamp() * 1000)
    lisbon = time_zone("Europe/Lisbon")
    assert (local_ms(lisbon, change - 1) - change, local_ms(lisbon, change) - change) == (-1, 3_600_000)


def test_the_administrators_areas_and_modes_are_those_of_the_plan() -> None:
    areas = (
        AreaPlan(id="house", name="House", modes=(Mode.TOTAL, Mode.NIGHT)),
        AreaPlan(id="annex", name="Annex", modes=(Mode.TOTAL, Mode.PARTIAL)),
    )
    here = here_of(Plan(areas=areas, zones=()), "Europe/Lisbon")
    assert (here.areas, here.modes) == (("house", "annex"), (Mode.TOTAL, Mode.NIGHT, Mode.PARTIAL))
    assert here.zone == time_zone("Europe/Lisbon")
