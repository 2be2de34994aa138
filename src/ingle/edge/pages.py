"""Lists in parts: the query's `limit` and `cursor`, and the answer `{"items": […], "cursor": …}`.

async def list_users(caller: Caller, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> Listing[User]
"""

from collections.abc import Callable
from typing import Annotated, Generic, TypeVar

import msgspec
from litestar.params import QueryParameter

from ingle.base.paging import MAX_LIMIT, Page

T = TypeVar("T")
V = TypeVar("V")

Limit = Annotated[int, QueryParameter(ge=1, le=MAX_LIMIT, description="how many at most")]
Cursor = Annotated[str | None, QueryParameter(description="the `cursor` of the part before")]


class Listing(msgspec.Struct, Generic[T], frozen=True):
    """One part of a list; `cursor` asks for the next, and is null at the end."""

    items: list[T]
    cursor: str | None = None


def listing(page: Page[T], view: Callable[[T], V]) -> Listing[V]:
    return Listing([view(item) for item in page.items], page.cursor)
