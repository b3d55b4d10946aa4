"""What a browser may ask for, and what every answer tells it."""

import asyncio

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from station.guard import Guard, origin

HOUSE = "http://127.0.0.1:8470"


async def fine(request: Request) -> Response:
    return Response("fine")


def answer(
    headers: dict[str, str], framed_by: tuple[str, ...] = (), path: str = "/", method: str = "GET"
) -> httpx.Response:
    guarded = Guard(Starlette(routes=[Route("/", fine, methods=["GET", "POST"])]), framed_by)

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(guarded), base_url="http://127.0.0.1") as client:
            return await client.request(method, path, headers=headers)

    return asyncio.run(ask())


def fetch(site: str, mode: str = "navigate", dest: str = "document", **more: str) -> dict[str, str]:
    return {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest, **more}


@pytest.mark.parametrize(
    ("headers", "framed_by", "status"),
    [
        ({}, (), 200),  # a program
        (fetch("none"), (), 200),
        (fetch("same-origin", "cors", "empty"), (), 200),
        (fetch("same-site"), (), 200),  # a link on another page of this machine
        (fetch("same-site", "cors", "empty"), (HOUSE,), 403),
        (fetch("same-site", "no-cors", "image"), (HOUSE,), 403),
        (fetch("same-site", "navigate", "iframe"), (), 403),
        (fetch("same-site", "navigate", "iframe"), (HOUSE,), 200),
        (fetch("same-site", "navigate", "iframe", Referer=HOUSE + "/"), (HOUSE,), 200),
        (fetch("same-site", "navigate", "iframe", Referer="http://127.0.0.1:9/x"), (HOUSE,), 403),
        (fetch("cross-site", "navigate", "iframe", Referer="https://evil.example/"), (HOUSE,), 403),
        (fetch("cross-site", "navigate", "iframe", Referer="http://localhost:8470/"), ("http://localhost:8470",), 200),
        (fetch("cross-site"), (HOUSE,), 403),
        (fetch("cross-site", "cors", "empty"), (HOUSE,), 403),
        (fetch("cross-site", "no-cors", "image"), (HOUSE,), 403),
        (fetch("cross-site", "navigate", "object"), (HOUSE,), 403),
    ],
)
def test_who_may_ask(headers: dict[str, str], framed_by: tuple[str, ...], status: int) -> None:
    found = answer(headers, framed_by)
    assert found.status_code == status
    assert "frame-ancestors" in found.headers["content-security-policy"]


def test_nothing_is_posted_from_elsewhere() -> None:
    assert answer(fetch("same-site"), (HOUSE,), method="POST").status_code == 403


@pytest.mark.parametrize("path", ["/", "/nowhere"])
def test_every_answer_is_strict(path: str) -> None:
    headers = answer({}, path=path).headers
    assert headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_the_policy_names_who_may_frame() -> None:
    policy = answer({}, (HOUSE, "https://a.example")).headers["content-security-policy"]
    assert policy.endswith(f"frame-ancestors 'self' {HOUSE} https://a.example")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (HOUSE, HOUSE),
        ("HTTP://LocalHost:8470", "http://localhost:8470"),
        ("https://console.example.org", "https://console.example.org"),
        ("http://[::1]:8470", "http://[::1]:8470"),
    ],
)
def test_an_origin(text: str, value: str) -> None:
    assert origin(text) == value


@pytest.mark.parametrize(
    "text",
    [
        *("", "*", "http://*", "127.0.0.1:8470", "http://", "ftp://a", "http://a/", "http://a/x", "http://a b"),
        *(
            "http://a; script-src *",
            "http://a'",
            "http://a:0",
            "http://a:70000",
            "http://a\n",
            "http://u@a",
            "http://-a",
        ),
    ],
)
def test_what_is_no_origin_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no origin"):
        origin(text)
