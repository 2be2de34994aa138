"""What is needed for what, what is kept and what is allowed: pure decisions."""

from datetime import timedelta

from ingle.accounts import Mode
from ingle.base.units import MIB, format_size
from ingle.files.errors import (
    EntryImmutableError,
    IntoItselfError,
    NotDirectoryError,
    StorageFullError,
    TooDeepError,
)
from ingle.files.model import Entry, Happening, Kind, Lineage
from ingle.files.names import APP_DATA, TRASH
from ingle.files.policy.paths import MAX_DEPTH
from ingle.files.settings import FileSettings

NEEDED: dict[str, Mode] = {
    "stat": Mode.SEE,
    "list": Mode.LIST,
    "read": Mode.READ,
    "versions": Mode.READ,
    "copy": Mode.READ,
    "add": Mode.WRITE,  # of the directory
    "write": Mode.WRITE,
    "move": Mode.WRITE,  # of the entry and of the directory that it goes to
    "remove": Mode.WRITE,
}
"""The mode that each operation needs on the entry it is about."""

SMALL, LARGE = "rows", "disk"


def store_for(size: int | None, settings: FileSettings) -> str:
    """The name of the byte store that a new content of this size goes to: of those that take such, the one that begins at the largest size. One
    whose sender does not say how large it is may be as large as anything."""
    if size is not None and size <= settings.small_bytes:
        return SMALL
    taking = [
        (each.from_bytes, name)
        for name, each in settings.stores.items()
        if size is None or size >= each.from_bytes
    ]
    return max(taking)[1] if taking else LARGE


def keeps_version(entry: Entry, now_us: int, settings: FileSettings) -> bool:
    """Whether what a file holds becomes a version when it is overwritten: not when it is empty, nor when it stood for a moment only, as
    what an editor saves every second does."""
    stood = timedelta(microseconds=now_us - entry.modified_us)
    return settings.versions > 0 and entry.size > 0 and stood >= settings.version_gap


def version_horizon(now_us: int, settings: FileSettings) -> int:
    """Versions that were replaced before this moment are too old."""
    return now_us - settings.version_life // timedelta(microseconds=1)


def is_app_folder(lineage: Lineage, app_id: str) -> bool:
    """Whether it is the app's own directory, `AppData/<app>`, or lies in it."""
    return len(lineage) > 2 and lineage[1].name == APP_DATA and lineage[2].name == app_id


def mode_of_app(lineage: Lineage, app_id: str) -> Mode | None:
    """What an app may in the tree of its person without having been granted anything."""
    if is_app_folder(lineage, app_id):
        return Mode.WRITE
    return Mode.SEE if len(lineage) == 1 or [step.name for step in lineage[1:]] == [APP_DATA] else None


def told_as(happened: Happening, saw: bool, sees: bool) -> Happening:
    """What a change is to somebody who saw the entry where it was, sees it where it is, or both."""
    if happened is not Happening.MOVED or (saw and sees):
        return happened
    return Happening.ADDED if sees else Happening.REMOVED


def in_trash(lineage: Lineage) -> bool:
    """Whether it lies in the trash, which is not in the trash itself."""
    return len(lineage) > 2 and lineage[1].name == TRASH


def check_movable(entry: Entry) -> None:
    """Raises EntryImmutableError."""
    if entry.immutable or not entry.parent:
        raise EntryImmutableError(f"{entry.name or 'the root'} belongs to every tree and stays as it is")


def check_destination(entry: Entry, lineage: Lineage, directory: Entry, height: int) -> None:
    """Whether an entry of this height (levels of directories in it; 0 for a file) may come to lie in the directory, whose lineage is given.

    Raises NotDirectoryError, IntoItselfError, TooDeepError.
    """
    if directory.kind != Kind.DIRECTORY:
        raise NotDirectoryError(f"{directory.name} is not a directory")
    if any(step.id == entry.id for step in lineage):
        raise IntoItselfError(f"{entry.name} cannot lie in itself")
    check_depth(len(lineage) + height)


def check_depth(depth: int) -> None:
    """`depth`: how many steps from the root the deepest entry will be. Raises TooDeepError."""
    if depth > MAX_DEPTH:
        raise TooDeepError(f"directories go at most {MAX_DEPTH} deep")


def check_storage(used: int, added: int, limit_mib: int) -> None:
    """`used` is what is in use with what is added. What frees space is always allowed. Raises StorageFullError."""
    if limit_mib and added > 0 and used > limit_mib * MIB:
        raise StorageFullError(
            f"your files may take {format_size(limit_mib * MIB)} and take {format_size(used - added)} already; "
            "remove some, empty the trash, or have an admin allow more",
            limit_mib=limit_mib,
            used_bytes=used - added,
        )


def check_room(sent: int, room: int | None) -> None:
    """While bytes still come: whether there is room for that many; None: for any number. Raises StorageFullError."""
    if room is not None and sent > room:
        raise StorageFullError(f"there is room for {format_size(room)} more, and more than that was sent")
