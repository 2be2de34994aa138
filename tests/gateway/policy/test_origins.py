"""Whose page may ask; what whole requests make of it is in `test_access`."""

import pytest

from ingle.gateway.policy.origins import is_https, may_ask, may_converse

HOST = {"host": "8000-x.ports.localhost:4747"}


@pytest.mark.parametrize(
    ("origin", "may"),
    [
        (None, True),  # a program
        ("http://8000-x.ports.localhost:4747", True),
        ("https://8000-x.ports.localhost:4747", True),  # behind a proxy
        ("http://8000-x.ports.localhost", False),
        ("http://3000-x.ports.localhost:4747", False),
        ("null", False),
        ("", False),
    ],
)
def test_sockets_and_changes_by_their_origin(origin: str | None, *, may: bool) -> None:
    headers = HOST if origin is None else {**HOST, "origin": origin}
    assert may_converse(headers) is may
    assert may_ask("POST", headers) is may


def test_a_socket_is_judged_by_its_origin_alone() -> None:
    assert may_converse(
        {**HOST, "origin": "http://8000-x.ports.localhost:4747", "sec-fetch-site": "cross-site"}
    )
    assert not may_converse({**HOST, "origin": "http://evil.example", "sec-fetch-site": "same-origin"})


@pytest.mark.parametrize(
    ("scheme", "headers", "secure"),
    [
        ("https", {}, True),
        ("http", {}, False),
        ("http", {"host": "8000-x.ports.cloud.example.com", "sec-fetch-site": "same-site"}, True),
        ("http", {"host": "8000-x.ports.localhost:4747", "sec-fetch-site": "same-site"}, False),
        ("https", {"host": "8000-x.ports.localhost:4747"}, True),
    ],
)
def test_what_the_browser_sees_as_https(scheme: str, headers: dict[str, str], *, secure: bool) -> None:
    assert is_https(scheme, headers) is secure
