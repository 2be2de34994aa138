"""Entries' identifiers as the contract writes them. An id of Ingle's has 128 bits, and so has a UUID: one is written as the other, and nothing is kept.

Only entries need it: clients know an entry's identifier from a path by its being a UUID. Ids of people, apps and sessions mean nothing to them.
"""

import re
from uuid import UUID

from ingle.base.ids import is_id

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_DIGITS = {character: digit for digit, character in enumerate(_ALPHABET)}
_LENGTH = 26  # of an id without its prefix
_ENTRY = "ent"
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def is_uid(text: str) -> bool:
    return _UUID.fullmatch(text) is not None


def uid_of(entry_id: str) -> str:
    """Of `ent_01jd…`; "" of none, as the root has no parent."""
    number = 0
    for character in entry_id[-_LENGTH:]:
        number = number * 32 + _DIGITS[character]
    return str(UUID(int=number & (1 << 128) - 1)) if entry_id else ""


def entry_of(uid: str) -> str:
    """The entry's id. What is no UUID stays as it is, so that Ingle's own ids are understood too."""
    if not is_uid(uid):
        return uid
    number = UUID(uid).int
    characters = [_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_LENGTH))]
    return f"{_ENTRY}_{''.join(characters)}"


def is_entry(text: str) -> bool:
    return is_uid(text) or is_id(text, _ENTRY)
