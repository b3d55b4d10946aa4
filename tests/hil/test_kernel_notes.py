from tests.hil.kernel_notes import Notes

# As Linux 6.1 writes it; interrupt 30 is of line 17, and line 0 the kernel's number 970.
TRACE = """\
# tracer: nop
#                                _-----=> irqs-off/BH-disabled
            bash-121     [000] d.h1.    16.510484: irq_handler_entry: irq=30 name=sereno
   irq/30-sereno-135     [000] .....    16.510625: gpio_value: 987 get 1
          python-125     [000] .....    16.562924: gpio_value: 992 set 1
            bash-121     [000] d.h1.    16.600001: irq_handler_entry: irq=9 name=acpi
            bash-121     [000] d.h1.    16.949228: irq_handler_entry: irq=30 name=sereno
          python-125     [000] .....    17.002346: gpio_value: 992 set 0
"""


def test_edges_and_levels_are_read_with_their_stamps_and_nothing_else() -> None:
    notes = Notes()
    notes.text, notes.lines_of, notes.first = TRACE, {30: 17}, 970
    assert notes.edges_us(17) == [16_510_484, 16_949_228]
    assert notes.edges_us(9) == []
    assert (notes.set_us(22, True), notes.set_us(22, False)) == ([16_562_924], [17_002_346])
