"""What a signed entry says."""

from urllib.parse import parse_qs, urlsplit

import pytest

from ingle.puter.signing import addresses


@pytest.mark.parametrize("act", ["read", "write"])
def test_addresses_carry_the_signature(act: str) -> None:
    told = addresses("http://here:1", "u", 7, "a.b-_", act)  # type: ignore[arg-type] # one of the literals
    assert ("write_url" in told) is (act == "write")
    for name in [name for name in told if name.endswith("url")]:
        parts = urlsplit(told[name])
        assert parts.netloc == "here:1"
        assert parse_qs(parts.query) == {"uid": ["u"], "expires": ["7"], "signature": ["a.b-_"]}
