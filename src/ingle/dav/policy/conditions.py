"""The If header (RFC 4918 section 10.4): read, and asked whether it holds."""

import re
from collections.abc import Callable, Iterator, Mapping

from ingle.dav.errors import BadRequestError
from ingle.dav.model import Condition, ConditionList, Conditions, Target
from ingle.dav.policy.paths import read_destination

MAX_CONDITIONS = 64
_WORD = re.compile(
    r"""\s*(?: (?P<open>\() | (?P<close>\)) | <(?P<url>[^<>\s]*)> | \[(?P<etag>(?:W/)?"[^"]*")\] | (?P<not>not)\b )""",
    re.VERBOSE | re.IGNORECASE,
)
Word = tuple[str, str]
State = Callable[[Target | None], tuple[str, frozenset[str]]]
"""Of what a list is about: its ETag ("" for none), and the tokens of the locks on it."""


def read_conditions(headers: Mapping[str, str]) -> Conditions:
    """Raises BadRequestError."""
    said = headers.get("if")
    lists = tuple(_lists(list(_words(said)))) if said is not None else ()
    return Conditions(lists, headers.get("if-match"), headers.get("if-none-match"))


def mentioned(conditions: Conditions) -> tuple[Target, ...]:
    """The other things whose state matters."""
    return tuple({one.target: None for one in conditions.lists if one.target is not None})


def fails(conditions: Conditions, state: State) -> bool:
    """Whether none of the lists holds, though there are some."""
    return bool(conditions.lists) and not any(_holds(one, *state(one.target)) for one in conditions.lists)


def _holds(one: ConditionList, etag: str, tokens: frozenset[str]) -> bool:
    return all(
        (each.token in tokens if each.token else _same(each.etag, etag)) != each.negated
        for each in one.conditions
    )


def _same(said: str, etag: str) -> bool:
    return bool(etag) and said.removeprefix("W/") == etag


def _words(text: str) -> Iterator[Word]:
    """Raises BadRequestError."""
    at, count = 0, 0
    text = text.strip()
    while at < len(text):
        match = _WORD.match(text, at)
        count += 1
        if match is None or match.lastgroup is None or count > 4 * MAX_CONDITIONS:
            raise BadRequestError("the header If is not what RFC 4918 says", field="if")
        yield match.lastgroup, match[match.lastgroup]
        at = match.end()


def _lists(words: list[Word]) -> Iterator[ConditionList]:
    """Raises BadRequestError."""
    target: Target | None = None
    while words:
        kind, value = words.pop(0)
        if kind == "url":
            target = read_destination(value)
            kind, value = words.pop(0) if words else ("", "")
        if kind != "open":
            raise BadRequestError("the header If has lists in parentheses", field="if")
        yield ConditionList(target, tuple(_conditions(words)))


def _conditions(words: list[Word]) -> Iterator[Condition]:
    """Up to the end of the list. Raises BadRequestError."""
    count, negated = 0, False
    while words:
        kind, value = words.pop(0)
        if kind == "close" and count and not negated:
            return
        if kind == "not" and not negated:
            negated = True
        elif kind == "url" or kind == "etag":
            yield Condition(negated, value if kind == "url" else "", value if kind == "etag" else "")
            count, negated = count + 1, False
        else:
            break
    raise BadRequestError("a list of the header If has no end, or nothing in it", field="if")
