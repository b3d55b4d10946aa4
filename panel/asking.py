"""What commands of every process take from whoever types them, and how they ask for what is missing."""

import argparse
from collections.abc import Callable

PORT_MAX = 65_535  # TCP has sixteen bits for it


class NotGiven(Exception):
    """Nobody is there to answer a question; the text names the option that answers it."""


def port(lowest: int) -> Callable[[str], int]:
    """An argparse type: a TCP port. ``lowest``: 0 for one's own, where 0 lets the system choose; 1 for another's."""

    def taken(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = -1
        if not lowest <= number <= PORT_MAX:
            any_free = " (0: any free one)" if lowest == 0 else ""
            raise argparse.ArgumentTypeError(f"{text!r} is no port; ports are {lowest} to {PORT_MAX}{any_free}")
        return number

    return taken


def not_empty(text: str) -> str:
    """An argparse type: anything but nothing."""
    if not text.strip():
        raise argparse.ArgumentTypeError("it is empty; say which")
    return text


def asked(prompt: str, option: str) -> str:
    """A person's answer at the terminal. Raises NotGiven, which names ``option``, when the input is at its end."""
    try:
        return input(prompt)
    except EOFError:
        print()  # the question's line was never ended
        raise NotGiven(f"there is nobody to ask: give {option}, or run this at a terminal") from None
