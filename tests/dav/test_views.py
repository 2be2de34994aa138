"""Answers as clients read them: with namespaces, and every character as it was meant."""

from xml.dom.minidom import Document

from defusedxml.minidom import parseString
from hypothesis import given
from hypothesis import strategies as st

from ingle.dav import views
from ingle.dav.model import Lock, Wanted
from ingle.files import Entry

ENTRY = Entry(
    *("ent_1", "usr_ann", "ent_0", "a & b.txt", "file", 5, "cnt_1", None, "", 1_700_000_000_123_456),
    *(1_700_000_001_999_999, False, None, None, None, None),
    properties='{"{urn:z}a":"<n:a xmlns:n=\\"urn:z\\">1 &amp; 2</n:a>"}',
)
THING = views.Thing(("ann", "a & b.txt"), ENTRY)


def parsed(inside: str) -> Document:
    return parseString(views.HEAD + inside + views.TAIL)


def text(document: Document, space: str, name: str) -> str | None:
    found = document.getElementsByTagNameNS(space, name)
    return "".join(node.data for node in found[0].childNodes) if found else None  # type: ignore[union-attr] # text


def test_everything_of_a_file() -> None:
    told = parsed(views.response(THING, Wanted(every=True)))
    expected = {
        "href": "/dav/ann/a%20&%20b.txt",
        "displayname": "a & b.txt",
        "getcontentlength": "5",
        "getcontenttype": "text/plain",
        "getetag": '"cnt_1"',
        "getlastmodified": "Tue, 14 Nov 2023 22:13:21 GMT",
        "creationdate": "2023-11-14T22:13:20Z",
        "lockdiscovery": "",
    }
    assert {name: text(told, "DAV:", name) for name in expected} == expected
    assert text(told, "urn:z", "a") == "1 & 2"
    assert not told.getElementsByTagNameNS("DAV:", "collection")
    assert text(told, "DAV:", "quota-used-bytes") is None


def test_a_directory() -> None:
    made = ENTRY._replace(kind="directory", content=None, size=0)
    told = parsed(views.response(views.Thing(("ann", "d"), made), Wanted(every=True)))
    assert told.getElementsByTagNameNS("DAV:", "collection")
    assert text(told, "DAV:", "href") == "/dav/ann/d/"
    assert text(told, "DAV:", "getcontentlength") is None
    assert text(told, "DAV:", "getetag") is None


def test_what_is_missing_is_told_apart() -> None:
    told = parsed(views.response(THING, Wanted(("{DAV:}getetag", "{urn:q}none", "bare"))))
    assert [node.firstChild.data for node in told.getElementsByTagNameNS("DAV:", "status")] == [  # type: ignore[union-attr]
        "HTTP/1.1 200 OK",
        "HTTP/1.1 404 Not Found",
    ]
    assert told.getElementsByTagNameNS("urn:q", "none")


def test_quota_when_asked_for() -> None:
    wanted = Wanted(("{DAV:}quota-used-bytes", "{DAV:}quota-available-bytes"))
    assert views.wants_quota(wanted)
    told = parsed(views.response(THING._replace(used_bytes=7), wanted))
    assert text(told, "DAV:", "quota-used-bytes") == "7"
    assert (
        text(told, "DAV:", "quota-available-bytes") == ""
    )  # any number: it is named where what is missing is
    assert len(told.getElementsByTagNameNS("DAV:", "propstat")) == 2


def test_a_protected_property_undoes_the_others() -> None:
    told = views.patched("/dav/ann/x", ["{DAV:}getetag", "{urn:z}a"])
    assert "403 Forbidden" in told
    assert "424 Failed Dependency" in told
    assert "200" not in told


def test_a_lock() -> None:
    lock = Lock("urn:uuid:1", "/ann/ü", True, False, "usr_ann", "<D:owner>me</D:owner>", 60, 0)
    told = parseString(views.lock_discovery([lock]))
    assert [node.firstChild.data for node in told.getElementsByTagNameNS("DAV:", "href")] == [  # type: ignore[union-attr]
        "urn:uuid:1",
        "/dav/ann/%C3%BC",
    ]
    assert text(told, "DAV:", "timeout") == "Second-60"


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff/"), min_size=1)
)
def test_any_name_makes_xml(name: str) -> None:
    told = parsed(views.response(views.Thing(("ann", name), ENTRY), Wanted(every=True)))
    assert text(told, "DAV:", "displayname") == name
