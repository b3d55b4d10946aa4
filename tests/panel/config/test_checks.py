"""Mistakes that make no sense of an installation; each is told once, where it is."""

import pytest

from tests.panel.config.house import HOUSE, changed, faults, problems, said, told

EXTRA_ZONE = '\n[[zone]]\nid = 4\nname = "Extra"\narea = "house"\nkind = "instant"\ninput = "door"\nmodes = ["total"]\n'


def test_the_house_is_in_order() -> None:
    assert problems(HOUSE) == ()


def test_two_devices_of_one_name_are_refused_even_of_different_sorts() -> None:
    assert said(('name = "keys"', 'name = "siren"')) == (
        'house.toml:30: keypad siren: name: found "siren", allowed: one that nothing else has — '
        "line 25: output siren has it already"
    )


def test_two_zones_of_one_number_are_refused() -> None:
    assert said(("id = 2", "id = 1")) == (
        "house.toml:43: zone 1 (Hall): id: found 1, allowed: one that nothing else has — "
        "line 35: zone 1 (Door) has it already"
    )


def test_names_that_people_could_not_tell_apart_are_refused() -> None:
    assert faults(changed(('name = "Hall"', 'name = "DOOR"'))) == ["taken"]


def test_an_area_that_is_not_there_is_refused_with_what_was_probably_meant() -> None:
    assert said(('area = "house"\nkind = "follower"', 'area = "huose"\nkind = "follower"')) == (
        'house.toml:45: zone 2 (Hall): area: found "huose", allowed: house — did you mean "house"?'
    )


def test_a_misspelt_input_is_one_mistake_although_the_right_one_is_left_unused() -> None:
    assert said(('input = "hall"', 'input = "hal"')) == (
        'house.toml:47: zone 2 (Hall): input: found "hal", allowed: door, hall, smoke — did you mean "hall"?'
    )


def test_an_input_of_two_zones_is_refused_and_the_unused_one_named() -> None:
    assert said(('input = "hall"', 'input = "door"')) == (
        'house.toml:47: zone 2 (Hall): input: found "door", allowed: an input of its own — '
        "line 39: zone 1 (Door) uses it already; inputs without a zone: hall"
    )
    assert faults(HOUSE + EXTRA_ZONE) == ["input_shared"]


def test_an_input_without_a_zone_is_refused() -> None:
    assert said(('name = "smoke"\npin = 13', 'name = "smoke"\npin = 13\n\n[[input]]\nname = "attic"\npin = 19')) == (
        "house.toml:25: input attic: name: found no zone that uses it, allowed: exactly one zone for each input — "
        'add a [[zone]] with input = "attic", or remove the input'
    )


def test_a_zone_live_in_a_mode_its_area_does_not_offer_is_refused() -> None:
    assert said(('modes = ["total"]', 'modes = ["total", "partial"]')) == (
        'house.toml:48: zone 2 (Hall): modes: found "partial", allowed: total, night — '
        "area house (House) does not offer this mode: add it to the area's modes, or remove it here"
    )


def test_a_mode_in_which_nothing_watches_is_refused() -> None:
    assert said(('modes = ["total", "night"]', 'modes = ["total", "night", "partial"]')) == (
        'house.toml:10: area house (House): modes: found "partial", allowed: modes in which at least one of the '
        "area's zones is live — add the mode to the zones that shall watch in it, or remove it here"
    )


def test_a_mode_listed_twice_is_refused() -> None:
    assert faults(changed(('modes = ["total"]', 'modes = ["total", "total"]'))) == ["repeated"]
    assert faults(changed(('modes = ["total", "night"]', 'modes = ["total", "night", "total"]'))) == ["repeated"]


def test_a_24_hour_zone_lists_no_modes() -> None:
    assert said(('wiring = "no"', 'wiring = "no"\nmodes = ["total"]')) == (
        "house.toml:57: zone 3 (Smoke): modes: found total, allowed: no modes: a fire zone is live always — "
        "remove the modes, or choose another kind"
    )


