"""How an entry is named in a request: pure decisions.

`/ann/Documents/a.txt` (the first segment is the owner's name), `~/Documents/a.txt` (one's own), `ent_…` (by id), or `ent_…/a.txt` (downwards from there).
"""

from typing import NamedTuple

from ingle.base.ids import is_id
from ingle.files.errors import PathInvalidError, TooDeepError
from ingle.files.names import ENTRY
from ingle.files.policy.names import check_name

MAX_DEPTH = 100  # directories above an entry, the root not counted
OWN = "~"


class Reference(NamedTuple):
    """Exactly one of `owner` (a name, or `~`) and `entry` (an id) is set; `parts` go down from there."""

    owner: str
    entry: str
    parts: tuple[str, ...]

    @property
    def parent(self) -> "Reference":
        return self._replace(parts=self.parts[:-1])

    @property
    def name(self) -> str:
        """Of what is meant; "" when it has none in this reference."""
        return self.parts[-1] if self.parts else ""


def parse(text: str) -> Reference:
    """Raises PathInvalidError, FileNameInvalidError, TooDeepError."""
    absolute = text.startswith("/")
    words = [word for word in text.split("/") if word]
    if not words:
        raise PathInvalidError(
            "a path begins with an owner's name (/ann/…), with ~ or with an id", field="path"
        )
    first, parts = words[0], tuple(words[1:])
    if len(parts) > MAX_DEPTH:
        raise TooDeepError(f"a path goes at most {MAX_DEPTH} directories down", field="path")
    for part in parts:
        check_name(part)
    if first == OWN:
        return Reference(OWN, "", parts)
    if absolute:
        return Reference(first, "", parts)
    if is_id(first, ENTRY):
        return Reference("", first, parts)
    raise PathInvalidError(f"{text[:100]!r} is no path: it begins with /, ~ or an id", field="path")
