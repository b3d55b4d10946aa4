"""What the doctor prints."""

import json

from panel.doctor.findings import Finding, Section, Teller
from panel.doctor.report import Report, as_json, as_text

BOARD, INPUTS = Teller(Section.BOARD), Teller(Section.INPUTS)
WELL = BOARD.ok("computer", "Raspberry Pi 4")
OPEN = INPUTS.note("door", "open", "secure", "shut it")
CUT = INPUTS.wrong("window", "tamper", "secure", "mend the cable")


def report(*findings: Finding, cannot: bool = False) -> Report:
    return Report(panel="Casa", config="sereno.toml", running=False, findings=findings, cannot=cannot)


def test_a_person_reads_it_by_section_and_what_to_do_below() -> None:
    assert as_text(report(CUT, WELL, OPEN)) == (
        "Sereno looks at Casa (sereno.toml)\n"
        "\n"
        "board\n"
        "  ok     computer              Raspberry Pi 4\n"
        "\n"
        "inputs\n"
        "  WRONG  window                tamper\n"
        "                               expected: secure\n"
        "                               do: mend the cable\n"
        "  note   door                  open\n"
        "                               expected: secure\n"
        "                               do: shut it\n"
        "\n"
        "1 wrong, 1 to note, 1 in order. What to do stands below each."
    )


def test_a_house_in_order_is_told_calmly() -> None:
    assert as_text(report(WELL, OPEN)).endswith("\nAll is well: 1 things in order, 1 to note.")


def test_a_program_reads_one_object_on_one_line() -> None:
    text = as_json(report(CUT, WELL))
    assert "\n" not in text
    said = json.loads(text)
    assert (said["ok"], said["exit"], said["panel"], said["running"]) == (False, 1, "Casa", False)
    assert (said["wrong"], said["noted"], said["in_order"]) == (1, 0, 1)
    assert said["findings"][1] == {
        "section": "inputs",
        "subject": "window",
        "state": "wrong",
        "found": "tamper",
        "expected": "secure",
        "todo": "mend the cable",
    }


def test_the_exit_code_says_well_wrong_or_not_to_be_examined() -> None:
    assert [each.exit_code for each in (report(WELL, OPEN), report(CUT), report(CUT, cannot=True))] == [0, 1, 2]
