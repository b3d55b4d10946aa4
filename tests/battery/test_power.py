"""Nights without mains: what is told, to whom and when, and how the panel stops before its battery dies."""

from battery.charge import HOUR_MS, Pack
from battery.chemistry import PROFILES, Chemistry
from battery.power import MINUTE_MS, Power, Reading, Rules, Sign, Supply, Word, begin, read
from hw_sim.world.battery import Battery, lead_acid

PACK = Pack(profile=PROFILES[Chemistry.LEAD_ACID], cells=6, capacity_mah=7_000)
RULES = Rules(spread_ms=3 * MINUTE_MS)
WELL = Reading(mains=True, battery_mv=13_600, out_ma=-20)
CUT = Reading(mains=False, battery_mv=12_500, out_ma=600)


class Supplied:
    """A panel's supply, read every second; what it said, as ``minutes:seconds sign supply``."""

    def __init__(self, rules: Rules = RULES) -> None:
        self.rules, self.power, self.now_ms, self.said = rules, Power(), 0, list[str]()

    def reads(self, reading: Reading, for_ms: int) -> "Supplied":
        for _ in range(0, for_ms, 1_000):
            self.power, words = read(PACK, self.rules, self.power, reading, self.now_ms)
            self.said += [self._told(word) for word in words]
            self.now_ms += 1_000
        return self

    def _told(self, word: Word) -> str:
        lasted = f" {word.lasted_ms // 1_000} s" if word.lasted_ms else ""
        return f"{self.now_ms // 60_000}:{self.now_ms // 1_000 % 60:02} {word.sign} {word.supply}{lasted}"

    def expects(self, *said: str) -> "Supplied":
        heard, self.said = self.said, []
        assert heard == list(said)
        return self


def test_a_dip_of_twenty_seconds_is_shown_and_wakes_nobody() -> None:
    supply = Supplied().reads(WELL, 60_000).expects()
    supply.reads(CUT, 20_000).expects("1:00 began mains")
    supply.reads(WELL, 600_000).expects("1:20 ended mains 20 s")


def test_a_quarter_of_an_hour_is_told_to_those_at_home_after_one_minute_and_to_the_station_after_thirteen() -> None:
    supply = Supplied().reads(CUT, 15 * MINUTE_MS)
    supply.expects("0:00 began mains", "1:00 notify mains", "13:00 tell mains")
    supply.reads(WELL, 1_000).expects("15:00 ended mains 900 s", "15:00 tell mains", "15:00 notify mains")


def test_residents_hear_again_every_four_hours_and_the_station_once() -> None:
    supply = Supplied().reads(CUT, 9 * HOUR_MS)
    told = [line for line in supply.said if "notify" in line or "tell" in line]
    assert told == ["1:00 notify mains", "13:00 tell mains", "241:00 notify mains", "481:00 notify mains"]


def test_each_installation_waits_by_its_own_spread() -> None:
    for spread_ms, minute in ((0, 10), (5 * MINUTE_MS, 15)):
        supply = Supplied(Rules(spread_ms=spread_ms)).reads(CUT, 16 * MINUTE_MS)
        assert f"{minute}:00 tell mains" in supply.said


def test_a_battery_is_low_after_half_a_minute_and_well_again_only_at_its_higher_mark() -> None:
    supply = Supplied().reads(CUT, 1_000).expects("0:00 began mains")
    supply.reads(Reading(mains=False, battery_mv=11_800, out_ma=100), 29_000).expects()
    supply.reads(CUT, 1_000).expects()  # 12.5 V: neither low nor restored, and it was not low for thirty seconds
    supply.reads(Reading(mains=False, battery_mv=11_800, out_ma=100), 32_000)
    assert [line for line in supply.said if "low" in line] == ["1:01 began low", "1:01 shed low"]
    supply.said.clear()
    supply.reads(Reading(mains=True, battery_mv=12_500, out_ma=-900), 60_000)
    assert "low" not in " ".join(line for line in supply.said if "unshed" not in line)
    supply.said.clear()
    supply.reads(Reading(mains=True, battery_mv=12_600, out_ma=-500), 60_000)
    assert [line.split(" ", 1)[1] for line in supply.said] == ["ended low 122 s"]


def test_a_battery_that_is_not_there_is_missing_and_its_gauge_is_not_to_blame() -> None:
    supply = Supplied().reads(WELL, 5_000).expects()
    supply.reads(Reading(mains=True, battery_mv=300), 12_000).expects("0:15 began missing")
    supply.reads(WELL, 12_000).expects("0:27 ended missing 22 s")


def test_a_gauge_that_does_not_answer_is_told_once_and_nothing_is_made_up_of_the_battery() -> None:
    supply = Supplied().reads(WELL, 5_000)
    known = supply.power.charge
    supply.reads(Reading(mains=True), 60_000).expects("0:15 began gauge")
    assert supply.power.charge == known
    supply.reads(WELL, 15_000).expects("1:15 ended gauge 70 s")


