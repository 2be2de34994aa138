"""Which entry is meant: the contract's ways of naming one, as a path of Ingle's own (`/ann/a.txt`, `~/a.txt`, `ent_…`, `ent_…/a.txt`). Pure."""

from collections.abc import Mapping
from typing import Any

from ingle.files import TRASH
from ingle.puter.errors import BadRequestError
from ingle.puter.uids import entry_of, is_entry


def select(named: Any, *, of: str = "path") -> str:
    """`named`: a path, an identifier, or an object with `path`, with `uid`, `uuid` or `id`, or with `parent` and `name`.

    Raises BadRequestError; `of` is the field that it tells.
    """
    if isinstance(named, str) and named:
        return path_of(named)
    if isinstance(named, Mapping):
        for field in ("path", "uid", "uuid", "id"):
            value = named.get(field)
            if value and isinstance(value, str):
                return path_of(value)
        if named.get("parent") is not None and isinstance(named.get("name"), str):
            return join(select(named["parent"], of="parent"), named["name"])
    raise BadRequestError(f"{of} says which file or directory is meant: a path or a uid", key=of)


def path_of(text: str) -> str:
    """A path or an identifier as a path. `.` in it means nothing; whatever else is wrong with it, files say."""
    first, slash, rest = text.partition("/")
    if is_entry(first):
        first = entry_of(first)
    kept = [part for part in rest.split("/") if part not in {"", "."}]
    return "/".join([first, *kept]) if kept else first or slash


def join(directory: str, name: str) -> str:
    """What is called so in the directory; the name may go down more than one level."""
    return path_of(f"{directory.rstrip('/')}/{name.strip('/')}") if name.strip("/") else directory


def split(path: str) -> tuple[str, str]:
    """The directory, and the name in it."""
    directory, _, name = path.rpartition("/")
    return directory or "/", name


def is_top(path: str) -> bool:
    """Whether what lies above all trees is meant."""
    return path == "/"


def is_trash(path: str, user_name: str) -> bool:
    """Whether it is the trash of this person's own tree."""
    return path in {f"~/{TRASH}", f"/{user_name}/{TRASH}"}
