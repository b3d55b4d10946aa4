"""The configuration that is measured: the shipped example, with the delays a benchmark can wait for."""

import re

from panel.config.schema import example_text

SMOKE = "landing_smoke"  # around the clock, so that 1,000 trips need no arming in between
WINDOW = "living_window"
DOOR = "front_door"
SMOKE_QUALIFICATION_MS = 50


def example(**timings: int) -> str:
    """The example with some of its timings, in seconds, replaced."""
    text = example_text()
    for key, value in timings.items():
        text, found = re.subn(rf"(?m)^#?\s*{key}\s*=.*$", f"{key} = {value}", text)
        if not found:
            text = text.replace("[timings]", f"[timings]\n{key} = {value}", 1)
    return text


def watched(text: str) -> str:
    """The same house, its smoke detector seen by the hall's camera: an alarm with pictures that needs no arming."""
    seen, found = re.subn(r'(?m)^kind = "fire".*$', r'\g<0>\ncameras = ["hall"]', text)
    assert found == 1, "the example has one smoke detector"
    return seen
