"""Whole stories: a person's hand on the wires at one end, the siren's line and signed rows at the other."""

import errno
import gc

import pytest

from panel.config.model import OutputRole
from panel.core.names import Source, Trouble
from panel.ports import DeviceFailed
from tests.support.panel_on_wires import PIN, STRANGE_TAG, PanelOnWires

FIRST = ["panel.epoch", "panel.booted"]


def test_a_break_in_through_the_front_door_from_the_tag_to_the_cancel(house: PanelOnWires) -> None:
    house.tag()
    assert house.phases() == {"house": "exit", "garage": "exit"}
    house.wait(60_000)
    assert house.phases() == {"house": "armed", "garage": "armed"}
    house.trip("front_door")
    assert house.phases()["house"] == "entry"
    assert not house.line(OutputRole.SIREN)
    house.wait(30_000)
    assert house.phases()["house"] == "alarm"
    assert house.line(OutputRole.SIREN) and house.line(OutputRole.STROBE)
    house.keys(f"{PIN}#")
    assert house.phases() == {"house": "idle", "garage": "idle"}
    assert not house.line(OutputRole.SIREN) and not house.line(OutputRole.STROBE)
    assert house.kinds() == [
        *FIRST,
        "area.armed",
        "area.armed",
        "alarm.pending",
        "alarm.intrusion",
        "area.disarmed",
        "alarm.cancelled",
        "area.disarmed",
    ]
    cancelled = next(report for report in house.reports() if report["kind"] == "alarm.cancelled")
    assert (cancelled["actor"], cancelled["source"]) == ("ana", "keypad")
    house.secure("front_door")
    assert house.kinds()[-1] == "restore.intrusion"


def test_a_tag_and_then_its_pin_disarm_and_count_as_the_tag(house: PanelOnWires) -> None:
    house.tag()
    house.wait(61_000)
    house.trip("front_door")
    house.tag()
    assert house.phases()["house"] == "entry"  # a number that anybody can copy is not enough
    house.keys(f"{PIN}#")
    assert house.phases()["house"] == "idle"
    disarmed = [report for report in house.reports() if report["kind"] == "area.disarmed"]
    assert [(report["area"], report["source"]) for report in disarmed] == [("house", "tag"), ("garage", "tag")]
    assert disarmed[0]["closes_pending"] is True


def test_three_tags_in_a_row_arm_for_the_night(house: PanelOnWires) -> None:
    for _ in range(3):
        house.tag()
        house.wait(900)
    modes = {area["id"]: area["mode"] for area in house.status()["areas"]}
    assert modes == {"house": "night", "garage": "night"}


def test_a_strangers_tag_and_a_wrong_code_are_reported_and_change_nothing(house: PanelOnWires) -> None:
    house.tag(STRANGE_TAG)
    house.keys("99999#")
    assert house.kinds() == [*FIRST, "tag.unknown", "code.wrong"]
    assert house.phases() == {"house": "idle", "garage": "idle"}


@pytest.mark.parametrize("told_no", ["wrong code", "unknown tag", "window open"])
def test_whoever_is_told_no_hears_three_short_beeps_at_once(house: PanelOnWires, told_no: str) -> None:
    if told_no == "wrong code":
        house.keys("99999#")
    elif told_no == "unknown tag":
        house.tag(STRANGE_TAG)
    else:
        house.trip("living_window")
        house.tag()
    heard = ""
    for _ in range(80):
        heard += "#" if house.line(OutputRole.SOUNDER) else "."
        house.wait(20)
    assert [len(beep) for beep in heard.split(".") if beep][-2:] == [6, 6]
    assert heard.endswith("." * 40)


def test_a_wrong_code_never_interrupts_a_siren(house: PanelOnWires) -> None:
    house.keys(f"A{PIN}#")
    house.wait(61_000)
    house.trip("living_window")
    house.keys("99999#")
    for _ in range(80):
        assert house.line(OutputRole.SIREN) and house.line(OutputRole.SOUNDER)
        house.wait(20)


def test_a_pulse_of_60_ms_alarms_and_a_glitch_of_20_ms_never(house: PanelOnWires) -> None:
    house.keys(f"A{PIN}#")
    house.wait(61_000)
    house.contacts["living_window"].trip()
    house.wait(20)
    house.contacts["living_window"].secure()
    house.wait(5_000)
    assert not house.line(OutputRole.SIREN)
    house.contacts["living_window"].trip()
    house.wait(60)
    house.contacts["living_window"].secure()
    house.wait(100)
    assert house.line(OutputRole.SIREN)
    assert [r["zone"] for r in house.reports() if r["kind"] == "alarm.intrusion"] == [zone_id(house, "living_window")]


