import pytest

from hw_sim.pins.netlist import Bias, Setting
from hw_sim.pins.wire_format import (
    LINE_MAX,
    ProtocolError,
    act_from_text,
    act_to_text,
    panel_from_text,
    panel_to_text,
    setting_from_text,
    setting_to_text,
    snapshot,
)
from hw_sim.pins.wires import Act, Drive, Fail, Heal, Join, Part, Wires

ACTS: list[tuple[Act, int, bool, str]] = [
    (Drive(17, False), 123, False, "drive 17 0 123 edge"),
    (Drive(17, True), 123, True, "drive 17 1 123 quiet"),
    (Drive(0, None), 0, False, "drive 0 z 0 edge"),
    (Join(5, 12), 9, False, "join 5 12 9 edge"),
    (Part(5, 12), 9, False, "part 5 12 9 edge"),
    (Fail(27), 9, False, "fail 27 - 9 edge"),
    (Heal(27), 9, False, "heal 27 - 9 edge"),
]


@pytest.mark.parametrize(("act", "at_ns", "quiet", "text"), ACTS)
def test_each_act_has_one_sentence(act: Act, at_ns: int, quiet: bool, text: str) -> None:
    assert act_to_text(act, at_ns, quiet) == text
    assert act_from_text(text) == (act, at_ns, quiet)
    assert len(text) < LINE_MAX


@pytest.mark.parametrize(
    "text",
    ["", "drive", "drive 28 1 0 edge", "drive -1 1 0 edge", "drive 1 2 0 edge", "drive 1 1 0 loud", "burn 1 1 0 edge"],
)
def test_anything_else_is_no_act(text: str) -> None:
    with pytest.raises(ProtocolError, match="not an act of the world"):
        act_from_text(text)


def test_a_process_says_its_name_and_nothing_else_is_one() -> None:
    assert panel_from_text(panel_to_text("commsd")) == "commsd"
    for text in ("", "panel", "panel ", "panel a b", "set 22 out floating 1"):
        with pytest.raises(ProtocolError, match="not who it is"):
            panel_from_text(text)


@pytest.mark.parametrize(
    ("setting", "text"),
    [
        (Setting(output=True, level=True), "set 22 out floating 1"),
        (Setting(pull=Bias.UP), "set 22 in up 0"),
        (Setting(pull=Bias.DOWN), "set 22 in down 0"),
    ],
)
def test_each_setting_has_one_sentence(setting: Setting, text: str) -> None:
    assert setting_to_text(22, setting) == text
    assert setting_from_text(text) == (22, setting)


@pytest.mark.parametrize(
    "text", ["", "set 28 in up 0", "set 1 maybe up 0", "set 1 in left 0", "set 1 in up 2", "put 1 in up 0"]
)
def test_anything_else_is_no_setting(text: str) -> None:
    with pytest.raises(ProtocolError, match="not a line's setting"):
        setting_from_text(text)


def test_a_snapshot_begins_with_the_version_and_ends_with_ready() -> None:
    wires = Wires(lambda: 42)
    wires.configure(22, Setting(output=True, level=True))
    wires.drive(17, True)
    wires.join(5, 12)
    wires.fail(4)
    said = snapshot(wires)
    assert (said[0], said[-1]) == ("sereno-pins 2", "ready")
    assert said[1:3] == ["was 0 1", "was 1 1"]
    assert "set 22 out floating 1" in said
    assert said[-4:-1] == ["drive 17 1 42 quiet", "join 5 12 42 quiet", "fail 4 - 42 quiet"]
