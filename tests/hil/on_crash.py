"""The real alarmd is killed while the siren sounds, and comes back: what a kernel that keeps outputs sets on its line.

Run inside the virtual machine by `./sereno hil crash`; no other run collects this file. A panic button sounds the siren
without pauses until somebody gives a code.
"""

import json
import signal
import time
from pathlib import Path

from tests.hil.acceptance import CONSUMER
from tests.hil.guest_house import AT_REST, START_S, guest_house
from tests.hil.kernel_notes import noting
from tests.support.alarmd import wait_until


def test_a_siren_sounds_from_the_kill_to_the_restart_and_on_without_one_pause(tmp_path: Path) -> None:
    with guest_house(tmp_path) as house:
        (button,) = [each.line for each in house.config.input if each.name == "panic"]
        house.hand.put(button, not AT_REST)
        wait_until(lambda: house.hand.level(house.siren))
        wait_until(lambda: int(house.panel.status()["unacked"]) > 1)
        with noting(CONSUMER) as notes:
            killed_s = time.monotonic()
            assert house.panel.end(signal.SIGKILL) == -signal.SIGKILL
            assert house.hand.level(house.siren)
            house.panel.start(START_S)
            gone_s = time.monotonic() - killed_s
        assert notes.set_us(house.siren, False) == []
        assert house.hand.level(house.siren)
        figures = {"measured": "kill to restart", "gone_s": round(gone_s, 1), "settings of the siren's line to off": 0}
        print(f"\nfigures {json.dumps(figures)}")
