import pytest

from drivers.keypads.matrix import DEBOUNCE_MS, KEYS, Cell, MatrixDecoder, ghosted, key_at

FIVE: Cell = (1, 1)
NOTHING: frozenset[Cell] = frozenset()


def scans(*seen: tuple[int, frozenset[Cell]]) -> list[tuple[int, Cell]]:
    decoder = MatrixDecoder()
    return [(at_ms, cell) for at_ms, cells in seen for cell in decoder.scan(cells, at_ms)]


def keys(*cells: Cell) -> frozenset[Cell]:
    return frozenset(cells)


def test_the_keys_are_where_they_are_printed() -> None:
    assert [key_at((r, c)) for r in range(4) for c in range(4)] == list("".join(KEYS)) == list("123A456B789C*0#D")


def test_a_key_counts_once_however_long_it_is_held() -> None:
    assert scans(*((ms, keys(FIVE)) for ms in range(0, 2000, 20)), (2000, NOTHING)) == [(20, FIVE)]


def test_a_key_that_was_down_long_enough_counts_even_when_it_is_gone_at_the_next_scan() -> None:
    assert scans((0, keys(FIVE)), (60, NOTHING)) == [(60, FIVE)]


def test_a_touch_shorter_than_the_debounce_is_nothing() -> None:
    assert scans((0, keys(FIVE)), (DEBOUNCE_MS - 1, NOTHING), (40, NOTHING)) == []


def test_bounce_on_the_way_down_counts_from_the_last_touch() -> None:
    bounce = [(0, keys(FIVE)), (3, NOTHING), (5, keys(FIVE)), (9, NOTHING), (10, keys(FIVE)), (29, keys(FIVE))]
    assert scans(*bounce, (30, keys(FIVE))) == [(30, FIVE)]


def test_bounce_on_the_way_up_is_no_second_press() -> None:
    release = [(100, NOTHING), (105, keys(FIVE)), (112, NOTHING), (118, keys(FIVE)), (140, keys(FIVE)), (141, NOTHING)]
    assert scans((0, keys(FIVE)), (20, keys(FIVE)), *release, (170, NOTHING)) == [(20, FIVE)]


def test_the_same_key_again_is_a_second_press() -> None:
    again = [(100, NOTHING), (120, NOTHING), (200, keys(FIVE)), (220, keys(FIVE))]
    assert scans((0, keys(FIVE)), (20, keys(FIVE)), *again) == [(20, FIVE), (220, FIVE)]


def test_the_next_key_may_go_down_before_the_last_came_up() -> None:
    rolled = [(40, keys(FIVE, (0, 0))), (60, keys(FIVE, (0, 0))), (80, keys((0, 0))), (100, NOTHING)]
    assert scans((0, keys(FIVE)), (20, keys(FIVE)), *rolled) == [(20, FIVE), (60, (0, 0))]


@pytest.mark.parametrize(
    ("cells", "ghost"),
    [
        ([(0, 0)], False),
        ([(0, 0), (0, 1)], False),
        ([(0, 0), (1, 0)], False),
        ([(0, 0), (1, 1), (2, 2), (3, 3)], False),
        ([(0, 0), (0, 1), (1, 0)], False),
        ([(0, 0), (0, 1), (1, 0), (1, 1)], True),
        ([(0, 0), (0, 3), (3, 0), (3, 3), (2, 2)], True),
    ],
)
def test_three_fingers_on_a_rectangle_cannot_be_told_from_four(cells: list[Cell], ghost: bool) -> None:
    assert ghosted(cells) is ghost


def test_while_keys_are_ghosted_none_is_pressed_and_the_one_told_stays_told() -> None:
    rectangle = keys((0, 0), (0, 1), (1, 0), (1, 1))
    story = [(0, keys((0, 0))), (20, keys((0, 0))), (40, rectangle), (80, rectangle), (120, keys((0, 0)))]
    assert scans(*story, (140, NOTHING), (170, NOTHING)) == [(20, (0, 0))]


def test_it_asks_for_scans_until_the_key_has_stayed_up() -> None:
    decoder = MatrixDecoder()
    busy = [decoder.busy]
    for at_ms, cells in ((0, keys(FIVE)), (20, keys(FIVE)), (40, NOTHING), (60, NOTHING)):
        decoder.scan(cells, at_ms)
        busy.append(decoder.busy)
    assert busy == [False, True, True, True, False]
