"""Tables, keys and values: what must be there, what may be, and what it may hold."""

import pytest

from tests.panel.config.house import HOUSE, changed, faults, problems, said, told
from zones.kinds import Kind


def test_a_misspelt_key_is_refused_with_what_was_probably_meant() -> None:
    assert said(('wiring = "no"', 'wirin = "no"')) == (
        "house.toml:56: zone 3 (Smoke): wirin: found an unknown name, "
        "allowed: modes, wiring, entry_delay, qualification_ms, entry_areas, bypassable, chime, cross_group, "
        "swinger_limit, supervision_h, warm_up_s, auto_force, cameras, switch_areas, switch_mode — "
        'did you mean "wiring"?'
    )


def test_a_misspelt_table_is_refused_with_what_was_probably_meant() -> None:
    assert told(HOUSE + "\n[timing]\nsiren_s = 90\n") == (
        "house.toml:58: timing: found an unknown name, allowed: panel, board, adc, input, output, reader, keypad, "
        "display, sensor, camera, area, zone, timings, arming, overrides, tags, pictures, mqtt, gsm, power, clock — "
        'did you mean "timings"?'
    )


def test_a_key_that_must_be_there_is_missed_at_its_table_with_what_it_is_for() -> None:
    assert said(("pin = 12\n", "")) == (
        "house.toml:24: output siren: pin: found nothing, allowed: a whole number from 0 to 27 — "
        "BCM number of a GPIO line on the 40-pin header"
    )


def test_an_empty_file_lacks_every_table_a_panel_needs() -> None:
    assert [(problem.fault.value, problem.key, problem.line) for problem in problems("")] == [
        ("missing_table", "panel", 1),
        ("missing_table", "input", 1),
        ("missing_table", "area", 1),
        ("missing_table", "zone", 1),
        ("no_siren", "output", 1),
        ("no_way_to_disarm", "keypad", 1),
    ]


def test_a_list_written_as_one_table_is_refused() -> None:
    assert said(("[[keypad]]", "[keypad]")) == (
        "house.toml:29: keypad: found a table, allowed: [[keypad]] in double brackets, once for each"
    )


def test_a_single_table_written_as_a_list_is_refused() -> None:
    assert said(("[panel]", "[[panel]]")) == (
        "house.toml:1: panel: found a list of 1, allowed: [panel] in single brackets, once"
    )


def test_more_areas_than_a_panel_has_are_refused() -> None:
    areas = "".join(f'[[area]]\nid = "a{n}"\nname = "A{n}"\nmodes = ["total"]\n' for n in range(16))
    assert said(("[[area]]", areas + "[[area]]")) == "house.toml:7: area: found 17, allowed: at most 16"


NUMBER = "allowed: a whole number from 1 to 999"
IDENT = "allowed: 1 to 32 small letters, digits, _ and -, beginning with a letter"
ACCOUNT = "allowed: 4 to 16 digits or capital letters A to F, in quotes"
LINE = "allowed: text of 1 to 40 characters on one line"
KINDS = "allowed: " + ", ".join(kind.value for kind in Kind)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('kind = "fire"', 'kind = "smoke"', f'found "smoke", {KINDS}'),
        ('kind = "fire"', "kind = 5", f"found 5, {KINDS}"),
        ("id = 3", "id = 0", f"found 0, {NUMBER}"),
        ("id = 3", "id = 1000", f"found 1000, {NUMBER}"),
        ("id = 3", "id = 3.0", f"found 3.0, {NUMBER}"),
        ("id = 3", "id = nan", f"found nan, {NUMBER}"),
        ("id = 3", "id = inf", f"found inf, {NUMBER}"),
        ("id = 3", "id = true", f"found true, {NUMBER}"),
        ("id = 3", "id = 2026-01-02", f"found 2026-01-02, {NUMBER}"),
        ("id = 3", "id = []", f"found an empty list, {NUMBER}"),
        ("id = 3", "id = {}", f"found a table, {NUMBER}"),
        ('id = "p1"', 'id = "P1"', f'found "P1", {IDENT}'),
        ('id = "p1"', 'id = "p1\\n"', f'found "p1\\n", {IDENT}'),
        ('account = "1234"', "account = 1234", f"found 1234, {ACCOUNT}"),
        ('name = "Hall"', 'name = "Ha\\nll"', f'found "Ha\\nll", {LINE}'),
        ('name = "Hall"', 'name = "Hall\\n"', f'found "Hall\\n", {LINE}'),
        ('name = "Hall"', 'name = ""', f'found "", {LINE}'),
        (
            "rows = [14, 15, 18, 23]",
            "rows = [14, 15]",
            "found a list of 2, allowed: a list of 4, each a whole number from 0 to 27",
        ),
    ],
)
def test_a_value_out_of_its_bounds_is_told_with_the_bounds(old: str, new: str, sentence: str) -> None:
    assert said((old, new)).endswith(f": {sentence}")


def test_every_wrong_element_of_a_list_is_told_in_its_own_line() -> None:
    modes = 'modes = [\n  "totl",\n  "night",\n  "disarmed",\n]'
    found = problems(changed(('modes = ["total"]', modes)))
    assert [(problem.line, problem.found, problem.hint) for problem in found] == [
        (49, '"totl"', 'did you mean "total"?'),
        (51, '"disarmed"', ""),
    ]
    assert {problem.allowed for problem in found} == {"total, partial, night"}


def test_a_list_that_is_no_list_is_told_as_one() -> None:
    assert 'found "total", allowed: a list of total, partial, night' in said(('modes = ["total"]', 'modes = "total"'))


def test_a_table_is_named_as_people_know_it_and_by_its_place_where_it_has_no_name() -> None:
    places = [problem.place for problem in problems(changed(("id = 3", 'id = "x y"'), ('name = "smoke"\n', "")))]
    assert places == ["input #3", "zone #3 (Smoke)", "zone #3 (Smoke)"][: len(places)]
    assert faults(changed(("id = 3", 'id = "x y"'))) == ["value"]


def test_a_broken_broker_host_is_refused() -> None:
    for host in ("mqtts://station.example", "station.example:8883", "a b", ""):
        assert faults(f'{HOUSE}\n[mqtt]\nhost = "{host}"\nca_file = "c"\n') == ["value"], host
