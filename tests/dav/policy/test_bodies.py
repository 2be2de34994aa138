"""XML of requests, meant well and not."""

import pytest

from ingle.dav.errors import BadRequestError
from ingle.dav.model import Wanted
from ingle.dav.policy import read_lock, read_patch, read_wanted

BOMB = b"""<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY c "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<D:propfind xmlns:D="DAV:"><D:prop><D:x>&c;</D:x></D:prop></D:propfind>"""
OUTSIDE = b"""<!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/passwd">]><D:lockinfo xmlns:D="DAV:"><D:owner>&a;</D:owner></D:lockinfo>"""


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        ("<D:allprop/>", Wanted(every=True)),
        ("<D:propname/>", Wanted(names=True)),
        (
            "<D:prop><D:getetag/><x xmlns='urn:y'/><z xmlns=''/></D:prop>",
            Wanted(("{DAV:}getetag", "{urn:y}x", "z")),
        ),
        (
            "<D:allprop/><D:include><D:quota-used-bytes/></D:include>",
            Wanted(("{DAV:}quota-used-bytes",), every=True),
        ),
    ],
)
def test_what_a_propfind_wants(inside: str, wanted: Wanted) -> None:
    assert read_wanted(f'<D:propfind xmlns:D="DAV:">{inside}</D:propfind>'.encode()) == wanted


def test_no_body_wants_everything() -> None:
    assert read_wanted(b" \n") == Wanted(every=True)


@pytest.mark.parametrize(
    "body",
    [
        BOMB,
        OUTSIDE,
        b"<D:propfind xmlns:D='DAV:'>",
        b"<D:propfind xmlns:D=''/>",
        b"<propfind/>",
        b"<D:propfind xmlns:D='DAV:'/>",
        b"\xff\xfe\x00",
        b"<?xml version='1.0' encoding='klingon'?><a/>",
        b"<!DOCTYPE a><D:propfind xmlns:D='DAV:'><D:allprop/></D:propfind>",
        b"<D:propfind xmlns:D='DAV:'>" + b"<D:prop>" * 20_000 + b"</D:prop>" * 20_000 + b"</D:propfind>",
    ],
    ids=lambda body: repr(body[:20]),
)
def test_what_no_body_may_be(body: bytes) -> None:
    for read in (read_wanted, read_patch, read_lock):
        with pytest.raises(BadRequestError):
            read(body)  # type: ignore[operator] # each is a function of the body


def test_a_patch_is_read_in_order_and_the_last_word_counts() -> None:
    patch = read_patch(
        b"""<D:propertyupdate xmlns:D="DAV:" xmlns:z="urn:z">
        <D:set xml:lang="de"><D:prop><z:a>eins <b>zwei</b> drei</z:a><z:b/></D:prop></D:set>
        <D:remove><D:prop><z:b/><z:c/></D:prop></D:remove>
        <D:set><D:prop><z:c>x</z:c></D:prop></D:set></D:propertyupdate>"""
    )
    assert list(patch.changed) == ["{urn:z}a", "{urn:z}b", "{urn:z}c"]
    assert patch.changed["{urn:z}b"] is None
    text = patch.changed["{urn:z}a"]
    assert text is not None
    assert "eins <b>zwei</b> drei" in text
    assert 'xml:lang="de"' in text
    assert "x" in (patch.changed["{urn:z}c"] or "")


def test_a_lock() -> None:
    wish = read_lock(
        b"""<D:lockinfo xmlns:D="DAV:"><D:lockscope><D:shared/></D:lockscope><D:locktype><D:write/></D:locktype>
        <D:owner>Ann &amp; <D:href>http://x/</D:href></D:owner></D:lockinfo>"""
    )
    assert wish.shared
    assert "Ann &amp; " in wish.owner
    with pytest.raises(BadRequestError):
        read_lock(b'<D:lockinfo xmlns:D="DAV:"><D:lockscope><D:exclusive/></D:lockscope></D:lockinfo>')
