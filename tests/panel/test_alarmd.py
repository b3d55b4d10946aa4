"""``sereno alarmd`` on this machine's own pins."""

from pathlib import Path

import pytest

from drivers.errors import PinFactoryError
from panel.cli import main
from panel.config.schema import example_text


def test_a_configuration_with_five_mistakes_gives_five_errors_and_starts_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = example_text()
    for good, bad in (
        ("pin = 10 ", "pin = 99 "),
        ('kind = "fire"', 'kind = "fyre"'),
        ("exit_delay_s = 60", "exit_dellay_s = 60"),
        ("siren_s = 180", "siren_s = 5"),
        ('area = "house"\ninput = "panic_button"', 'area = "hose"\ninput = "panic_button"'),
    ):
        assert good in text
        text = text.replace(good, bad, 1)
    path = tmp_path / "wrong.toml"
    path.write_text(text)
    data = tmp_path / "data"
    assert main(["alarmd", "--config", str(path), "--data", str(data), "--runtime", str(tmp_path / "run")]) == 2
    assert len([line for line in capsys.readouterr().err.splitlines() if "wrong.toml:" in line]) == 5
    assert not data.exists()


def test_without_a_gpio_controller_it_says_so_and_starts_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_there(board: object) -> None:
        raise PinFactoryError("no GPIO controller here")

    monkeypatch.setattr("panel.alarmd.open_factory", none_there)  # the machine that runs this may be a Pi
    path = tmp_path / "home.toml"
    path.write_text(example_text())
    data = tmp_path / "data"
    assert main(["alarmd", "--config", str(path), "--data", str(data), "--runtime", str(tmp_path / "run")]) == 2
    assert capsys.readouterr().err == "no GPIO controller here\n"
    assert not data.exists()
