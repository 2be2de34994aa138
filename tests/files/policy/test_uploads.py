"""How a file comes in parts."""

from dataclasses import replace

import pytest

from ingle.base.errors import InvalidError
from ingle.base.units import MIB
from ingle.edge.identity import Caller
from ingle.files import policy
from ingle.files.errors import ContentMismatchError, PartTooLargeError, UploadIncompleteError
from ingle.files.model import Part, Upload

ANN = Caller("usr_ann", "ann", admin=False, scopes=frozenset({"*"}), via="session", credential_id="ses_1")


def upload(size: int | None = None, received: int = 0, sha256: bytes | None = None) -> Upload:
    return Upload("upl_1", "usr_ann//", "usr_ann", "~/a", size, sha256, "{}", received, 0, 0, None)


def parts(*sizes: tuple[int, int]) -> list[Part]:
    return [Part(number, size, b"", f"cnt_{number}", "disk") for number, size in sizes]


@pytest.mark.parametrize(
    ("size", "expected"),
    [(None, 8), (0, 8), (8 * MIB, 8), (80_000 * MIB, 8), (80_000 * MIB + 1, 9), (10**15, 1024)],
)
def test_parts_are_few_enough_and_small_enough(size: int | None, expected: int) -> None:
    assert policy.part_bytes(size) == expected * MIB


def test_who_may_go_on_with_an_upload() -> None:
    same = [ANN, replace(ANN, credential_id="ses_2"), replace(ANN, via="token")]
    assert len({policy.uploader(caller) for caller in same}) == 1
    others = [
        ANN,
        replace(ANN, user_id="usr_bob"),
        replace(ANN, app_id="app_1", via="app"),
        replace(ANN, restricted=True, via="token"),
        replace(ANN, user_id="", via="link", credential_id="lnk_1"),
        replace(ANN, user_id="", via="link", credential_id="lnk_2"),
    ]
    assert len({policy.uploader(caller) for caller in others}) == len(others)


@pytest.mark.parametrize("uploader", ["usr_ann//", "usr_ann/app_1/", "usr_ann//tok_1", "//lnk_1"])
def test_who_comes_by_a_signed_address_is_who_began_the_upload(uploader: str) -> None:
    bearer = policy.bearer(upload()._replace(uploader=uploader))
    assert (policy.uploader(bearer), bearer.scopes) == (uploader, frozenset())


@pytest.mark.parametrize("number", [0, -1, 10_001, 1 << 70])
def test_numbers_that_parts_cannot_have(number: int) -> None:
    with pytest.raises(InvalidError):
        policy.check_part_number(number)


@pytest.mark.parametrize(
    ("size", "there", "whole"),
    [
        (None, [], True),
        (0, [], True),
        (3, [(1, 3)], True),
        (3, [(1, 1), (2, 2)], True),
        (None, [(1, 1), (2, 0)], True),
        (1, [], False),
        (4, [(1, 3)], False),
        (2, [(1, 3)], False),
        (3, [(2, 3)], False),
        (None, [(1, 1), (3, 1)], False),
    ],
)
def test_what_is_complete(size: int | None, there: list[tuple[int, int]], whole: bool) -> None:
    if whole:
        policy.check_complete(upload(size), parts(*there))
    else:
        with pytest.raises(UploadIncompleteError):
            policy.check_complete(upload(size), parts(*there))


def test_no_more_comes_than_was_announced() -> None:
    policy.check_received(upload(5), 5)
    policy.check_received(upload(None), 1 << 60)
    with pytest.raises(PartTooLargeError):
        policy.check_received(upload(5), 6)
    with pytest.raises(PartTooLargeError):
        policy.check_part_size(1024 * MIB + 1)


def test_a_hash_that_was_announced_is_held_against_what_came() -> None:
    policy.check_content(upload(), b"a")
    policy.check_content(upload(sha256=b"a"), b"a")
    with pytest.raises(ContentMismatchError):
        policy.check_content(upload(sha256=b"a"), b"b")


def test_what_is_kept_free() -> None:
    assert policy.reserved(upload(7, received=3)) == 7
    assert policy.reserved(upload(None, received=3)) == 3
