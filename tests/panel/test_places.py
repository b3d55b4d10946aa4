"""Where a panel is found."""

from pathlib import Path

import pytest

from panel import places


def test_the_folder_named_is_the_one_meant(tmp_path: Path) -> None:
    (tmp_path / "runtime").write_text("/run/short\n")
    found = places.find(tmp_path)
    assert found == places.Places(tmp_path, Path("/run/short"))
    assert found.socket("console") == Path("/run/short/console.sock")


def test_a_folder_without_a_running_panel_says_so(tmp_path: Path) -> None:
    with pytest.raises(places.PlaceError, match="--data"):
        places.find(tmp_path)


def test_without_a_folder_the_running_demo_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    data = tmp_path / "data"
    data.mkdir()
    (data / "runtime").write_text(str(tmp_path / "run"))
    places.demo_pointer().write_text(str(data))
    assert places.find(None) == places.Places(data, tmp_path / "run")


def test_with_nothing_anywhere_the_way_to_a_panel_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(places, "INSTALLED_RUNTIME", tmp_path / "nowhere")
    with pytest.raises(places.PlaceError, match=r"\./sereno demo"):
        places.find(None)