def test_a_lost_edge_is_found_by_reading_the_level_again(house: PanelOnWires) -> None:
    house.keys(f"A{PIN}#")
    house.wait(61_000)
    house.contacts["living_window"].trip(quiet=True)
    house.wait(100 + 50)
    assert house.line(OutputRole.SIREN)


def test_the_siren_is_driven_on_the_very_millisecond_that_qualification_ends(house: PanelOnWires) -> None:
    house.keys(f"A{PIN}#")
    house.wait(61_000)
    house.contacts["living_window"].trip()
    house.wait(49)
    assert not house.line(OutputRole.SIREN)
    house.wait(1)
    assert house.line(OutputRole.SIREN)


def test_a_hold_up_tells_the_station_and_nobody_else(house: PanelOnWires) -> None:
    house.wait(2_000)
    before = house.status()
    roles = [output.role for output in house.config.output]
    lines = {role: house.line(role) for role in roles}
    house.trip("panic_button")
    house.wait(1_000)  # a hold-up button is held: it qualifies later than a window
    assert house.kinds()[-1] == "alarm.hold_up"
    assert {role: house.line(role) for role in roles} == lines
    assert house.status() == before  # not even the number of reports on their way


def test_an_open_window_is_named_when_it_keeps_the_house_from_being_armed(house: PanelOnWires) -> None:
    house.trip("living_window")
    house.keys(f"A{PIN}#")
    assert house.phases() == {"house": "idle", "garage": "idle"}
    refused = house.reports()[-1]
    assert (refused["kind"], refused["why"], refused["zones"]) == (
        "area.arm_refused",
        "not_ready",
        [zone_id(house, "living_window")],
    )


def test_what_was_killed_lets_go_of_no_line_however_late_its_remains_are_collected(house: PanelOnWires) -> None:
    house.keys(f"A{PIN}#")
    house.wait(61_000)
    house.kill()
    house.start()
    gc.collect()
    house.trip("living_window")
    assert house.phases()["house"] == "alarm"


def test_d_and_the_pin_arm_without_the_window_that_was_in_the_way(house: PanelOnWires) -> None:
    house.trip("living_window")
    house.keys(f"A{PIN}#")
    assert house.phases() == {"house": "idle", "garage": "idle"}
    house.keys(f"D{PIN}#")
    assert house.phases() == {"house": "exit", "garage": "exit"}
    house.wait(61_000)
    armed = next(one for one in house.reports() if one["kind"] == "area.armed" and one["area"] == "house")
    assert armed["zones"] == [zone_id(house, "living_window")]


def test_d_without_a_refusal_arms_nothing(house: PanelOnWires) -> None:
    house.keys(f"D{PIN}#")
    assert house.phases() == {"house": "idle", "garage": "idle"}
    assert house.reports()[-1]["kind"] == "area.arm_refused"


def test_d_does_not_arm_over_a_second_window_that_opened_meanwhile(house: PanelOnWires) -> None:
    house.trip("living_window")
    house.keys(f"A{PIN}#")
    house.trip("kitchen_window")
    house.wait(1_000)
    house.keys(f"D{PIN}#")
    assert house.phases() == {"house": "idle", "garage": "idle"}


def test_killed_in_entry_it_comes_back_in_entry_with_the_time_that_remains(house: PanelOnWires) -> None:
    house.tag()
    house.wait(61_000)
    house.trip("front_door")
    house.wait(10_000)
    house.kill()
    house.pass_unseen(1_500)
    house.start()
    assert house.phases()["house"] == "entry"
    house.wait(30_000 - 60 - 10_000 - 1_500 + 50)  # 50 ms of qualification came before the entry
    assert house.phases()["house"] == "alarm"
    assert house.line(OutputRole.SIREN)


def test_killed_in_alarm_the_siren_sounds_on_and_the_disarm_still_works(house: PanelOnWires) -> None:
    house.keys(f"A{PIN}#")
    house.wait(61_000)
    house.trip("living_window")
    house.kill()
    assert house.line(OutputRole.SIREN)  # the line keeps its level without anybody there
    house.pass_unseen(800)
    house.start()
    assert house.line(OutputRole.SIREN)
    house.keys(f"{PIN}#")
    assert not house.line(OutputRole.SIREN)
    numbers = [(r["epoch"], r["seq"]) for r in house.reports()]
    assert len(set(numbers)) == len(numbers)


