"""The example home for whoever has a minute: it leaves and comes in faster, within what an installer may set."""

import re

LEAVE_S, ENTER_S = 15, 15
_DELAYS = {"exit_delay_s": LEAVE_S, "entry_delay_a_s": ENTER_S}


def hurried(text: str) -> str:
    """The configuration ``text`` with these delays. Nothing else changes, nor any line its number."""
    for key, seconds in _DELAYS.items():
        text = re.sub(rf"(?m)^({key}\s*=\s*)\d+", rf"\g<1>{seconds}", text)
    return text
