"""What people set about their desktops."""

from typing import Any

import pytest

from ingle.kv import Entry
from ingle.puter.desk import background_of, layout_of, sort_of, told, view
from ingle.puter.errors import BadRequestError


def test_what_is_set_is_told() -> None:
    assert background_of({"url": "http://a/", "other": 1}) == {"url": "http://a/", "color": None, "fit": None}
    shown = told(Entry("k", b'{"url":"http://a/"}'), Entry("k", b'[{"name":"a"}]'))
    assert (shown["desktop_bg_url"], shown["desktop_bg_fit"]) == ("http://a/", None)
    assert shown["taskbar_items"] == [{"name": "a"}]


def test_how_a_directory_is_shown_is_told() -> None:
    assert view(Entry("k", b'{"layout":"icons","x":1}')) == {
        "layout": "icons",
        "sort_by": None,
        "sort_order": None,
    }
    assert view(None)["layout"] is None


@pytest.mark.parametrize("entry", [None, Entry("k", b"3")])
def test_what_is_not_set_or_something_else_is_nothing(entry: Entry | None) -> None:
    assert told(entry, entry) == {
        "desktop_bg_url": None,
        "desktop_bg_color": None,
        "desktop_bg_fit": None,
        "taskbar_items": [],
    }


def test_directories_are_shown_in_one_of_a_few_ways() -> None:
    assert layout_of({"layout": "icons"}) == {"layout": "icons"}
    sort = {"sort_by": "name", "sort_order": "asc"}
    assert sort_of(sort) == sort


@pytest.mark.parametrize(
    ("read", "fields"),
    [
        (layout_of, {}),
        (layout_of, {"layout": "pie"}),
        (sort_of, {"sort_by": "name"}),
        (sort_of, {"sort_by": []}),
    ],
)
def test_other_ways_are_refused(read: Any, fields: dict[str, Any]) -> None:
    with pytest.raises(BadRequestError):
        read(fields)