def test_a_window_opened_while_the_panel_was_down_counts_as_opened(house: PanelOnWires) -> None:
    house.keys(f"A{PIN}#")
    house.wait(61_000)
    house.kill()
    house.contacts["living_window"].trip()
    house.pass_unseen(700)
    house.start()
    assert house.line(OutputRole.SIREN)


def test_a_power_cut_in_entry_is_an_alarm_because_nobody_knows_how_long_it_was(house: PanelOnWires) -> None:
    house.tag()
    house.wait(61_000)
    house.trip("front_door")
    house.kill()
    house.clocks.boot_id = "boot-2"
    house.start()
    assert house.phases()["house"] == "alarm"
    assert house.line(OutputRole.SIREN)


def test_with_a_ruined_database_it_boots_armed_says_so_and_can_be_disarmed(house: PanelOnWires) -> None:
    house.tag()
    house.wait(61_000)
    epoch = house.reports()[-1]["epoch"]
    house.kill()
    for path in house.folder.glob("*.db*"):
        path.write_bytes(b"ruined" * 100)
    house.start()
    assert house.phases() == {"house": "armed", "garage": "armed"}
    assert Trouble.RESTORED_FROM_COPY.value in [t["trouble"] for t in house.status()["troubles"]]
    assert house.reports()[-1]["epoch"] != epoch  # what was numbered before may have been lost
    house.keys(f"{PIN}#")
    assert house.phases() == {"house": "idle", "garage": "idle"}


def test_a_dead_input_is_one_trouble_and_after_ten_seconds_a_zone_fault(house: PanelOnWires) -> None:
    pin = next(i.line for i in house.config.input if i.name == "living_window")
    house.wires.fail(pin)
    house.wait(11_000)
    assert house.kinds() == [*FIRST, "trouble.raised", "trouble.zone_fault"]
    house.wires.heal(pin)
    house.wait(300)
    assert sorted(house.kinds()[4:]) == ["restore.trouble", "restore.zone_fault"]


def test_a_trouble_that_was_mended_while_the_panel_was_down_is_over_after_the_start(house: PanelOnWires) -> None:
    pin = next(i.line for i in house.config.input if i.name == "living_window")
    house.wires.fail(pin)
    house.wait(1_000)
    assert [t["trouble"] for t in house.status()["troubles"]] == ["device"]
    house.kill()
    house.wires.heal(pin)
    house.start()
    assert house.status()["troubles"] == []
    assert house.kinds()[-1] == "restore.trouble"


def test_a_dead_lamp_does_not_keep_the_siren_from_sounding(house: PanelOnWires) -> None:
    lamp = next(o.pin for o in house.config.output if o.role is OutputRole.LAMP_ARMED)
    house.wires.fail(lamp)
    house.keys(f"A{PIN}#")
    house.wait(61_000)
    house.trip("living_window")
    assert house.line(OutputRole.SIREN)
    assert [t["trouble"] for t in house.status()["troubles"]] == ["device"]


def test_a_failure_that_is_told_in_the_middle_of_a_step_waits_its_turn(house: PanelOnWires) -> None:
    device = house.config.input[0].name
    house.engine._busy = True
    house.engine.hardware(DeviceFailed(device, str(OSError(errno.EIO)), house.clocks.mono_ms()))
    assert house.kinds() == FIRST
    house.engine._busy = False
    house.tag(STRANGE_TAG)
    assert house.kinds()[2] == "trouble.raised"


def test_a_house_at_peace_writes_at_most_once_a_minute(house: PanelOnWires) -> None:
    before = len(house.journal.events(100_000))
    for _ in range(5):
        house.trip("hall_pir")
        house.secure("hall_pir")
        house.wait(120_000 - 120)
    assert len(house.journal.events(100_000)) - before <= 11


@pytest.mark.parametrize("source", [Source.KEYPAD, Source.TAG])
def test_lamps_say_armed_only_what_is_kept(house: PanelOnWires, source: Source) -> None:
    assert house.line(OutputRole.LAMP_READY) and not house.line(OutputRole.LAMP_ARMED)
    if source is Source.TAG:
        house.tag()
    else:
        house.keys(f"A{PIN}#")
    assert house.line(OutputRole.LAMP_ARMED) and not house.line(OutputRole.LAMP_READY)


def zone_id(house: PanelOnWires, name: str) -> int:
    """The number of the zone behind an input."""
    return next(zone.id for zone in house.config.zone if zone.input == name)
