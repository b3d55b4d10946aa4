"""What is said to the chip, in which order, and what damaged and missing answers lead to."""

import random

from drivers.tags import pn532
from drivers.tags.listings import Listed, Lost
from drivers.tags.misread import Misread
from drivers.tags.pn532 import ACK, Command
from drivers.tags.pn532_dialogue import AGAIN_MS, ANSWER_MS, CYCLE_MS, LOST_MS, TRIES, Begin, Dialogue, Look

SAM, FIRMWARE, RETRIES = pn532.sam_normal(), pn532.frame(Command.GET_FIRMWARE_VERSION), pn532.passive_retries(1)
LIST, FIELD_OFF = pn532.list_targets(2), pn532.field_off()
NOBODY = bytes.fromhex("0000FF03FDD54B00E000")
ANSWERS = {
    SAM: bytes.fromhex("0000FF02FED5151600"),
    FIRMWARE: bytes.fromhex("0000FF06FAD50332010607E800"),
    RETRIES: bytes.fromhex("0000FF02FED533F800"),
    FIELD_OFF: bytes.fromhex("0000FF02FED533F800"),
}
SOMEBODY = bytes.fromhex("0000FF0CF4D54B010100040804FB0EE20BD800")


def said(dialogue: Dialogue, now_ms: int) -> bytes:
    begin = dialogue.next(now_ms)
    assert isinstance(begin, Begin)
    return begin.frame


def set_up(now_ms: int = 0) -> Dialogue:
    """A dialogue whose next word is a listing."""
    dialogue = Dialogue()
    for frame in (SAM, FIRMWARE, RETRIES):
        assert said(dialogue, now_ms) == frame
        assert dialogue.heard(ACK, now_ms) is None
        assert dialogue.next(now_ms) == Look(again=False, taken=True)
        assert dialogue.heard(ANSWERS[frame], now_ms) is None
    return dialogue


def test_it_is_woken_once_set_up_in_order_and_asked_who_is_there() -> None:
    first = Dialogue().next(0)
    assert first == Begin(SAM, wake=True)
    dialogue = set_up()
    assert dialogue.next(0) == Begin(LIST, wake=False)
    assert dialogue.heard(ACK + NOBODY, 40) == Listed(())
    assert dialogue.due_ms == CYCLE_MS
    assert dialogue.next(CYCLE_MS) == Begin(LIST, wake=False)


def test_a_tag_that_was_listed_loses_the_field_before_the_next_listing() -> None:
    dialogue = set_up()
    assert said(dialogue, 0) == LIST
    listed = dialogue.heard(ACK + SOMEBODY, 40)
    assert isinstance(listed, Listed) and [uid.hex() for uid in listed.uids] == ["fb0ee20b"]
    assert (dialogue.due_ms, said(dialogue, 40)) == (40, FIELD_OFF)
    assert dialogue.heard(ACK + ANSWERS[FIELD_OFF], 80) is None
    assert (dialogue.due_ms, said(dialogue, CYCLE_MS)) == (CYCLE_MS, LIST)


def test_an_answer_that_is_damaged_is_asked_for_once_more_and_then_its_command_is() -> None:
    dialogue = set_up()
    assert said(dialogue, 0) == LIST
    assert dialogue.heard(ACK + NOBODY[:-2] + b"\x01\x00", 40) is None
    assert (dialogue.due_ms, dialogue.next(40)) == (40, Look(again=True, taken=True))
    assert dialogue.heard(NOBODY[:-3], 50) is None
    assert (dialogue.due_ms, dialogue.next(90)) == (90, Look(again=False, taken=True))
    assert dialogue.heard(b"", 95) is None  # it does not go on
    assert (dialogue.due_ms, said(dialogue, 95)) == (95, LIST)
    assert dialogue.heard(ACK + NOBODY, 130) == Listed(())
    assert dialogue.misreads[Misread.DAMAGED] == 2


def test_a_damaged_acknowledgement_is_none_and_the_answer_counts() -> None:
    dialogue = set_up()
    assert said(dialogue, 0) == LIST
    assert dialogue.heard(bytes.fromhex("0000FF01FF00"), 40) is None
    assert dialogue.next(40) == Look(again=False, taken=True)
    assert dialogue.heard(NOBODY, 50) == Listed(())


