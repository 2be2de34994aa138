"""Sites in the contract's shapes."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from ingle.puter.errors import BadRequestError
from ingle.puter.hosting import (
    SiteId,
    SiteObject,
    address,
    fields_of,
    new_fields,
    reference_of,
    site,
    websites,
)
from ingle.sites import Fields, Site

NOW = datetime(2026, 11, 26, 12, 30, tzinfo=UTC)
BLOG = Site("site_1", "usr_1", "blog", "ent_1", NOW, NOW)


@pytest.mark.parametrize(
    ("uid", "identity", "reference"),
    [
        ("site_1", None, "site_1"),
        (None, SiteId(subdomain="blog"), "blog"),
        (None, SiteId(uid="site_1", subdomain="blog"), "site_1"),
        (None, "blog", "blog"),
    ],
)
def test_a_site_is_meant_by_uid_or_name(
    uid: str | None, identity: SiteId | str | None, reference: str
) -> None:
    assert reference_of(uid, identity) == reference


def test_some_site_must_be_meant() -> None:
    with pytest.raises(BadRequestError):
        reference_of(None, SiteId())


@pytest.mark.parametrize(
    "told", [{"subdomain": "a"}, {"root_dir": "~/a"}, {"subdomain": "a", "root_dir": None}]
)
def test_a_new_site_has_a_name_and_a_directory(told: dict[str, Any]) -> None:
    with pytest.raises(BadRequestError):
        new_fields(SiteObject(**told))


@pytest.mark.parametrize(
    ("told", "fields"),
    [
        (SiteObject(), Fields()),
        (SiteObject(subdomain="a", root_dir={"path": "~/b"}), Fields("a", "~/b")),
        (SiteObject(domain="www.example.com"), Fields(domain="www.example.com")),
        (SiteObject(domain=None), Fields(domain="")),
    ],
)
def test_of_what_is_missing_nothing_is_said(told: SiteObject, fields: Fields) -> None:
    assert fields_of(told) == fields


def test_a_site_is_not_left_without_a_directory() -> None:
    with pytest.raises(BadRequestError):
        fields_of(SiteObject(root_dir=None))


def test_a_site_tells_what_it_shows() -> None:
    told = site(replace(BLOG, app_id="app_1"), {"path": "/ann/a"}, {"username": "ann"})
    assert (told["uid"], told["subdomain"], told["root_dir"]) == ("site_1", "blog", {"path": "/ann/a"})
    assert (told["domain"], told["associated_app"]) == (None, "app_1")
    assert told["created_at"] == "2026-11-26T12:30:00Z"


@pytest.mark.parametrize(
    ("domain", "domains", "origin", "seen"),
    [
        ("", (), "http://a:4747", "http://a:4747/sites/blog/"),
        ("", (), "", "/sites/blog/"),
        ("", ("pages.example",), "https://a", "https://blog.pages.example/"),
        ("", ("pages.example",), "http://[::1]:4747", "http://blog.pages.example:4747/"),
        ("", ("pages.example",), "http://[::1]", "http://blog.pages.example/"),
        ("www.ann.example", ("pages.example",), "http://a:99999", "http://www.ann.example:99999/"),
        ("www.ann.example", (), "", "http://www.ann.example/"),
    ],
)
def test_addresses_lie_on_hosts_that_lead_here(
    domain: str, domains: tuple[str, ...], origin: str, seen: str
) -> None:
    assert address(replace(BLOG, domain=domain), domains, origin) == seen


def test_entries_name_the_sites_that_show_them() -> None:
    assert websites([BLOG], (), "http://a") == [
        {"uuid": "site_1", "subdomain": "blog", "address": "http://a/sites/blog/"}
    ]
