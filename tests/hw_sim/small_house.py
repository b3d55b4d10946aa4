"""A house of two detectors, a reader and a keypad, for tests."""

from panel.config.parse import parse

TEXT = """\
[panel]
id = "h"
name = "H"
account = "1234"
timezone = "UTC"
[[area]]
id = "house"
name = "House"
modes = ["total"]
[[input]]
name = "door"
pin = 5
[[input]]
name = "smoke"
pin = 6
[[zone]]
id = 7
name = "Door"
area = "house"
input = "door"
kind = "entry_exit"
modes = ["total"]
[[zone]]
id = 8
name = "Smoke"
area = "house"
input = "smoke"
kind = "fire"
wiring = "no"
[[output]]
name = "outside"
role = "siren"
pin = 20
[[output]]
name = "red"
role = "lamp_alarm"
pin = 21
active_high = false
[[reader]]
name = "reader"
d0 = 24
d1 = 25
[[keypad]]
name = "keypad"
rows = [14, 15, 18, 23]
columns = [10, 11, 12, 13]
"""
CONFIG = parse(TEXT, "small.toml")
CELLAR = """
[[sensor]]
name = "cellar"
i2c_bus = 3
address = 0x45
[[input]]
name = "frost"
sensor = "cellar"
below_c = 3
[[zone]]
id = 9
name = "Frost"
area = "house"
input = "frost"
kind = "freeze"
"""
WITH_CELLAR = parse(TEXT + CELLAR, "small.toml")
TAGS = {"blue": "C0FFEE"}