def test_a_battery_that_takes_nothing_for_a_quarter_of_an_hour_is_not_charged() -> None:
    idle = Reading(mains=True, battery_mv=12_300, out_ma=0)
    supply = Supplied().reads(idle, 16 * MINUTE_MS).expects("15:00 began not_charging")
    supply.reads(Reading(mains=False, battery_mv=12_300, out_ma=500), 14 * MINUTE_MS)
    assert not [line for line in supply.said if "not_charging" in line]


def test_five_hours_and_more_down_to_the_orderly_stop_and_back() -> None:
    supply, battery, out_ma = Supplied(), Battery(lead_acid()), 900
    supply.reads(WELL, 11 * MINUTE_MS)  # full
    while not supply.power.stopped:
        battery.discharge(1_000, out_ma)
        supply.reads(Reading(mains=False, battery_mv=battery.terminal_mv(out_ma), out_ma=out_ma), 1_000)
    signs = [line.split(" ", 1)[1] for line in supply.said]
    assert signs == [
        "began mains",
        "notify mains",
        "tell mains",
        "notify mains",
        "shed low",
        "began low",
        "stop low",
    ]
    shed_ms, stop_ms = (_at_ms(line) for line in supply.said if "shed" in line or "stop" in line)
    assert 1.5 * HOUR_MS < stop_ms - shed_ms < 2.5 * HOUR_MS  # two hours, as well as a battery's label can tell
    assert stop_ms > 5 * HOUR_MS
    supply.said.clear()
    supply.reads(Reading(mains=True, battery_mv=12_700, out_ma=-1_000), 60_000)
    told = [line.split(" ", 1)[1].split(" s")[0] for line in supply.said]
    assert [word.rsplit(" ", 1)[0] if word[-1].isdigit() else word for word in told] == [
        "ended mains",
        "tell mains",
        "notify mains",
        "unshed mains",
        "ended low",
    ]


def _at_ms(line: str) -> int:
    minutes, seconds = line.split(" ", 1)[0].split(":")
    return (int(minutes) * 60 + int(seconds)) * 1_000


def test_a_stop_is_said_once_and_again_only_after_the_mains_were_back() -> None:
    empty = Reading(mains=False, battery_mv=10_400, out_ma=500)
    supply = Supplied().reads(empty, 120_000)
    assert [line for line in supply.said if "stop" in line] == ["0:30 stop low"]
    supply.reads(Reading(mains=True, battery_mv=12_000, out_ma=-900), 10_000)
    supply.said.clear()
    supply.reads(empty, 12_000).expects("2:10 began mains", "2:10 shed low", "2:20 stop low")


def test_a_start_over_an_empty_battery_waits_to_see_whether_the_mains_are_back() -> None:
    """Where only the current tells, that takes two seconds; a machine that stopped itself in them would stay dark."""
    charged = Reading(mains=None, battery_mv=10_400, out_ma=-1_000)
    supply = Supplied()
    supply.power = begin([Supply.MAINS, Supply.LOW], told=True, learnt_mah=None, now_ms=0)
    supply.reads(charged, 60_000)
    assert not [line for line in supply.said if "stop" in line] and not supply.power.stopped


def test_every_word_is_about_something_that_can_be_wrong() -> None:
    assert {sign.value for sign in Sign} == {"began", "ended", "tell", "notify", "shed", "unshed", "stop"}
    assert len(Supply) == 5


def test_without_a_line_the_mains_are_gone_while_the_battery_gives_what_a_panel_needs() -> None:
    charging = Reading(mains=None, battery_mv=13_600, out_ma=-20)
    giving = Reading(mains=None, battery_mv=12_500, out_ma=600)
    supply = Supplied().reads(charging, 60_000).expects()
    supply.reads(giving, 1_000).reads(charging, 60_000).expects()  # a transmitter's burst
    supply.reads(giving, 60_000).expects("2:03 began mains")
    supply.reads(charging, 60_000).expects("3:01 notify mains", "3:03 ended mains 62 s", "3:03 notify mains")


def test_without_a_line_and_without_a_battery_it_must_be_the_mains_that_it_lives_on() -> None:
    supply = Supplied().reads(Reading(mains=None, battery_mv=0, out_ma=50), 60_000)
    supply.expects("0:10 began missing")


def test_without_a_line_and_without_the_gauge_nobody_knows_and_what_was_is_taken_for_true() -> None:
    supply = Supplied().reads(Reading(mains=None, battery_mv=12_500, out_ma=600), 5_000).expects("0:02 began mains")
    supply.reads(Reading(mains=None), 30_000).expects("0:15 began gauge")
    assert Supply.MAINS in supply.power.wrong


def test_what_was_wrong_before_a_restart_is_so_until_a_reading_says_otherwise() -> None:
    supply = Supplied()
    supply.power = begin([Supply.MAINS, Supply.LOW], told=True, learnt_mah=None, now_ms=0)
    dark = Reading(mains=False, battery_mv=11_900, out_ma=600)
    supply.reads(dark, 600_000).expects("0:00 shed low", "1:00 notify mains")
    mains = ("10:00 ended mains 600 s", "10:00 tell mains", "10:00 notify mains", "10:00 unshed mains")
    supply.reads(WELL, 31_000).expects(*mains, "10:30 ended low 630 s")
