"""Which named permissions somebody has: pure decisions.

A name is words with colons between them. Whoever was permitted its beginning has it: `driver:kv` holds for `driver:kv:get`. A name that names a person
(`user:ID:email:read`, `apps-of-user:ID:read`) is about what is theirs, so that person has it and permits it to others; any other name is about what
is the asker's own, so every person has it, and apps and restricted tokens have it by permission.
"""

import re
from collections.abc import Collection, Iterable

from ingle.accounts.model import Holder, HolderKind, Permission
from ingle.accounts.names import ANYBODY
from ingle.accounts.policy.grants import app_holder, narrow_holder
from ingle.base.errors import InvalidError
from ingle.edge.identity import Caller

MAX_PERMISSION = 255  # characters
_NAME = re.compile(r"[a-z][\w:#./@*+-]*", re.ASCII | re.IGNORECASE)
_ABOUT = re.compile(r"(?:user|[a-z]+-of-user):([^:]+)")


def check_permission(name: str) -> None:
    """Raises InvalidError."""
    if len(name) > MAX_PERMISSION or _NAME.fullmatch(name) is None:
        raise InvalidError(
            f"{name[:100]!r} is not a permission such as driver:puter-kvstore", field="permission"
        )


def beginnings(permission: str) -> tuple[str, ...]:
    """`a:b:c`, `a:b`, `a`: whoever has one of these has it."""
    parts = permission.split(":")
    return tuple(":".join(parts[:end]) for end in range(len(parts), 0, -1))


def person_named(permission: str) -> str:
    """Whose affair it is; "": the asker's own."""
    found = _ABOUT.match(permission)
    return found[1] if found else ""


def other_holders(caller: Caller) -> tuple[Holder, ...]:
    """To whom else a permission may have been given that the caller then has: beside its person and their groups."""
    narrow = narrow_holder(caller)
    if not caller.app_id:
        return () if narrow is None else (narrow,)
    anybodys = Holder(HolderKind.APP, app_holder(ANYBODY, caller.app_id))
    return (anybodys,) if narrow is None else (narrow, anybodys)


def permissions_held(
    caller: Caller, names: Collection[str], permitted: Collection[Permission]
) -> frozenset[str]:
    """Which of the names the caller has, by what was permitted to it, its person and their groups."""
    return frozenset(name for name in names if _has(caller, name, permitted))


def _has(caller: Caller, name: str, permitted: Iterable[Permission]) -> bool:
    told = [one for one in permitted if one.name in beginnings(name)]
    about, narrow = person_named(name), narrow_holder(caller)
    person_has = caller.via != "link" and (
        about in ("", caller.user_id)
        or any(one.issuer == about and one.holder.kind in (HolderKind.USER, HolderKind.GROUP) for one in told)
    )
    if narrow is None:
        return person_has
    by_person = person_has and any(one.holder == narrow and one.issuer == caller.user_id for one in told)
    return by_person or _developer_lends(caller, about, told)


def _developer_lends(caller: Caller, about: str, told: Iterable[Permission]) -> bool:
    """Whether the app's developer permitted it, whomever the app acts for; what is another person's is not theirs to lend."""
    if not caller.app_id:
        return False
    anybodys = Holder(HolderKind.APP, app_holder(ANYBODY, caller.app_id))
    return any(one.holder == anybodys and about in ("", one.issuer) for one in told)
