"""What names can be, which site a host means, and what is never shown."""

import pytest

from ingle.edge.hosts import host_of
from ingle.sites import policy
from ingle.sites.errors import SiteInvalidError
from ingle.sites.model import Ticket

KEY = b"k" * 32


@pytest.mark.parametrize("name", ["a", "blog", "my-blog-2", "A", "x" * 63])
def test_names(name: str) -> None:
    assert policy.check_name(name) == name.lower()


@pytest.mark.parametrize(
    "name",
    ["", "-a", "a-", "a.b", "a/b", "..", "a b", "a_b", "ä", "a\n", "x" * 64, "www", "API", "sites", "xn--a"],
)
def test_what_is_no_name(name: str) -> None:
    with pytest.raises(SiteInvalidError):
        policy.check_name(name)


@pytest.mark.parametrize(
    ("header", "domains", "name"),
    [
        ("blog.sites.localhost:4747", (), "blog"),
        ("Blog.Sites.Example.COM.", (), "blog"),
        ("blog.sites.192.168.0.7:80", (), "blog"),
        ("localhost:4747", (), None),
        ("cloud.example.com", (), None),
        ("blog.sites", (), None),
        ("a.blog.sites.example.com", (), None),
        ("[::1]:4747", (), None),
        ("127.0.0.1", (), None),
        ("", (), None),
        ("blog.pages.example.com", ("pages.example.com",), "blog"),
        ("pages.example.com", ("pages.example.com",), None),
        ("a.blog.pages.example.com", ("pages.example.com",), None),
        ("blog.sites.localhost", ("pages.example.com",), None),
    ],
)
def test_which_site_a_host_means(header: str, domains: tuple[str, ...], name: str | None) -> None:
    assert policy.name_of_host(host_of(header), domains) == name


@pytest.mark.parametrize(
    "domain", ["example", "127.0.0.1", "a..b", "localhost", "x.localhost", "a.sites.b.c", "a b.c", "ex.org/x"]
)
def test_what_is_no_domain(domain: str) -> None:
    with pytest.raises(SiteInvalidError):
        policy.check_domain(domain, ())


def test_a_domain_is_kept_small_and_lies_outside_those_of_all() -> None:
    assert policy.check_domain("WWW.Example.com.", ("pages.org",)) == "www.example.com"
    for inside in ("pages.org", "a.pages.org"):
        with pytest.raises(SiteInvalidError):
            policy.check_domain(inside, ("pages.org",))


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("", ()),
        ("a/b.css", ("a", "b.css")),
        ("a//b/", ("a", "b")),
        (".well-known/x", (".well-known", "x")),
        (".git/config", None),
        ("a/../b", None),
        ("./a", None),
        ("a/.env", None),
    ],
)
def test_what_is_never_shown(path: str, parts: tuple[str, ...] | None) -> None:
    assert policy.parts_of(path) == parts


def test_a_ticket_is_for_one_site_and_a_while() -> None:
    ticket = Ticket("site_1", "usr_1", 100)
    text = policy.write_ticket(ticket, KEY)
    assert policy.read_ticket(text, KEY, site="site_1", now=99) == ticket
    assert policy.read_ticket(text, KEY, site="site_1", now=100) is None
    assert policy.read_ticket(text, KEY, site="site_2", now=99) is None
    assert policy.read_ticket(text, b"x" * 32, site="site_1", now=99) is None
    for broken in ("", ".", "ä.ö", text[:-1], "x" + text, text * 9):
        assert policy.read_ticket(broken, KEY, site="site_1", now=99) is None
