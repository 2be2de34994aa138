"""The If header: the examples of RFC 4918 section 10.4, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingle.dav.errors import BadRequestError
from ingle.dav.model import Condition, ConditionList, Target
from ingle.dav.policy import fails, mentioned, read_conditions

ONE, TWO = "urn:uuid:181d4fae-7d8c-11d0-a765-00a0c91e6bf2", "urn:uuid:58f202ac-22cf-11d1-b12d-002035b29092"
ETAG = '"cnt_1"'


@pytest.mark.parametrize(
    ("header", "lists"),
    [
        (
            f'(<{ONE}> ["I am an ETag"]) (["I am another ETag"])',
            [
                ConditionList(None, (Condition(False, ONE, ""), Condition(False, "", '"I am an ETag"'))),
                ConditionList(None, (Condition(False, "", '"I am another ETag"'),)),
            ],
        ),
        (
            f"(Not <{ONE}> <{TWO}>)",
            [ConditionList(None, (Condition(True, ONE, ""), Condition(False, TWO, "")))],
        ),
        (
            f'</dav/ann/r1>(<{ONE}>[W/"A weak ETag"])(["strong"])',
            [
                ConditionList(
                    ("ann", "r1"), (Condition(False, ONE, ""), Condition(False, "", 'W/"A weak ETag"'))
                ),
                ConditionList(("ann", "r1"), (Condition(False, "", '"strong"'),)),
            ],
        ),
        (
            f"<http://h/dav/ann/a> (<{ONE}>) <http://h/dav/ann/b> (Not <DAV:no-lock>)",
            [
                ConditionList(("ann", "a"), (Condition(False, ONE, ""),)),
                ConditionList(("ann", "b"), (Condition(True, "DAV:no-lock", ""),)),
            ],
        ),
    ],
)
def test_lists_are_read(header: str, lists: list[ConditionList]) -> None:
    assert list(read_conditions({"if": header}).lists) == lists


@pytest.mark.parametrize(
    "header",
    [
        *("", "()", "(", ")", "(Not)", "(<a>", "<a>", "(Not Not <a>)", "((<a>))", "<a> <b> (<c>)"),
        *("(<a b>)", '(["a)', "(Notes <a>)", "garbage", "(<a>) garbage", "(<a>)" * 5000, "(" * 50_000),
    ],
)
def test_what_is_no_list_is_refused(header: str) -> None:
    if header == "":
        assert read_conditions({"if": header}).lists == ()
        return
    with pytest.raises(BadRequestError):
        read_conditions({"if": header})


@given(st.text(alphabet='()<>[]"W/ Notab', max_size=40))
def test_anything_is_read_or_refused(header: str) -> None:
    try:
        read_conditions({"if": header})
    except BadRequestError:
        return


def state(target: Target | None) -> tuple[str, frozenset[str]]:
    """What the request is about is locked by ONE and has ETAG; anything else is not there."""
    return (ETAG, frozenset({ONE})) if target is None else ("", frozenset())


@pytest.mark.parametrize(
    ("header", "failed"),
    [
        (f"(<{ONE}>)", False),
        (f"(<{TWO}>)", True),
        (f"(Not <{TWO}>)", False),
        (f"(<{ONE}> [{ETAG}])", False),
        (f"(<{ONE}> [W/{ETAG}])", False),
        (f'(<{ONE}> ["other"])', True),
        (f'(<{ONE}> ["other"]) (Not <DAV:no-lock>)', False),
        (f'(<{ONE}> Not ["other"])', False),
        (f"</dav/ann/b> (<{ONE}>)", True),
        (f"</dav/ann/b> (Not <{ONE}> Not [{ETAG}])", False),
    ],
)
def test_one_list_that_holds_is_enough(header: str, failed: bool) -> None:
    assert fails(read_conditions({"if": header}), state) is failed


def test_without_the_header_nothing_fails() -> None:
    assert not fails(read_conditions({}), state)


def test_tokens_and_what_is_mentioned() -> None:
    read = read_conditions({"if": f"</dav/ann/b> (<{ONE}>) (Not <{TWO}>) </dav/ann/b> ([{ETAG}])"})
    assert read.tokens == {ONE, TWO}
    assert mentioned(read) == (("ann", "b"),)
