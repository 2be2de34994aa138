"""What a worker answers itself, and what goes to the house."""

import pytest

from ingle.daemon.catalogue import NO_SERVICES, api_handlers
from ingle.daemon.workers.ends import ends_of, is_own, short_handlers

ENDS = ends_of(short_handlers(api_handlers(NO_SERVICES)))
BEARER = (b"authorization", b"Bearer ingle_x")


def test_it_is_what_is_asked_most() -> None:
    assert {(b"GET", b"/api/v1/me"), (b"PUT", b"/api/v1/files"), (b"GET", b"/api/v1/kv/entry")} <= ENDS
    assert not any(
        path.startswith((b"/api/v1/machines", b"/api/v1/tokens", b"/api/v1/login")) for _, path in ENDS
    )


@pytest.mark.parametrize(
    ("method", "target", "head", "own"),
    [
        (b"GET", b"/api/v1/me", [BEARER], True),
        (b"GET", b"/api/v1/files?path=/x", [(b"cookie", b"ingle=x")], True),
        (b"GET", b"/api/v1/me", [], True),  # and says that one must log in
        (b"DELETE", b"/api/v1/files", [BEARER], False),
        (b"OPTIONS", b"/api/v1/me", [], False),
        (b"HEAD", b"/api/v1/files?path=/x", [BEARER], False),
        (b"GET", b"/api/v1/me/", [BEARER], False),
        (b"GET", b"//api/v1/me", [BEARER], False),
        (b"GET", b"http://localhost/api/v1/me", [BEARER], False),
        (b"GET", b"/api/v1/%6de", [BEARER], False),
        (b"GET", b"/", [], False),
        (b"GET", b"/api/v1/files?path=/x", [(b"authorization", b"Bearer ingle_link_x")], False),
        (b"GET", b"/api/v1/me", [BEARER, (b"authorization", b"bearer  ingle_link_x")], False),
    ],
)
def test_a_request_is_its_own_or_not(
    method: bytes, target: bytes, head: list[tuple[bytes, bytes]], own: bool
) -> None:
    assert is_own(ENDS, method, target, head, ()) is own


@pytest.mark.parametrize(
    ("domains", "host", "own"),
    [
        ((), b"localhost:4747", True),
        ((), b"8000-01jd8c7q4x9k2mzv5t3b6h0rnw.ports.localhost:4747", False),
        ((), b"nobody.ports.localhost", False),
        (("mine.example",), b"8000-01jd8c7q4x9k2mzv5t3b6h0rnw.mine.example", False),
        (("mine.example",), b"8000-01jd8c7q4x9k2mzv5t3b6h0rnw.ports.localhost", True),
    ],
)
def test_a_port_of_a_machine_is_the_houses(domains: tuple[str, ...], host: bytes, *, own: bool) -> None:
    assert is_own(ENDS, b"GET", b"/api/v1/me", [BEARER, (b"host", host)], domains) is own