def test_a_line_on_which_nothing_arrives_whole_is_given_up_after_three_tries() -> None:
    dialogue, now_ms, begun = set_up(), 0, 0
    outcome: object = None
    while not isinstance(outcome, Lost):
        begun += isinstance(dialogue.next(now_ms), Begin)
        outcome = dialogue.heard(ACK + b"\x00\xff\x02\x02", now_ms)
        now_ms = max(now_ms + 10, dialogue.due_ms)
    assert (begun, outcome) == (TRIES, Lost("what it says is no PN532's"))


def test_a_chip_that_does_not_answer_is_set_up_anew_after_its_time() -> None:
    dialogue = set_up()
    assert said(dialogue, 0) == LIST
    assert dialogue.heard(ACK, 0) is None
    now_ms, outcome = 0, None
    while outcome is None:
        now_ms = dialogue.due_ms
        assert dialogue.next(now_ms) == Look(again=False, taken=True)
        outcome = dialogue.heard(b"", now_ms)
    assert ANSWER_MS <= now_ms <= ANSWER_MS + AGAIN_MS
    assert outcome == Lost("it does not answer")
    assert dialogue.due_ms == now_ms + LOST_MS
    assert dialogue.next(dialogue.due_ms) == Begin(SAM, wake=True)


def test_a_chip_that_is_busy_is_asked_again_and_its_last_word_is_told_if_that_is_all_it_ever_is() -> None:
    dialogue = set_up()
    assert said(dialogue, 0) == LIST
    assert dialogue.busy("Remote I/O error", 40) is None
    dialogue.next(80)
    assert dialogue.heard(ACK + NOBODY, 80) == Listed(())
    assert said(dialogue, 200) == LIST
    assert dialogue.busy("Remote I/O error", 200 + ANSWER_MS) == Lost("Remote I/O error")
    assert dialogue.busy("Remote I/O error", 900) is None  # of what was given up


def test_another_chip_and_a_command_that_is_not_understood_are_told() -> None:
    dialogue = Dialogue()
    assert said(dialogue, 0) == SAM
    assert dialogue.heard(ACK + ANSWERS[SAM], 0) is None
    assert said(dialogue, 0) == FIRMWARE
    lost = dialogue.heard(ACK + bytes.fromhex("0000FF06FAD50333010607E700"), 0)
    assert lost == Lost("it is another chip: it says 33010607, a PN532 32 and three bytes more")
    assert said(dialogue, 500) == SAM
    assert dialogue.heard(ACK + bytes.fromhex("0000FF01FF7F8100"), 500) is None
    dialogue.next(1_200)
    assert dialogue.heard(b"", 1_200) == Lost("it does not understand SAM_CONFIGURATION")


def test_a_listing_that_makes_no_sense_is_no_empty_field() -> None:
    dialogue = set_up()
    assert said(dialogue, 0) == LIST
    lost = dialogue.heard(ACK + bytes.fromhex("0000FF04FCD54B0101DE00"), 0)
    assert isinstance(lost, Lost) and "a target that is none" in lost.detail


def test_an_answer_to_something_else_is_counted_and_passed_over() -> None:
    dialogue = set_up()
    assert said(dialogue, 0) == LIST
    assert dialogue.heard(ANSWERS[RETRIES] + ACK + NOBODY, 0) == Listed(())
    assert dialogue.misreads[Misread.UNEXPECTED] == 1
    assert dialogue.heard(NOBODY, 10) is None  # nothing is under way


def test_a_hundred_thousand_pieces_of_noise_raise_nothing_and_after_them_it_is_set_up() -> None:
    chance, dialogue, now_ms = random.Random(7), Dialogue(), 0
    pieces = [ACK, NOBODY, SOMEBODY, *ANSWERS.values()]
    for _ in range(100_000):
        now_ms = max(now_ms + chance.randrange(3), dialogue.due_ms)
        dialogue.next(now_ms)
        noise = chance.randbytes(chance.randrange(12))
        if chance.random() < 0.5:
            piece = chance.choice(pieces)
            noise = piece[: chance.randrange(len(piece) + 1)] + noise
        dialogue.heard(noise, now_ms)
    dialogue.lost("enough", now_ms)
    for frame in (SAM, FIRMWARE, RETRIES):
        now_ms = max(now_ms, dialogue.due_ms)
        assert said(dialogue, now_ms) == frame
        dialogue.heard(ACK + ANSWERS[frame], now_ms)
    assert said(dialogue, now_ms) == LIST
    assert isinstance(dialogue.heard(ACK + SOMEBODY, now_ms), Listed)
