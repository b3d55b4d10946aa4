"""Every process of the demo is told the same three places, and none has a guess of its own."""

from pathlib import Path

import pytest

from hw_sim.arguments import of_the_demo

PLACES = ["--config", "/a/sereno.toml", "--data", "/b", "--runtime", "/c"]


def test_the_three_places_are_read_as_paths() -> None:
    args = of_the_demo("hw_sim.alarmd", "alarmd in the simulated house.").parse_args(PLACES)
    assert vars(args) == {"config": Path("/a/sereno.toml"), "data": Path("/b"), "runtime": Path("/c")}


@pytest.mark.parametrize("missing", ["--config", "--data", "--runtime"])
def test_a_place_that_is_missing_is_named(missing: str, capsys: pytest.CaptureFixture[str]) -> None:
    at = PLACES.index(missing)
    with pytest.raises(SystemExit):
        of_the_demo("hw_sim.alarmd", "alarmd in the simulated house.").parse_args(PLACES[:at] + PLACES[at + 2 :])
    said = capsys.readouterr().err
    assert "python -m hw_sim.alarmd" in said
    assert missing in said
