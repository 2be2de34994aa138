"""What an app's fields can be, who finds it, and which apps open a file."""

import base64
from datetime import UTC, datetime

import pytest

from ingle.apps import policy
from ingle.apps.errors import AppInvalidError, ListingDeniedError
from ingle.apps.model import App, Seen, Use, Visibility

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PNG = base64.b64encode(b"\x89PNG").decode()


def app(name: str, *, types: tuple[str, ...] = (), visibility: Visibility = Visibility.LISTED) -> App:
    return App(name, "usr_ann", name, name, "http://a.example", visibility, NOW, NOW, types=types)


@pytest.mark.parametrize("name", ["a", "Chess-2", "word_processor", "a" * 60])
def test_names_that_are_fine(name: str) -> None:
    assert policy.check_name(name) == name


@pytest.mark.parametrize(
    "name",
    ["", "-a", "a b", "a/b", "a.b", "é", "a" * 61, "Terminal", "store", "app_01jd8c7q4x9k2mzv5t3b6h0rnw"],
)
def test_names_that_are_not(name: str) -> None:
    with pytest.raises(AppInvalidError):
        policy.check_name(name)


def test_other_names_are_as_short() -> None:
    assert next(iter(policy.other_names("a" * 60))) == "a" * 58 + "-1"


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:8080/app",
        "https://example.com",
        "http://[::1]:1/",
        "/sites/notes/",
        "/sites/notes/a.html?b=c",
    ],
)
def test_pages_that_are_fine(url: str) -> None:
    assert policy.check_url(url) == url


@pytest.mark.parametrize(
    "url",
    ["", "javascript:alert(1)", "file:///etc/passwd", "//host", "http://", "http://u:p@h/", "http://h:x/", "http://h/ a", "http://[::/",
     "/", "/x/guestbook/", "/sites/", "/sites/notes", "/sites/a\\b/", "/sites/notes/../../", "/sites/a b/",
     "http://h/" + "a" * 2000],
)  # fmt: skip
def test_pages_that_are_not(url: str) -> None:
    with pytest.raises(AppInvalidError):
        policy.check_url(url)


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("https://Example.com/a?b", "https://example.com"),
        ("https://example.com:443", "https://example.com"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://[::1]:80/", "http://[::1]"),
    ],
)
def test_origins_are_as_browsers_write_them(text: str, origin: str) -> None:
    assert policy.origin_of(text) == origin


@pytest.mark.parametrize("text", ["", "null", "ftp://a", "http://", "http://h:99999", "data:text/html,x"])
def test_what_is_no_origin(text: str) -> None:
    with pytest.raises(AppInvalidError):
        policy.origin_of(text)


def test_types_are_lowered_and_once() -> None:
    assert policy.check_types([".MD", ".md", "Text/Plain", "image/*"]) == (".md", "text/plain", "image/*")
    for wrong in ("md", "*/*", "text", ".", "a/b/c", ".a b"):
        with pytest.raises(AppInvalidError):
            policy.check_types([wrong])
    with pytest.raises(AppInvalidError):
        policy.check_types([f".{number}" for number in range(65)])


def test_icons_are_pictures_in_base64() -> None:
    assert policy.parse_icon("") is None
    icon = policy.parse_icon(f"data:image/png;base64,{PNG}")
    assert icon is not None
    assert (icon.type, icon.content) == ("image/png", b"\x89PNG")
    assert policy.parse_icon(f"data:image/svg+xml;charset=utf-8;base64,{PNG}") is not None
    large = base64.b64encode(b"x" * (policy.MAX_ICON_BYTES + 1)).decode()
    for wrong in (
        "http://a/icon.png",
        f"data:text/html;base64,{PNG}",
        "data:image/svg+xml,<svg/>",
        "data:image/png;base64,%%%",
        "data:image/png;base64,",
        f"data:image/png;base64,{large}",
    ):
        with pytest.raises(AppInvalidError):
            policy.parse_icon(wrong)


def test_only_an_admin_lists_and_a_listed_one_may_stay() -> None:
    listed, private = Visibility.LISTED, Visibility.PRIVATE
    assert policy.check_visibility(listed, None, admin=True) is listed
    assert policy.check_visibility(listed, listed, admin=False) is listed
    assert policy.check_visibility(private, listed, admin=False) is private
    with pytest.raises(ListingDeniedError):
        policy.check_visibility(listed, private, admin=False)


def test_a_file_is_known_by_its_endings_and_its_media_type() -> None:
    assert policy.types_of("a.Tar.GZ", "application/gzip; x=y") == (
        ".tar.gz",
        ".gz",
        "application/gzip",
        "application/*",
    )
    assert policy.types_of("Makefile", "") == ()
    assert policy.types_of("a.", "nonsense") == ()


def test_ones_own_choice_comes_first_then_installed_then_the_closest_type() -> None:
    wide, close, mine, chosen = (
        Seen(app("wide", types=("text/*",)), Use(opens=9)),
        Seen(app("close", types=(".md",))),
        Seen(app("mine", types=("text/*",)), Use(installed=True)),
        Seen(app("chosen")),
    )
    ranked = policy.rank([wide, close, mine, chosen], (".md", "text/markdown", "text/*"), "chosen")
    assert [seen.app.name for seen in ranked] == ["chosen", "mine", "close", "wide"]
