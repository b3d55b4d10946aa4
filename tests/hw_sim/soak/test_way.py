"""The way loses, doubles and is cut; the station's notebook keeps each report once and complains of what is wrong."""

from random import Random

from hw_sim.soak.way import Outbox, Station, Way
from panel.api import Path, Pull, Row


def carried(seed: int, cuts: tuple[tuple[int, bool], ...] = ()) -> tuple[Outbox, Station, list[Path]]:
    """Forty reports, one a minute, over a bad way, for two hours."""
    outbox, station, paths = Outbox(), Station(), list[Path]()
    way = Way(outbox, station, Random(seed), lambda path, at: paths.append(path))
    agenda = sorted([(n * 60_000, "add") for n in range(40)] + [(at, cut) for at, cut in cuts], key=lambda one: one[0])
    now = 0
    for at, what in [*agenda, (7_200_000, "end")]:
        while (due := max(way.next_ms(), now)) < at:
            now = due
            way.advance(now)
        now = at
        if what == "add":
            outbox.add(at % 120_000 == 0, f"report of {at}")
            way.grown()
        elif isinstance(what, bool):
            way.cut(what)
    return outbox, station, paths


def test_everything_arrives_once_and_in_order_over_a_bad_way() -> None:
    outbox, station, _ = carried(1)
    assert (outbox.count, sorted(station.committed), outbox.rows) == (40, list(range(1, 41)), {})
    assert station.complaints == []
    assert station.deliveries > 40


def test_a_cut_is_told_to_the_panel_and_what_it_held_up_comes_after() -> None:
    outbox, station, paths = carried(2, cuts=((300_000, True), (2_700_000, False)))
    assert [path.up for path in paths] == [True, False, True]
    assert (len(station.committed), outbox.rows, station.complaints) == (40, {}, [])


def test_two_cuts_at_once_end_with_the_last() -> None:
    outbox, station, paths = carried(3, ((100_000, True), (200_000, True), (300_000, False), (3_000_000, False)))
    assert [path.up for path in paths] == [True, False, True]
    assert (len(station.committed), outbox.rows) == (40, {})


def test_the_notebook_complains_of_a_changed_word_and_of_a_wrong_order() -> None:
    station = Station()
    station.take(Row(n=2, alarm=True, jws="2 alarm fire"))
    station.take(Row(n=2, alarm=True, jws="2 alarm fire"))
    assert (station.complaints, station.deliveries) == ([], 2)
    station.take(Row(n=2, alarm=True, jws="2 alarm water"))
    station.take(Row(n=1, alarm=True, jws="1 alarm fire"))
    station.take(Row(n=1, alarm=False, jws="1 other x"))
    assert station.complaints == [
        "report 2 says two things",
        "report 1 came after 2 of its class",
        "report 1 says two things",
    ]


def test_the_outbox_gives_alarms_first_and_what_the_cursors_have_not_seen() -> None:
    outbox = Outbox()
    for alarm, text in ((False, "a"), (True, "b"), (False, "c"), (True, "d")):
        outbox.add(alarm, text)
    assert [row.n for row in outbox.after(Pull(after_alarm=0, after_other=1, limit=8))] == [2, 4, 3]
    assert [row.n for row in outbox.after(Pull(after_alarm=2, after_other=0, limit=2))] == [4, 1]
