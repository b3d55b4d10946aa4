"""Programs of this machine may work the house; web pages may not."""

import pytest

from hw_sim.world.guard import refusal


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "127.0.0.1:8470"},
        {"host": "localhost"},
        {"host": "[::1]:8470"},
        {"host": "127.0.0.1:8470", "sec-fetch-site": "none"},
        {"host": "127.0.0.1:8470", "sec-fetch-site": "same-origin", "origin": "http://127.0.0.1:8470"},
    ],
)
def test_this_machine_is_served(headers: dict[str, str]) -> None:
    assert refusal(headers) is None


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"host": "evil.example:8470"},
        {"host": "127.0.0.1.evil.example"},
        {"host": "user@evil.example"},
        {"host": "127.0.0.1:8470", "sec-fetch-site": "cross-site"},
        {"host": "127.0.0.1:8470", "sec-fetch-site": "same-site"},
        {"host": "127.0.0.1:8470", "origin": "https://evil.example"},
        {"host": "127.0.0.1:8470", "origin": "http://127.0.0.1:9999"},
        {"host": "127.0.0.1:8470", "origin": "null"},
    ],
)
def test_a_page_is_refused(headers: dict[str, str]) -> None:
    assert refusal(headers) is not None
