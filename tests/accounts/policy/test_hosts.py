"""For which pages passkeys can be."""

import pytest

from ingle.accounts.errors import PasskeyHostError
from ingle.accounts.policy.hosts import page_of


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://localhost:4747", "localhost"),
        ("http://ingle.localhost", "ingle.localhost"),
        ("https://ingle.example", "ingle.example"),
        ("https://Ingle.example:8443", "ingle.example"),
    ],
)
def test_a_passkey_belongs_to_the_pages_own_name(origin: str, host: str) -> None:
    assert page_of(origin).host == host
    assert page_of(origin).origin == origin


@pytest.mark.parametrize(
    ("origin", "why"),
    [
        ("http://127.0.0.1:4747", "IP address"),
        ("https://[::1]:4747", "IP address"),
        ("http://ingle.example", "https"),
        ("null", "which page"),
        ("http://[", "which page"),
        ("", "which page"),
        (None, "which page"),
    ],
)
def test_who_cannot_have_one_is_told_why(origin: str | None, why: str) -> None:
    with pytest.raises(PasskeyHostError, match=why):
        page_of(origin)
