"""The pen."""

from panel.wiring.colours import Colour
from panel.wiring.pen import Part, Pen
from panel.wiring.shapes import Text, Wire
from tests.support.drawings import words


def test_what_a_moved_pen_draws_lies_there_on_the_same_paper() -> None:
    pen = Pen()
    pen.moved(10, 20).moved(1, 2).wire(Colour.RED, (0, 0), (5, 5))
    assert pen.shapes == [Wire(Colour.RED, ((11, 22), (16, 27)))]


def test_parts_are_counted_by_kind_and_value_over_all_of_them() -> None:
    pen = Pen()
    pen.part(Part.RESISTOR, "1 kΩ")
    pen.moved(1, 1).part(Part.RESISTOR, "1 kΩ")
    pen.part(Part.FUSE, "T 1 A")
    assert pen.parts == {(Part.RESISTOR, "1 kΩ"): 2, (Part.FUSE, "T 1 A"): 1}


def test_rows_stand_five_millimetres_apart_and_closer_where_one_takes_two() -> None:
    pen = Pen()
    pen.rows(0, 0, ("siren", "outside", "12 V"), 40)
    assert [shape.y for shape in pen.shapes if isinstance(shape, Text)] == [0, 5, 10]
    crowded = Pen()
    crowded.rows(0, 0, ("name", "a zone whose name is as long as a name may be", "closed"), 40)
    assert words(crowded) == ["name", "a zone whose name is as", "long as a name may be", "closed"]
    assert [round(shape.y, 2) for shape in crowded.shapes if isinstance(shape, Text)] == [0, 4.67, 9.33, 14]
