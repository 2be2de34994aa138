"""Basic's password is a token, where a handler asks for it, and what is not Basic stays what it is."""

import base64
from types import SimpleNamespace
from typing import Any

import pytest

from ingle.edge.basic import hear_basic, wants_basic


def encoded(text: bytes) -> bytes:
    return base64.b64encode(text)


@pytest.mark.parametrize(
    ("sent", "heard"),
    [
        (b"Basic " + encoded(b"ann:secret"), b"Bearer secret"),
        (b"basic  " + encoded(b":secret"), b"Bearer secret"),
        (b"Basic " + encoded(b"ann:with:colons"), b"Bearer with:colons"),
        (b"Basic " + encoded(b"ann:"), b"Basic " + encoded(b"ann:")),
        (b"Basic " + encoded(b"no colon"), b"Basic " + encoded(b"no colon")),
        (b"Basic !!!", b"Basic !!!"),
        (b"Basic", b"Basic"),
        (b"Bearer secret", b"Bearer secret"),
        (b"", b""),
    ],
)
def test_what_is_heard(sent: bytes, heard: bytes) -> None:
    scope: dict[str, Any] = {"headers": [(b"host", b"h"), (b"authorization", sent), (b"cookie", b"a=b")]}
    hear_basic(scope)
    assert scope["headers"] == [(b"host", b"h"), (b"authorization", heard)]


def test_who_wants_it() -> None:
    assert wants_basic({"route_handler": SimpleNamespace(opt={"basic": True})})
    assert not wants_basic({"route_handler": SimpleNamespace(opt={})})
    assert not wants_basic({})
