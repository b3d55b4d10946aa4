"""Keys that mean nothing where they stand, and promises of a profile that the numbers do not keep."""

import pytest

from tests.panel.config.house import HOUSE, changed, faults, problems, said, told

CP01 = '\n[arming]\nprofile = "cp01"\n'
EN = '\n[arming]\nprofile = "en"\n'


@pytest.mark.parametrize(
    ("kind", "line", "found", "kinds"),
    [
        ("instant", 'entry_delay = "B"', '"B"', "entry_exit, follower"),
        ("follower", 'entry_areas = ["house"]', "a list of 1", "entry_exit"),
        ("instant", 'switch_areas = ["house"]', "a list of 1", "keyswitch"),
        ("instant", 'switch_mode = "night"', '"night"', "keyswitch"),
    ],
)
def test_a_key_on_a_zone_to_which_it_means_nothing_is_refused(kind: str, line: str, found: str, kinds: str) -> None:
    key = line.partition(" ")[0]
    assert said(('kind = "follower"', f'kind = "{kind}"\n{line}')) == (
        f"house.toml:47: zone 2 (Hall): {key}: found {found}, allowed: {key} on {kinds} zones only — "
        f"it means nothing on a {kind} zone: remove the key"
    )


@pytest.mark.parametrize(
    "line",
    ["swinger_limit = 2", "warm_up_s = 60", 'cross_group = "hall"', "chime = true", "auto_force = true"],
)
def test_a_smoke_detector_takes_none_of_the_ways_to_say_less(line: str) -> None:
    assert "key_unused" in faults(changed(('kind = "fire"', f'kind = "fire"\n{line}')))


def test_a_hold_up_device_is_never_bypassable_and_so_does_not_say_it() -> None:
    text = changed(('kind = "fire"', 'kind = "hold_up"\nbypassable = true'))
    assert told(text) == (
        "house.toml:55: zone 3 (Smoke): bypassable: found true, allowed: bypassable on all but hold_up zones only — "
        "it means nothing on a hold_up zone: remove the key"
    )


def test_every_key_is_taken_where_it_means_something() -> None:
    text = changed(
        (
            'kind = "entry_exit"',
            (
                'kind = "entry_exit"\nentry_delay = "B"\nentry_areas = ["house"]\nchime = true\nswinger_limit = 9\n'
                'supervision_h = 168\nbypassable = true\nauto_force = true\ncross_group = "way-in"'
            ),
        ),
        ('kind = "follower"', 'kind = "follower"\ncross_group = "way-in"\nwarm_up_s = 60\nswinger_limit = 1'),
    )
    assert problems(text) == ()


def test_an_area_that_a_door_or_a_relay_names_must_be_there_and_be_named_once() -> None:
    door = changed(('kind = "entry_exit"', 'kind = "entry_exit"\nentry_areas = ["house", "huose", "house"]'))
    assert told(door) == (
        'house.toml:39: zone 1 (Door): entry_areas: found "huose", allowed: house — did you mean "house"?\n'
        'house.toml:39: zone 1 (Door): entry_areas: found "house" again, allowed: each at most once'
    )
    relay = HOUSE + '\n[[output]]\nname = "light"\npin = 16\nrole = "relay"\non_phases = ["alarm"]\nareas = ["barn"]\n'
    assert told(relay) == 'house.toml:63: output light: areas: found "barn", allowed: house'


def test_a_cross_group_of_one_zone_would_never_alarm_and_is_refused() -> None:
    assert said(('kind = "follower"', 'kind = "follower"\ncross_group = "hall"')) == (
        'house.toml:47: zone 2 (Hall): cross_group: found "hall", allowed: a group that at least two zones name — '
        "one zone alone can never be confirmed by another: remove the key"
    )


def test_a_misspelt_cross_group_is_one_mistake_although_it_leaves_the_other_alone() -> None:
    text = changed(
        ('kind = "entry_exit"', 'kind = "entry_exit"\ncross_group = "hall"'),
        ('kind = "follower"', 'kind = "follower"\ncross_group = "Hall!"'),
    )
    assert faults(text) == ["value"]


def test_what_may_not_be_left_out_cannot_be_forced_by_a_programme() -> None:
    assert said(('kind = "follower"', 'kind = "follower"\nbypassable = false\nauto_force = true')) == (
        "house.toml:48: zone 2 (Hall): auto_force: found true, allowed: auto_force on bypassable zones only — "
        "to force is to leave out: remove auto_force, or bypassable = false"
    )


@pytest.mark.parametrize("key", ["final_set", "stay"])
def test_what_waits_for_a_door_is_refused_in_a_house_without_one(key: str) -> None:
    text = changed(('kind = "entry_exit"', 'kind = "instant"')) + f"\n[arming]\n{key} = true\n"
    assert told(text) == (
        f"house.toml:59: arming: {key}: found true and no entry_exit zone, "
        f"allowed: {key} with at least one entry_exit zone — "
        "nobody could be seen to leave: remove the key, or give the door"
    )
    assert problems(HOUSE + f"\n[arming]\n{key} = true\n") == ()
    assert problems(text.replace("true", "false")) == ()


