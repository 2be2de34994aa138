"""Which requests a page of this host may have sent."""

import pytest

from ingle.edge.origin import is_cross_origin, is_same_origin


@pytest.mark.parametrize(
    ("headers", "same"),
    [
        ({"origin": "http://box:4747", "host": "box:4747"}, True),
        ({"origin": "http://127.0.0.1:4747", "host": "127.0.0.1:4747"}, True),
        ({"origin": "http://[::1]:4747", "host": "[::1]:4747"}, True),
        ({"origin": "https://ingle.example", "host": "ingle.example"}, True),  # TLS ends at a proxy
        ({"origin": "http://box", "host": "box:80"}, True),
        ({"origin": "https://box:443", "host": "BOX"}, True),
        ({"origin": "http://evil.example", "host": "box:4747"}, False),
        ({"origin": "http://box:4748", "host": "box:4747"}, False),
        ({"origin": "http://localhost:4747", "host": "127.0.0.1:4747"}, False),
        ({"origin": "http://box.evil.example:4747", "host": "box:4747"}, False),
        ({"origin": "null", "host": "box"}, False),
        ({"origin": "null", "host": ""}, False),
        ({"origin": "", "host": ""}, False),
        ({"origin": "http://box:99999", "host": "box:99999"}, False),
        ({"host": "box"}, False),
        (
            {"sec-fetch-site": "same-origin", "host": "inner", "origin": "https://outer"},
            True,
        ),  # a proxy that renames the host
        ({"sec-fetch-site": "cross-site", "host": "box", "origin": "http://box"}, False),
        ({"sec-fetch-site": "same-site", "host": "box"}, False),
        ({"sec-fetch-site": "none", "host": "box"}, False),
    ],
)
def test_same_origin(headers: dict[str, str], same: bool) -> None:
    assert is_same_origin(headers) is same
    assert is_cross_origin(headers) is (not same and len(headers) > 1)