def test_any_other_zone_lists_at_least_one() -> None:
    assert said(('modes = ["total"]', "modes = []")) == (
        "house.toml:48: zone 2 (Hall): modes: found none, allowed: at least one of total, night — "
        "this zone would never be live: list the modes in which it watches"
    )
    assert faults(changed(('input = "hall"\nmodes = ["total"]', 'input = "hall"'))) == ["modes_missing"]


def test_an_area_without_zones_is_refused() -> None:
    attic = '[[area]]\nid = "attic"\nname = "Attic"\nmodes = ["total"]\n\n[[input]]'
    assert said(("[[input]]", attic)) == (
        "house.toml:12: area attic (Attic): found none, allowed: at least one zone in each area — "
        'add a [[zone]] with area = "attic", or remove the area'
    )


def test_a_house_without_a_siren_is_refused() -> None:
    assert said(('role = "siren"', 'role = "strobe"')) == (
        'house.toml:24: output: found none, allowed: at least one [[output]] with role = "siren" — '
        "nobody in the house would hear an alarm"
    )


def second_output(role: str) -> str:
    return changed(("[[keypad]]", f'[[output]]\nname = "second"\npin = 16\nrole = "{role}"\n\n[[keypad]]'))


def test_two_sirens_are_welcome_two_lamps_of_one_meaning_are_not() -> None:
    assert problems(second_output("siren")) == ()
    lamp = '[[output]]\nname = "lamp"\npin = 20\nrole = "lamp_armed"\n\n[[keypad]]'
    assert told(second_output("lamp_armed").replace("[[keypad]]", lamp, 1)) == (
        'house.toml:37: output lamp: role: found "lamp_armed", allowed: one output with this role — '
        "line 32: output second has it already; only siren and strobe may be several"
    )


KEYPAD = '[[keypad]]\nname = "keys"\nrows = [14, 15, 18, 23]\ncolumns = [2, 3, 4, 17]\n'
READER = '[[reader]]\nname = "tags"\nd0 = 24\nd1 = 25\n'


def test_a_house_in_which_nobody_could_disarm_is_refused() -> None:
    assert faults(changed((KEYPAD, ""))) == ["no_way_to_disarm"]
    assert faults(changed((KEYPAD, READER))) == ["no_way_to_disarm"]
    assert faults(changed((KEYPAD, READER + "[tags]\nuid_only_needs_pin = false\n"))) == []
    assert faults(changed((KEYPAD, READER + "keys = true\n"))) == []
    assert faults(changed((KEYPAD, READER + "keys = 1\n"))) == ["value"]


@pytest.mark.parametrize(
    ("name", "near"),
    [("Europe/Lisboa", "Europe/Lisbon"), ("europe/madrid", "Europe/Madrid"), ("Madrid", "Europe/Madrid")],
)
def test_an_unknown_time_zone_is_refused_with_what_was_probably_meant(name: str, near: str) -> None:
    assert said(("Europe/Lisbon", name)) == (
        f'house.toml:5: panel: timezone: found "{name}", allowed: an IANA time zone such as "Europe/Lisbon" — '
        f'did you mean "{near}"?'
    )


@pytest.mark.parametrize("name", ["Europe", "../../etc/passwd", "/etc/passwd", "\\u0000", "Nowhere/Atlantis"])
def test_what_is_no_time_zone_at_all_is_refused(name: str) -> None:
    assert faults(changed(("Europe/Lisbon", name))) == ["timezone"]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.0.1", "::1"])
def test_a_broker_on_this_machine_needs_no_tls(host: str) -> None:
    assert problems(f'{HOUSE}\n[mqtt]\nhost = "{host}"\n') == ()


@pytest.mark.parametrize("host", ["station.example", "192.168.1.4", "0.0.0.0", "localhost.example", "fe80::1"])
def test_any_other_broker_does(host: str) -> None:
    assert told(f'{HOUSE}\n[mqtt]\nhost = "{host}"\n') == (
        f'house.toml:58: mqtt: ca_file: found none for "{host}", allowed: ca_file with the authority\'s certificate, '
        "for every broker but localhost — without TLS anybody on the network could read along and cut the reports off"
    )
    assert problems(f'{HOUSE}\n[mqtt]\nhost = "{host}"\nca_file = "/etc/ca.pem"\n') == ()


