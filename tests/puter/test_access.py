"""What tokens are asked for, as the contract writes it."""

from typing import Any

import pytest

from ingle.accounts import Mode
from ingle.puter.access import MAX_PERMISSIONS, read_permissions, secret_in
from ingle.puter.errors import BadRequestError


def test_permissions_are_about_files_or_not() -> None:
    wanted = read_permissions(["fs:/ann/a.txt:read", ["fs:~/b:write", {}], "driver:puter-kvstore"])
    assert wanted.entries == [("/ann/a.txt", Mode.READ), ("~/b", Mode.WRITE)]
    assert (wanted.named, wanted.everything) == (["driver:puter-kvstore"], False)
    assert read_permissions(["full-api-access"]).everything


@pytest.mark.parametrize(
    "told", [["fs:read"], ["fs::read"], ["fs:/a:eat"], [7], [[]], ["a"] * (MAX_PERMISSIONS + 1)]
)
def test_what_cannot_be_is_refused(told: list[Any]) -> None:
    with pytest.raises(BadRequestError):
        read_permissions(told)


@pytest.mark.parametrize(
    ("told", "secret"),
    [(" ingle_1 ", "ingle_1"), ("http://h/token-read?uid=u&token=ingle_1", "ingle_1"), ("http://h/", "")],
)
def test_a_secret_may_lie_in_an_address(told: str, secret: str) -> None:
    assert secret_in(told) == secret
