"""What a reader must hold in mind at once stays small."""

from tests.style.tree import PRODUCT, sources

FUNCTION_LINES = 50
FUNCTION_LINES_HARD = 70
FILE_LINES = 400
FILE_LINES_HARD = 600

EVERYTHING = sources(*PRODUCT, "hw_sim", "tests", "requirements")

# Longer than it should be, and why it may. An entry that is no longer needed fails: the list only shrinks.
LONG_FUNCTIONS: dict[str, str] = {}
LONG_FILES: dict[str, str] = {}


def test_no_function_outgrows_a_screen() -> None:
    sizes = {
        f"{source.path}:{function.name}": (function.end_lineno or 0) - function.lineno + 1
        for source in EVERYTHING
        for function in source.functions()
    }
    assert {name: size for name, size in sizes.items() if size > FUNCTION_LINES_HARD} == {}
    assert {name for name, size in sizes.items() if size > FUNCTION_LINES} == set(LONG_FUNCTIONS)


def test_no_file_outgrows_its_subject() -> None:
    sizes = {source.path: len(source.text.splitlines()) for source in EVERYTHING}
    assert {name: size for name, size in sizes.items() if size > FILE_LINES_HARD} == {}
    assert {name for name, size in sizes.items() if size > FILE_LINES} == set(LONG_FILES)
