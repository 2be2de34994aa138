"""Apps in the contract's shapes."""

from datetime import UTC, datetime

import pytest

from ingle.apps import App, Fields, Icon, Seen, Visibility
from ingle.puter.apps import AppId, AppObject, app, data_url, fields_of, new_fields, reference_of, several
from ingle.puter.errors import BadRequestError

NOW = datetime(2026, 11, 26, 12, 30, tzinfo=UTC)
CHESS = App("app_1", "usr_1", "chess", "Chess", "http://a/", Visibility.UNLISTED, NOW, NOW, types=(".pgn",))


@pytest.mark.parametrize(
    ("uid", "identity", "reference"),
    [
        ("app_1", None, "app_1"),
        (None, AppId(name="chess"), "chess"),
        (None, AppId(uid="app_1", name="chess"), "app_1"),
        (None, "chess", "chess"),
    ],
)
def test_an_app_is_meant_by_uid_or_name(
    uid: str | None, identity: AppId | str | None, reference: str
) -> None:
    assert reference_of(uid, identity) == reference


def test_some_app_must_be_meant() -> None:
    with pytest.raises(BadRequestError):
        reference_of(None, AppId())


def test_a_new_app_is_found_by_its_name() -> None:
    told = AppObject(name="chess", index_url="http://a/", filetype_associations=[".pgn"], background=1)
    assert new_fields(told) == Fields(
        name="chess",
        index_url="http://a/",
        types=[".pgn"],
        background=True,
        visibility=Visibility.UNLISTED,
    )
    with pytest.raises(BadRequestError):
        new_fields(AppObject(name="chess"))


def test_nothing_is_said_of_what_stays() -> None:
    assert fields_of(AppObject(title="Chess")) == Fields(title="Chess")


def test_its_owner_is_told_numbers() -> None:
    told = app(Seen(CHESS, people=2, opens=9), Icon("image/png", b"a"), {"username": "ann"})
    assert (told["uid"], told["created_at"], told["icon"]) == (
        "app_1",
        "2026-11-26T12:30:00Z",
        "data:image/png;base64,YQ==",
    )
    assert told["stats"] == {"open_count": 9, "user_count": 2}
    assert "stats" not in app(Seen(CHESS))
    assert data_url(None) is None


def test_several_are_asked_for_at_once() -> None:
    assert several("a|b||c") == ["a", "b", "c"]
