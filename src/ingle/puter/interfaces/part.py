"""A part of what a person has, as `select` asks for it: whole or with a cursor, and never more than so many at once."""

from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from ingle.puter import listing

MOST = 100  # of one part: pictures and directories come along


class Select(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    limit: int | None = None
    offset: int | UnsetType | None = UNSET
    cursor: str | UnsetType | None = UNSET
    include_total: bool | UnsetType | None = UNSET

    @property
    def at_most(self) -> int:
        return min(max(1, self.limit or MOST), MOST)

    @property
    def skip(self) -> int:
        return max(0, self.offset or 0)

    @property
    def wants_total(self) -> bool:
        return self.include_total is True

    def answer(self, items: list[dict[str, Any]], cursor: str | None, total: int | None) -> Any:
        """In the form that is asked for: an array, or a part."""
        asked = any(one is not UNSET for one in (self.offset, self.cursor, self.include_total))
        return listing.page(items, cursor, total) if asked else items
