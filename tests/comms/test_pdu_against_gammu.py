"""Another hand's opinion: gammu reads what we write, and we read what gammu writes."""

from itertools import takewhile
from typing import Any

import gammu
from hypothesis import example, given
from hypothesis import strategies as st

from comms.gsm7 import EXTENSION
from comms.pdu import Deliver, received, submit

TO = "+34616585119"
TEXTS = st.text(
    st.one_of(st.characters(exclude_categories=["Cs", "Cc"]), st.sampled_from("€[]{}~^|\\ãõçáé😀")),
    min_size=1,
    max_size=300,
).map(lambda text: text.replace("~", "-"))  # gammu takes a tilde for the beginning of a code of its own


@given(TEXTS, st.integers(0, 255))
@example("x" * 152 + "€" + "y" * 40, 9)
@example("ã" * 66 + "😀" * 40, 9)
def test_gammu_reads_every_part_that_we_write(text: str, reference: int) -> None:
    read = [gammu.DecodePDU(bytes.fromhex(part.hex)) for part in submit(TO, text, reference=reference)]
    rest = text
    for part in read:
        # Behind the text gammu 1.45 reads as many characters as there are escapes in it, in its own messages too.
        taken = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(part["Text"], rest, strict=False)))
        assert len(part["Text"]) - taken <= sum(char in EXTENSION.values() for char in rest[:taken])
        rest = rest[taken:]
    assert not rest
    assert {part["Number"] for part in read} == {TO}
    if len(read) > 1:
        numbered = [(part["UDH"]["ID8bit"], part["UDH"]["PartNumber"], part["UDH"]["AllParts"]) for part in read]
        assert numbered == [(reference, place + 1, len(read)) for place in range(len(read))]


@given(TEXTS)
def test_we_read_every_part_that_gammu_writes(text: str) -> None:
    entry = {"ID": "ConcatenatedAutoTextLong", "Buffer": text}
    written: list[dict[str, Any]] = gammu.EncodeSMS({"Class": -1, "Unicode": not text.isascii(), "Entries": [entry]})
    parts = []
    for part in written:
        part.update(SMSC={"Number": "+34646456456"}, Number=TO, Type="Deliver")
        found = received(gammu.EncodePDU(part, "Deliver").hex())
        assert isinstance(found, Deliver)
        parts.append(found)
    assert {part.sender for part in parts} == {TO}
    assert "".join(part.text for part in parts) == "".join(part["Text"] for part in written)
