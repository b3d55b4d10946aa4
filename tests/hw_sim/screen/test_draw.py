"""Lines where there is no terminal, a screen where there is one."""

import io

from rich.console import Console

from hw_sim.screen.draw import drawn, live
from tests.hw_sim.screen.scenes import LOUD, snapshot


def test_a_pipe_gets_plain_lines() -> None:
    out = io.StringIO()
    with drawn(out) as draw:
        draw(snapshot(), snapshot(LOUD), ["21:05:00  casa  INTRUSION  zone 3"])
    assert "house    siren on\n" in out.getvalue()
    assert out.getvalue().endswith("station  21:05:00  casa  INTRUSION  zone 3\n")
    assert "\x1b" not in out.getvalue()


def test_a_terminal_gets_the_whole_screen_and_itself_back() -> None:
    out = io.StringIO()
    with live(Console(file=out, force_terminal=True, width=100, height=30)) as draw:
        draw(snapshot(), snapshot(LOUD), [])
    assert "SIREN" in out.getvalue()
    assert out.getvalue().rindex("\x1b[?1049l") > out.getvalue().rindex("SIREN"), "the terminal's own screen is back"
