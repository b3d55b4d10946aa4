"""Where the points lie."""

from station.plots import AGE_MAX_S, BOTTOM, HEIGHT, LEFT, LINES_MAX, RIGHT, TOP, WIDTH, ages, latencies


def test_delays_lie_on_decades_and_never_outside_the_field() -> None:
    figure = latencies([("mqtt", 1), ("sms", 1_000), ("mqtt", 10**9), ("mqtt", -50)])
    bottom, top = HEIGHT - BOTTOM, TOP
    assert [point.y for point in figure.points] == [bottom, (bottom + top) / 2, top, bottom]
    assert [point.x for point in figure.points][::3] == [LEFT, WIDTH - RIGHT]
    assert [point.path for point in figure.points] == ["mqtt", "sms", "mqtt", "mqtt"]
    assert figure.summary == "mqtt: median 1 ms, most 1000000000 ms, of 3; sms: median 1000 ms, most 1000 ms, of 1"


def test_nothing_is_drawn_of_nothing() -> None:
    assert (latencies([]).points, latencies([]).summary) == ((), "")
    assert (ages({}, 10).lines, ages({"casa": []}, 10).lines) == ((), ())


def test_the_newest_age_is_at_the_right_end_and_the_limit_is_marked() -> None:
    figure = ages({"casa": [0, AGE_MAX_S, 500]}, 5)
    (line,) = figure.lines
    assert line.points.split()[-1] == f"{float(WIDTH - RIGHT)},{float(TOP)}"
    assert (line.name, line.x) == ("casa", WIDTH - RIGHT)
    assert len(line.points.split()) == 3
    assert [tick.text for tick in figure.ticks if tick.strong] == ["90 s"]
    assert figure.summary == "casa 500 s"


def test_of_many_panels_those_that_were_silent_longest_are_drawn() -> None:
    figure = ages({f"p{n}": [n] for n in range(30)}, 5)
    assert [line.name for line in figure.lines] == [f"p{n}" for n in range(29, 29 - LINES_MAX, -1)]