def test_a_certificate_comes_with_its_key_and_an_authority() -> None:
    local = HOUSE + '\n[mqtt]\nhost = "localhost"\n'
    assert faults(local + 'ca_file = "c"\ncert_file = "a"\nkey_file = "b"\n') == []
    assert faults(local + 'ca_file = "c"\ncert_file = "a"\n') == ["cert_without_key"]
    assert faults(local + 'ca_file = "c"\nkey_file = "b"\n') == ["cert_without_key"]
    assert faults(local + 'cert_file = "a"\nkey_file = "b"\n') == ["cert_without_ca"]


def test_a_mistake_of_form_hides_no_mistake_of_sense_and_causes_none() -> None:
    text = changed(
        ('modes = ["total", "night"]\n\n[[input]]', 'modes = ["total", "nihgt"]\n\n[[input]]'),
        ("id = 2", 'id = "two"'),
        ('kind = "entry_exit"', 'kind = "entry"'),
        ("pin = 13", "pin = 6"),
    )
    assert faults(text) == ["value", "pin_shared", "value", "value"]


CAMERA = '\n[[camera]]\nname = "{name}"\nsource = "{source}"\ndevice = "{device}"\n'


def _with_cameras(zone_cameras: str, *cameras: tuple[str, str, str]) -> str:
    text = changed(('input = "hall"\n', f'input = "hall"\ncameras = {zone_cameras}\n'))
    return text + "".join(CAMERA.format(name=name, source=source, device=device) for name, source, device in cameras)


def test_a_zone_names_its_cameras() -> None:
    text = _with_cameras('["lens", "cam"]', ("lens", "picamera2", "0"), ("cam", "v4l2", "/dev/v4l/by-id/usb-a:b-0"))
    assert problems(text) == ()


def test_a_camera_that_is_not_there_is_refused_with_what_was_probably_meant() -> None:
    assert told(_with_cameras('["lense"]', ("lens", "picamera2", "0"))) == (
        'house.toml:48: zone 2 (Hall): cameras: found "lense", allowed: lens — did you mean "lens"?'
    )


def test_a_camera_named_in_a_file_without_cameras_is_told_so() -> None:
    assert told(_with_cameras('["lens"]')) == (
        'house.toml:48: zone 2 (Hall): cameras: found "lens", allowed: none: there is no such table in the file'
    )


def test_a_camera_named_twice_by_one_zone_is_refused() -> None:
    assert faults(_with_cameras('["lens", "lens"]', ("lens", "picamera2", "0"))) == ["repeated"]


@pytest.mark.parametrize(("source", "device"), [("picamera2", "/dev/video0"), ("v4l2", "0")])
def test_a_device_that_the_source_cannot_mean_is_refused(source: str, device: str) -> None:
    text = _with_cameras('["lens"]', ("lens", source, device))
    assert faults(text) == ["camera_device"]
    assert f'source = "{source}"' in told(text)


def test_two_cameras_on_one_device_and_a_camera_that_shares_a_name_are_refused() -> None:
    shared = _with_cameras("[]", ("one", "picamera2", "0"), ("two", "picamera2", "0"))
    assert told(shared).endswith('found "0", allowed: one that nothing else has — line 62: camera one has it already')
    assert faults(_with_cameras("[]", ("one", "picamera2", "0"), ("one", "picamera2", "1"))) == ["taken"]
    assert faults(_with_cameras("[]", ("siren", "picamera2", "0"))) == []


def test_a_camera_means_nothing_to_a_zone_that_never_alarms() -> None:
    chimes = _with_cameras('["lens"]', ("lens", "picamera2", "0")).replace('kind = "follower"', 'kind = "chime_only"')
    assert "key_unused" in faults(chimes)
