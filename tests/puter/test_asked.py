"""What a request says, wherever it says it."""

import pytest

from ingle.puter.asked import flag_of, is_json, list_of, number_of, parse, text_of
from ingle.puter.errors import BadJsonError, BadRequestError


@pytest.mark.parametrize(
    ("content_type", "is_it"),
    [
        ("text/plain;actually=json", True),
        ("application/json; charset=utf-8", True),
        ("", True),
        ("multipart/form-data; boundary=x", False),
        ("application/octet-stream", False),
    ],
)
def test_json_comes_as_plain_text_too(content_type: str, is_it: bool) -> None:
    assert is_json(content_type) is is_it


def test_bodies() -> None:
    assert parse(b"") == {}
    assert parse(b'{"a": 1}') == {"a": 1}
    assert parse(b"[1, 2]") == {"items": [1, 2]}


@pytest.mark.parametrize("body", [b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_refused(body: bytes) -> None:
    with pytest.raises(BadJsonError):
        parse(body)


def test_texts_and_flags_and_numbers() -> None:
    fields = {"a": None, "b": "x", "yes": "true", "no": "0", "on": 1, "many": "7"}
    assert text_of(fields, "a", "b") == "x"
    assert text_of(fields, "a") == ""
    assert [flag_of(fields, name) for name in ("yes", "no", "on", "a")] == [True, False, True, False]
    assert flag_of(fields, "a", default=True)
    assert number_of(fields, "many", 1, most=5) == 5
    assert number_of(fields, "a", 1, most=5) == 1
    assert list_of(fields, "b") == ["x"]
    assert list_of(fields, "a") == []


@pytest.mark.parametrize("value", ["x", -1, [1], float("inf")])
def test_what_is_no_number_is_refused(value: object) -> None:
    with pytest.raises(BadRequestError):
        number_of({"n": value}, "n", 1, most=5)


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(BadRequestError):
        text_of({"a": 1}, "a")
