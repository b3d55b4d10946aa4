"""The station's own key, and whom it believes."""

from pathlib import Path

import pytest

from comms.errors import FingerprintError, KeyFileError
from comms.keys import KeyKind, fingerprint, generate
from station import keys
from station.errors import StationError

CASA = generate(KeyKind.PANEL, "casa")


def test_the_station_keeps_the_key_it_made_and_its_first_name(tmp_path: Path) -> None:
    first = keys.identity(tmp_path / "station", "cra")
    assert keys.identity(tmp_path / "station", "other") == first
    assert first.id == "cra"


def test_a_panel_is_believed_only_under_its_fingerprint(tmp_path: Path) -> None:
    assert keys.panels(tmp_path) == {}
    assert keys.panels_stamp(tmp_path) == 0
    with pytest.raises(FingerprintError):
        keys.enrol(tmp_path, CASA.public(), fingerprint(generate(KeyKind.PANEL, "casa").public()))
    assert keys.panels(tmp_path) == {}
    keys.enrol(tmp_path, CASA.public(), fingerprint(CASA.public()))
    assert keys.panels(tmp_path) == {"casa": CASA.public()}


def test_a_panel_enrolled_again_with_a_new_key_has_only_the_new_one(tmp_path: Path) -> None:
    new = generate(KeyKind.PANEL, "casa").public()
    keys.enrol(tmp_path, CASA.public(), fingerprint(CASA.public()))
    before = keys.panels_stamp(tmp_path)
    keys.enrol(tmp_path, new, fingerprint(new))
    assert keys.panels(tmp_path) == {"casa": new}
    assert keys.panels_stamp(tmp_path) > before


def test_a_users_key_is_no_panel(tmp_path: Path) -> None:
    ana = generate(KeyKind.USER, "ana").public()
    with pytest.raises(StationError, match="user's"):
        keys.enrol(tmp_path, ana, fingerprint(ana))


def test_a_damaged_file_is_told_not_passed_over(tmp_path: Path) -> None:
    keys.enrol(tmp_path, CASA.public(), fingerprint(CASA.public()))
    (tmp_path / "panels" / "casa.json").write_text("{", encoding="ascii")
    with pytest.raises(KeyFileError):
        keys.panels(tmp_path)
