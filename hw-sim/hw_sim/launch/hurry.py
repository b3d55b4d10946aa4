"""The example home for whoever has a minute: it leaves and comes in faster, within what an installer may set."""

import re

LEAVE_S, ENTER_S = 15, 15


def hurried(text: str, leave_s: int = LEAVE_S, enter_s: int = ENTER_S) -> str:
    """The configuration ``text`` with these delays. Nothing else changes, nor any line its number."""
    for key, seconds in {"exit_delay_s": leave_s, "entry_delay_a_s": enter_s}.items():
        text = re.sub(rf"(?m)^({key}\s*=\s*)\d+", rf"\g<1>{seconds}", text)
    return text
