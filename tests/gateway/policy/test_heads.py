"""What is said on, and what is told."""

import pytest

from ingle.gateway.policy import heads


@pytest.mark.parametrize(
    ("cookie", "kept"),
    [
        (b"a=1; ingle_port=x; b=2", [b"a=1; b=2"]),
        (b"ingle_port=x", []),
        (b"ingle_port=x;ingle_port=y; c", [b"c"]),
        (b" ingle_port =x; ingle_portal=1", [b"ingle_portal=1"]),
        (b"", []),
    ],
)
def test_the_server_never_hears_our_cookie(cookie: bytes, kept: list[bytes]) -> None:
    said = heads.said_on([(b"cookie", cookie)], client="", scheme="http", host="h")
    assert [value for name, value in said if name == b"cookie"] == kept


def test_every_cookie_of_our_name_is_looked_at() -> None:
    head = [
        (b"cookie", b"ingle_port=a; x=1;ingle_port=b=c"),
        (b"cookie", b"ingle_port=d"),
        (b"x", b"ingle_port=e"),
    ]
    assert list(heads.cookies_of(head)) == ["a", "b=c", "d"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (b"a=1; Domain=example.com; Path=/; DOMAIN = x", b"a=1; Path=/"),
        (b"a=domain=1; domain", b"a=domain=1"),
        (b"ingle_port=1; Path=/", None),
        (b" ingle_port =1", None),
    ],
)
def test_cookies_of_the_server_hold_on_its_host_alone(said: bytes, told: bytes | None) -> None:
    found = heads.told(200, [(b"set-cookie", said)])
    assert found is not None
    assert [value for name, value in found if name == b"set-cookie"] == ([] if told is None else [told])


@pytest.mark.parametrize(
    ("head", "framed"),
    [
        ([], []),
        ([(b"content-length", b"3")], [(b"content-length", b"3")]),
        ([(b"transfer-encoding", b"gzip, chunked")], [(b"transfer-encoding", b"chunked")]),
        (
            [(b"content-length", b"3"), (b"transfer-encoding", b"chunked")],
            [(b"transfer-encoding", b"chunked")],
        ),
        ([(b"content-length", b"3"), (b"content-length", b"3")], [(b"content-length", b"3")]),
    ],
)
def test_a_body_is_framed_in_one_way(
    head: list[tuple[bytes, bytes]], framed: list[tuple[bytes, bytes]]
) -> None:
    assert list(heads.framing(head)) == framed


@pytest.mark.parametrize(
    ("status", "head"),
    [
        (600, []),
        (200, [(b"x", b"\x00")]),
        (200, [(b"x", b"a\x7f")]),
        (200, [(b"x\xe9", b"1")]),
        (200, [(b"a(b", b"1")]),
    ],
)
def test_no_browser_sees_such_a_head(status: int, head: list[tuple[bytes, bytes]]) -> None:
    assert heads.told(status, head) is None


def test_what_the_server_says_itself_stands() -> None:
    head = [(b"x-frame-options", b"DENY"), (b"cross-origin-resource-policy", b"cross-origin")]
    assert heads.told(200, head) == head
