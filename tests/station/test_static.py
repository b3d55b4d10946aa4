"""What a browser is given that is not ours is what was published, byte for byte."""

import hashlib

import pytest

from tests.style.tree import ROOT

PUBLISHED = {
    "htmx.min.js": "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130",
    "hx-sse.min.js": "18ef2761356ec1fe0bb6d92612315b37517a7c1e9856b661c5ae81fef239d103",
}


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_a_vendored_script_is_the_published_one(name: str) -> None:
    assert hashlib.sha256((ROOT / "station" / "static" / name).read_bytes()).hexdigest() == PUBLISHED[name]
