"""The key-value store: small JSON values by key, of each person for each app (and for themselves).

The front door. Values change whole or at paths inside them, atomically; keys end when they are told to; how much a person has is counted exactly.
"""

from ingle.kv.errors import KeyNotFoundError
from ingle.kv.estate import KvEstate
from ingle.kv.keeper import KvKeeper
from ingle.kv.model import Entry, Fill, Item
from ingle.kv.names import SCOPE_READ, SCOPE_WRITE
from ingle.kv.policy import encode
from ingle.kv.service import KeyValues, Part, Question, Shape

__all__ = [
    "SCOPE_READ",
    "SCOPE_WRITE",
    "Entry",
    "Fill",
    "Item",
    "KeyNotFoundError",
    "KeyValues",
    "KvEstate",
    "KvKeeper",
    "Part",
    "Question",
    "Shape",
    "encode",
]
