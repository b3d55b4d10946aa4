"""Configurations for the plan: the example home, the small house, and odd ones."""

from pathlib import Path

from panel.config.model import Config
from panel.config.parse import load, parse

HOME = load(Path(__file__).resolve().parents[3] / "panel" / "config" / "home.toml")
HEAD = '[panel]\nid = "odd"\nname = "<Odd> & \\"quoted\\""\naccount = "1234"\ntimezone = "UTC"\n'
TAIL = """\
[[output]]
name = "siren"
role = "siren"
pin = 27
[[reader]]
name = "reader"
d0 = 25
d1 = 26
[tags]
uid_only_needs_pin = false
"""
PINS = range(2, 25)


def odd(names: list[str], areas: int = 1, kind: str = "instant") -> Config:
    """A house with these inputs, shared out among its areas."""
    text = HEAD
    for n in range(areas):
        text += f'[[area]]\nid = "a{n}"\nname = "Area {n}"\nmodes = ["total"]\n'
    for n, name in enumerate(names):
        text += f'[[input]]\nname = "{name}"\npin = {PINS[n]}\n'
        text += f'[[zone]]\nid = {n + 1}\nname = "Zone <{n}>"\narea = "a{n % areas}"\ninput = "{name}"\n'
        text += f'kind = "{kind}"\nmodes = ["total"]\n'
    return parse(text + TAIL, "odd.toml")


ODD = {
    "numbers": odd([f"z{n}" for n in range(20)]),
    "many rooms": odd([f"room_{'abcdefghijklmnopqrst'[n]}_window" for n in range(20)]),
    "many areas": odd([f"{'abcdefgh'[n]}x_door" for n in range(8)], areas=8),
    "doors": odd([f"d{n}_door" for n in range(12)], kind="entry_exit"),
    "halls": odd(["hall_door", "front_door", "back_door", "side_door", "hall_pir", "hall_window"]),
    "portuguese": odd(["porta_entrada", "janela_sala", "movimento_corredor", "janela_cozinha", "porta_quintal"]),
    "one": odd(["x"]),
}
