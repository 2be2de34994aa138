"""What entries may be called: pure decisions.

A name must survive every way it can leave: a URL, a zip, a Windows share, a Linux directory, a line of text. What would not is refused with the reason.
"""

import re
import unicodedata
from collections.abc import Collection

from ingle.files.errors import FileNameInvalidError

MAX_NAME_BYTES = 255  # of UTF-8: what Linux file systems take (NAME_MAX)
_NUMBERED = re.compile(r"(?P<stem>.*) \((?P<number>[1-9][0-9]{0,8})\)", re.DOTALL)
# Invisible characters that turn the rest of a line around, so that `exe.txt` is read where `txt.exe` stands (Unicode TR 36), and line separators.
_DECEIVING = frozenset("\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def check_name(name: str) -> None:
    """Raises FileNameInvalidError."""
    reason = _fault(name)
    if reason is not None:
        code, sentence = reason
        raise FileNameInvalidError(sentence, field="name", reason=code)


def _fault(name: str) -> tuple[str, str] | None:
    if not name:
        return "empty", "a name has at least one character"
    if name in {".", ".."}:
        return "dots", "a name cannot be . or .."
    if "/" in name:
        return "slash", "a name has no slash"
    if name.isascii() and name.isprintable() and len(name) <= MAX_NAME_BYTES:
        return _fault_at_the_ends(name)
    if any(unicodedata.category(each) == "Cc" for each in name):
        return "control", "a name has no control characters"
    if any(unicodedata.category(each) == "Cs" for each in name):
        return "surrogate", "a name is text that can be written as UTF-8"
    if _DECEIVING.intersection(name):
        return "deceiving", "a name has no characters that turn its direction around"
    if (
        len(unicodedata.normalize("NFC", name).encode()) > MAX_NAME_BYTES
        or len(name.encode()) > MAX_NAME_BYTES
    ):
        return "too_long", f"a name has at most {MAX_NAME_BYTES} bytes of UTF-8"
    return _fault_at_the_ends(name)


def _fault_at_the_ends(name: str) -> tuple[str, str] | None:
    if name[0].isspace() or name[-1].isspace():
        return "space", "a name does not begin or end with a space"
    if name[-1] == ".":
        return "trailing_dot", "a name does not end with a dot"
    return None


def name_key(name: str) -> str:
    """What is unique in a directory: names that look the same are the same, case matters."""
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def search_key(name: str) -> str:
    """What is searched in: case, width and accents' composition do not matter."""
    return name.lower() if name.isascii() else unicodedata.normalize("NFKC", name).casefold()


def split_extension(name: str) -> tuple[str, str]:
    """`("a.tar", ".gz")`; a leading dot begins no extension."""
    stem, dot, extension = name.rpartition(".")
    return (stem, dot + extension) if stem and extension else (name, "")


def numbered_prefix(name: str) -> str:
    """What the keys of all names begin with that `free_name` may choose beside the name itself."""
    return name_key(_stem(name)[0]) + " ("


def free_name(name: str, taken: Collection[str]) -> str:
    """The name, or the first of `name (1).txt`, `name (2).txt`, … whose key is not taken; never longer than a name may be."""
    if name_key(name) not in taken:
        return name
    stem, extension = _stem(name)
    number = 1
    while name_key(made := f"{stem} ({number}){extension}") in taken:
        number += 1
    return made


def _stem(name: str) -> tuple[str, str]:
    """Without the extension and a number that an earlier dedupe gave, and so short that a number fits."""
    stem, extension = split_extension(name)
    if match := _NUMBERED.fullmatch(stem):
        stem = match["stem"]
    room = MAX_NAME_BYTES - len(extension.encode()) - len(" (999999999)")
    if room < 1:
        stem, extension, room = name, "", MAX_NAME_BYTES - len(" (999999999)")
    return stem.encode()[:room].decode(errors="ignore").rstrip(), extension
