"""A part of a long list, and where the next part begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

DEFAULT_LIMIT = 100
MAX_LIMIT = 1000


@dataclass(frozen=True)
class Page(Generic[T]):
    """Items in order, and the cursor (the last item's id) to ask for more with; None at the end."""

    items: Sequence[T]
    cursor: str | None
