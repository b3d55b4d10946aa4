"""Displays in a simulated house: hung where its configuration says, and told of when what is read on them changes."""

from hw_sim.i2c.bus import Buses
from hw_sim.world.glasses import Glasses, GlassLook
from panel.config.keypads import DisplayConfig, DisplaySize
from tests.support.pin_bench import KEYPAD, installation

HALL = DisplayConfig(name="hall", i2c_bus=11, address=0x27, keypad="keys")
DOOR = DisplayConfig(name="door", i2c_bus=1, address=0x3F, size=DisplaySize.SMALL)
CONFIG = installation(keypad=(KEYPAD,), display=(HALL, DOOR))


def test_each_hangs_on_its_bus_and_is_blank_until_it_is_written() -> None:
    buses = Buses()
    glasses = Glasses(CONFIG, buses, lambda: 0, lambda name, kind, state: None)
    assert glasses.look() == {
        "hall": GlassLook(lines=(" " * 20,) * 4, lit=True, keypad="keys"),  # as after its supply came
        "door": GlassLook(lines=(" " * 16,) * 2, lit=True, keypad=None),
    }
    assert (set(buses.at(11).chips), set(buses.at(1).chips)) == ({0x27}, {0x3F})


def test_what_changes_on_one_is_told_with_its_name_and_what_does_not_is_not() -> None:
    now_ns, told, buses = [1_000_000_000], list[tuple[str, str, str]](), Buses()
    glasses = Glasses(CONFIG, buses, lambda: now_ns[0], lambda *change: told.append(change))
    bus = buses.at(1)
    bus.transfer(0x3F, b"\x00", 0)
    assert told == [("door", "light", "off")]
    for nibble in (0x30, 0x30, 0x30, 0x20, 0x20, 0x80, 0x00, 0xC0, 0x00, 0x10):  # into step, two lines, on, clear
        now_ns[0] += 50_000_000
        bus.transfer(0x3F, bytes([nibble | 0x04, nibble]), 0)
    assert len(told) == 1
    now_ns[0] += 50_000_000
    bus.transfer(0x3F, bytes([0x01, 0x45, 0x41, 0x15, 0x11]), 0)  # an A
    assert told[1:] == [("door", "display", "A".ljust(16) + "\n" + " " * 16)]
    assert glasses.look()["door"].lines[0] == "A".ljust(16)
