"""What locks forbid (RFC 4918 sections 6 and 7)."""

from collections.abc import Iterable, Sequence

from ingle.dav.model import Lock, Touch


def is_in(path: str, directory: str) -> bool:
    return path.startswith(f"{directory}/")


def covering(locks: Iterable[Lock], path: str) -> list[Lock]:
    """The locks that hold for this path: on it, or deep on something that it is in."""
    return [lock for lock in locks if lock.path == path or (lock.deep and is_in(path, lock.path))]


def within(locks: Iterable[Lock], path: str) -> list[Lock]:
    """The locks on what is in it."""
    return [lock for lock in locks if is_in(lock.path, path)]


def in_the_way(locks: Iterable[Lock], path: str, *, deep: bool, shared: bool) -> list[Lock]:
    """The locks that keep another one from being taken."""
    near = list(locks)
    met = covering(near, path) + (within(near, path) if deep else [])
    return [lock for lock in met if not (shared and lock.shared)]


def bars(
    locks: Sequence[Lock], path: str, touch: Touch, *, tokens: frozenset[str], user_id: str
) -> Lock | None:
    """A lock that this would need the token of, and does not have: of each path that is locked, one token is needed, and it must be one's own."""
    met = {lock.path: lock for lock in _concerned(locks, path, touch)}
    opened = {lock.path for lock in locks if lock.token in tokens and lock.user_id == user_id}
    return next((met[locked] for locked in sorted(met) if locked not in opened), None)


def _concerned(locks: Sequence[Lock], path: str, touch: Touch) -> list[Lock]:
    found = covering(locks, path)
    if touch is not Touch.CHANGE:  # what is in a directory changes
        parent = path.rpartition("/")[0]
        found += [lock for lock in locks if lock.path == parent]
    if touch is Touch.REMOVE:
        found += within(locks, path)
    return found
