"""What the two processes say to each other comes back out as it went in, and nonsense is called so."""

import pytest

from drivers.camera.eye_wire import BODY_MAX, HEAD, Kind, WireError, answer, head


@pytest.mark.parametrize("kind", list(Kind))
def test_an_answer_comes_back_out(kind: Kind) -> None:
    said = answer(kind, b"body")
    assert head(said[:HEAD]) == (kind, 4)
    assert said[HEAD:] == b"body"


def test_nonsense_and_endless_answers_are_refused() -> None:
    with pytest.raises(WireError, match="begins with b'G'"):
        head(b"GET /")
    with pytest.raises(WireError, match=str(BODY_MAX)):
        head(b"f\xff\xff\xff\xff")
