"""Lists as the contract asks for them and gets them: an array, or parts with a cursor where a cursor or a total is asked for. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ingle.puter.asked import flag_of, number_of
from ingle.puter.errors import BadRequestError

Sort = Literal["name", "modified", "size", "kind"]

PART = 1000  # entries that are read at once
MAX_ENTRIES = 100_000  # of an answer that is no part
MAX_WALKED = 10_000
MAX_DEPTH = 10
_SORTS: Mapping[str, Sort] = {"name": "name", "modified": "modified", "size": "size", "type": "kind"}


@dataclass(frozen=True)
class Listing:
    sort: Sort
    descending: bool
    paged: bool = True  # in parts
    cursor: str | None = None
    offset: int = 0  # of what is no part
    limit: int = PART
    total: bool = False


def wanted(fields: Mapping[str, Any]) -> Listing:
    """Raises BadRequestError."""
    sort = fields.get("sortBy", fields.get("sort_by")) or "name"
    if sort not in _SORTS:
        raise BadRequestError(f"sortBy is one of {', '.join(_SORTS)}", key="sortBy")
    order = fields.get("sortOrder", fields.get("sort_order")) or "asc"
    cursor = fields.get("cursor")
    if cursor is not None and not isinstance(cursor, str):
        raise BadRequestError("a cursor is what the part before said", key="cursor")
    paged = is_paged(fields)
    most = PART if paged else MAX_ENTRIES
    return Listing(
        sort=_SORTS[sort],
        descending=order == "desc",
        paged=paged,
        cursor=cursor or None,
        offset=number_of(fields, "offset", 0, most=MAX_ENTRIES),
        limit=number_of(fields, "limit", most, most=most) or most,
        total=flag_of(fields, "includeTotal", "include_total"),
    )


def is_paged(fields: Mapping[str, Any]) -> bool:
    """`cursor: null` asks for the first part."""
    return "cursor" in fields or flag_of(fields, "includeTotal", "include_total")


def page(items: Sequence[Any], cursor: str | None, total: int | None) -> dict[str, Any]:
    told: dict[str, Any] = {"items": items}
    if cursor is not None:
        told["cursor"] = cursor
    if total is not None:
        told["total"] = total
    return told


def whole(items: Sequence[Any], fields: Mapping[str, Any]) -> Any:
    """Everything there is, in the form that is asked for."""
    if not is_paged(fields):
        return items
    total = len(items) if flag_of(fields, "includeTotal", "include_total") else None
    return page(items, None, total)
