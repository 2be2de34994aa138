"""Addresses, there and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingle.dav.errors import BadRequestError
from ingle.dav.policy import canonical, href, read_destination, read_target


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/dav", ()),
        ("/dav/", ()),
        ("/dav/ann/a.txt", ("ann", "a.txt")),
        ("/dav//ann///a.txt/", ("ann", "a.txt")),
        ("/dav/~/%C3%BC%20b", ("~", "ü b")),
        ("/dav/~/100%25", ("~", "100%")),
        ("/dav/~/a%3Fb%23c", ("~", "a?b#c")),
        ("/dav/~/..", ("~", "..")),  # which no file can be called
    ],
)
def test_targets(path: str, target: tuple[str, ...]) -> None:
    assert read_target(path) == target


@pytest.mark.parametrize("path", ["/", "/davx", "/davx/a", "/api/v1", "/dav/a%2Fb", "/dav/%ff%fe"])
def test_what_is_no_target(path: str) -> None:
    with pytest.raises(BadRequestError):
        read_target(path)


@pytest.mark.parametrize(
    "header",
    [
        "/dav/ann/b",
        "http://127.0.0.1:4747/dav/ann/b",
        "https://cloud.example/dav/ann/b",  # TLS ends before us
        "https://cloud.example/ingle/dav/ann/b",  # a proxy has taken a prefix away
        " http://h/dav/ann/b/ ",
    ],
)
def test_a_destination_is_here_whatever_the_host_is_called(header: str) -> None:
    assert read_destination(header) == ("ann", "b")


@pytest.mark.parametrize("header", [None, "", "b", "http://h/", "http://[/dav/a", "ftp://h/elsewhere"])
def test_what_is_no_destination(header: str | None) -> None:
    with pytest.raises(BadRequestError):
        read_destination(header)


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda name: "/" not in name),
        max_size=4,
    )
)
def test_an_address_leads_back_to_what_it_was_made_of(names: list[str]) -> None:
    assert read_target(href(tuple(names), directory=True)) == tuple(names)


def test_one_way_to_write_a_path() -> None:
    assert canonical("/ann/u\u0308") == canonical("/ann/\u00fc")