def test_a_relay_says_when_it_is_on_and_nothing_else_does() -> None:
    relay = '\n[[output]]\nname = "light"\npin = 16\nrole = "relay"\n'
    assert told(HOUSE + relay) == (
        "house.toml:61: output light: role: found a relay without any, "
        "allowed: at least one of on_modes, on_phases, on_alarms, on_troubles — this relay would never be on"
    )
    assert said(('role = "siren"', 'role = "siren"\non_phases = ["alarm"]')) == (
        'house.toml:28: output siren: on_phases: found the key, allowed: on_phases on outputs with role = "relay" '
        "only — a siren knows what it is for: remove the key"
    )
    assert faults(HOUSE + relay + 'on_modes = ["total", "total"]\n') == ["repeated"]
    assert problems(HOUSE + relay + 'on_troubles = ["mains"]\nareas = ["house"]\n') == ()


def test_no_relay_gives_a_hold_up_away() -> None:
    text = HOUSE + '\n[[output]]\nname = "light"\npin = 16\nrole = "relay"\non_alarms = ["hold_up"]\n'
    assert faults(text) == ["value"]
    assert "hold_up" not in str(problems(text)[0].allowed)


def test_who_may_arm_over_a_trouble_is_a_list_of_people() -> None:
    assert told(HOUSE + '\n[overrides]\npaths = ["station"]\n') == (
        'house.toml:59: overrides: paths: found "station", allowed: administrator, resident, limited, installer'
    )
    assert faults(HOUSE + '\n[overrides]\nmains = ["resident", "resident"]\n') == ["repeated"]
    assert problems(HOUSE + "\n[overrides]\nmasked = []\n") == ()


# profiles -----------------------------------------------------------------------------------------


def test_the_defaults_keep_what_both_profiles_promise() -> None:
    assert problems(HOUSE + EN) == ()
    assert problems(HOUSE + CP01) == ()


@pytest.mark.parametrize(
    ("key", "value", "bound"),
    [
        ("exit_delay_s", 44, "a whole number from 45 to 255"),
        ("entry_delay_a_s", 29, "a whole number from 30 to 255"),
        ("cancel_window_s", 299, "a whole number from 300 to 3600"),
    ],
)
def test_cp01_keeps_its_bounds(key: str, value: int, bound: str) -> None:
    text = HOUSE + CP01 + f"\n[timings]\n{key} = {value}\n"
    assert f"timings: {key}: found {value}, allowed: {bound}, in profile cp01 — CP-01 " in told(text)
    assert faults(text) == ["profile"]
    assert problems(HOUSE + CP01 + f"\n[timings]\n{key} = {value + 1}\n") == ()


def test_cp01_counts_entry_and_abort_together() -> None:
    text = HOUSE + CP01 + "\n[timings]\nentry_delay_a_s = 31\n"
    assert told(text) == (
        "house.toml:62: timings: entry_delay_a_s: found 31 with abort_s = 30, "
        "allowed: at most 60 for both together, in profile cp01 — "
        "CP-01 gives entry delay and abort window 60 s together"
    )
    assert problems(text + "abort_s = 29\n") == ()


def test_a_default_that_does_not_keep_the_promise_is_told_at_the_profile() -> None:
    text = changed(('kind = "entry_exit"', 'kind = "entry_exit"\nentry_delay = "B"')) + CP01
    assert told(text) == (
        "house.toml:60: arming: profile: found entry_delay_b_s = 45 with abort_s = 30 by default, "
        "allowed: at most 60 for both together, in profile cp01 — "
        "CP-01 gives entry delay and abort window 60 s together"
    )


def test_a_delay_that_no_zone_starts_is_not_judged() -> None:
    assert problems(HOUSE + EN + "\n[timings]\nentry_delay_b_s = 200\n") == ()
    text = changed(('kind = "entry_exit"', 'kind = "entry_exit"\nentry_delay = "B"')) + EN
    assert told(text + "\n[timings]\nentry_delay_b_s = 46\n") == (
        "house.toml:63: timings: entry_delay_b_s: found 46, allowed: a whole number from 0 to 45, in profile en — "
        "EN 50131-1 gives at most 45 s to disarm"
    )


def test_cp01_wants_stay_and_few_alarms_of_one_zone() -> None:
    assert told(HOUSE + CP01 + "stay = false\n") == (
        "house.toml:60: arming: stay: found false, allowed: true, or nothing, in profile cp01 — "
        "CP-01 wants that a house nobody left is not armed as if it were empty"
    )
    text = changed(('kind = "follower"', 'kind = "follower"\nswinger_limit = 3')) + CP01
    assert told(text) == (
        "house.toml:47: zone 2 (Hall): swinger_limit: found 3, allowed: 1 or 2, in profile cp01 — "
        "CP-01 leaves a zone out after one or two alarms"
    )


def test_without_a_profile_nothing_of_it_is_asked() -> None:
    assert problems(HOUSE + "\n[timings]\nexit_delay_s = 0\nentry_delay_a_s = 0\ncancel_window_s = 0\n") == ()


def test_a_wrong_profile_or_delay_is_one_mistake() -> None:
    assert faults(HOUSE + '\n[arming]\nprofile = "cp-01"\n\n[timings]\nexit_delay_s = 10\n') == ["value"]
    assert faults(HOUSE + CP01 + "\n[timings]\nexit_delay_s = 999\n") == ["value"]
