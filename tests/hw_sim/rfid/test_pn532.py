"""The model keeps to the manual's frames, and to what it says of a chip that has just got its power."""

from hw_sim.rfid.field import Field
from hw_sim.rfid.pn532 import ACK, ERROR, Pn532
from hw_sim.rfid.tag import Tag

SAM, FIRMWARE = bytes.fromhex("0000FF03FDD414011700"), bytes.fromhex("0000FF02FED4022A00")
RETRIES, LIST = bytes.fromhex("0000FF06FAD43205FF0101F400"), bytes.fromhex("0000FF04FCD44A0100E100")
NOBODY = bytes.fromhex("0000FF03FDD54B00E000")
CLASSIC = bytes.fromhex("FB0EE20B")


def made(*frames: bytes) -> Pn532:
    """A chip that was told these and whose answers were fetched."""
    chip = Pn532(Field())
    for frame in frames:
        told(chip, frame)
    return chip


def told(chip: Pn532, frame: bytes) -> list[bytes]:
    chip.hears(frame)
    return says(chip)


def says(chip: Pn532) -> list[bytes]:
    """All that is ready now."""
    said = []
    while (frame := chip.frame()) is not None:
        said.append(frame)
        chip.taken()
    return said


def test_each_command_is_acknowledged_and_answered_as_the_manual_prints_it() -> None:
    chip = made()
    assert told(chip, FIRMWARE) == [ACK, bytes.fromhex("0000FF06FAD50332010607E800")]
    assert told(chip, SAM) == [ACK, bytes.fromhex("0000FF02FED5151600")]
    assert told(chip, RETRIES) == [ACK, bytes.fromhex("0000FF02FED533F800")]
    assert told(chip, bytes.fromhex("0000FF03FDD4520 0DA00".replace(" ", ""))) == [
        ACK,
        bytes.fromhex("0000FF03FDD55300D800"),
    ]


def test_a_tag_is_listed_as_somebody_recorded_one() -> None:
    chip = made(SAM, RETRIES)
    chip.field.bring(Tag(CLASSIC), 0)
    assert told(chip, LIST) == [ACK]
    chip.advance(chip.attempt_ms + chip.found_ms)
    assert says(chip) == [bytes.fromhex("0000FF0CF4D54B010100040804FB0EE20BD800")]


def test_nobody_is_listed_after_it_has_looked_as_often_as_it_was_told() -> None:
    chip = made(SAM, RETRIES)
    assert told(chip, LIST) == [ACK]
    assert chip.next_ms() == chip.attempt_ms
    chip.advance(2 * chip.attempt_ms - 1)
    assert says(chip) == []
    chip.advance(2 * chip.attempt_ms)
    assert says(chip) == [NOBODY]
    assert chip.next_ms() is None


def test_as_it_comes_it_looks_for_ever_and_without_its_configuration_in_the_dark() -> None:
    chip = made()
    chip.field.bring(Tag(CLASSIC), 0)
    assert told(chip, LIST) == [ACK]
    chip.advance(60_000)
    assert says(chip) == []
    told(chip, SAM)
    assert told(chip, LIST) == [ACK]
    chip.advance(61_000)
    assert len(says(chip)) == 1


def test_what_it_was_told_is_gone_with_its_supply() -> None:
    chip = made(SAM, RETRIES)
    assert (chip.configured, chip.retries) == (True, 1)
    chip.hears(LIST[:5])
    chip.loses_its_supply()
    assert (chip.configured, chip.retries, chip.awake, chip.frame()) == (False, 0xFF, False, None)


def test_an_acknowledgement_from_the_host_ends_a_listing_and_the_other_sign_repeats_an_answer() -> None:
    chip = made(SAM)
    told(chip, LIST)
    assert told(chip, ACK) == []
    assert chip.next_ms() is None
    (_, answer) = told(chip, FIRMWARE)
    assert told(chip, bytes.fromhex("0000FFFF0000")) == [answer]


def test_a_damaged_command_is_not_acknowledged_and_one_that_it_does_not_know_is_an_error() -> None:
    chip = made()
    for damaged in ("0000FF02FED4022B00", "0000FF02FDD4022A00", "0000FF02FED5032800", "0000FF01FFD42C00"):
        assert told(chip, bytes.fromhex(damaged)) == []
    assert told(chip, bytes.fromhex("0000FF02FED4042800")) == [ACK, ERROR]
    for wrong in ("0000FF04FCD44A0300DF00", "0000FF04FCD44A0101E000", "0000FF03FDD43205F500"):
        assert told(chip, bytes.fromhex(wrong))[:2] == [ACK, ERROR], wrong


def test_commands_come_in_pieces_and_with_anything_around_them() -> None:
    chip = made()
    assert next(each for octet in b"\x55\x13" + FIRMWARE for each in told(chip, bytes([octet]))) == ACK


def test_its_field_is_switched_by_hand_and_by_a_listing() -> None:
    chip = made(SAM, RETRIES)
    switched = [chip.field.on]
    for frame in (LIST, bytes.fromhex("0000FF04FCD4320100F900")):
        told(chip, frame)
        switched.append(chip.field.on)
    assert switched == [False, True, False]
