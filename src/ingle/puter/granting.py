"""Giving, taking back and asking about what the contract's permission strings say, as grants on entries and named permissions."""

from collections.abc import Collection, Sequence

from ingle.accounts import ALL, Holder, HolderKind, Mode, Told
from ingle.base.errors import InvalidError, NotFoundError
from ingle.edge.identity import Caller
from ingle.files import ENTRY_KIND
from ingle.puter.calls import Calls
from ingle.puter.errors import BadRequestError
from ingle.puter.permissions import OnEntry, Permission, ToCall, names_of, on_entries, read
from ingle.puter.services import Services

MOST = 1000  # grants that are read at once


async def give(
    services: Services,
    caller: Caller,
    to: Holder,
    permissions: Sequence[Permission],
    *,
    whomever: bool = False,
) -> None:
    """`whomever`: to an app, for whomever it acts; files of one person are not given so. Raises what grants and permissions do."""
    wanted = on_entries(permissions)
    if wanted and whomever:
        raise BadRequestError("files are given to an app by each person for themselves", key="permission")
    for one in wanted:
        entry = (await services.files.looking.stat(caller, one.path)).entry
        await services.sharing.grants.give(caller, ENTRY_KIND, entry.id, to, one.mode)
    if names := names_of(permissions):
        await services.sharing.permissions.permit(caller, to, names, whomever=whomever)


async def take(
    services: Services,
    caller: Caller,
    to: Holder,
    permissions: Sequence[Permission],
    *,
    whomever: bool = False,
) -> None:
    """What was not given is no error; `*` is all that the caller has given."""
    names = names_of(permissions)
    for one in on_entries(permissions):
        entry = (await services.files.looking.stat(caller, one.path)).entry
        await take_entry(services, caller, to, entry.id)
    if ALL in names and not whomever:
        holder = await services.sharing.grants.holder(caller, to)
        await _revoke(
            services, caller, [one for one in await issued(services, caller) if one.grant.holder == holder]
        )
    if names:
        await services.sharing.permissions.withdraw(caller, to, names, whomever=whomever)


async def take_entry(services: Services, caller: Caller, to: Holder, entry: str) -> int:
    """How many grants on the entry itself are no more. Who takes it from themself leaves what others share with them."""
    holder = await services.sharing.grants.holder(caller, to)
    if holder == Holder(HolderKind.USER, caller.user_id):
        there: Sequence[Told] = await received(services, caller)
    else:
        there = await services.sharing.grants.on(caller, ENTRY_KIND, entry)
    return await _revoke(
        services, caller, [one for one in there if (one.grant.holder, one.grant.object) == (holder, entry)]
    )


async def _revoke(services: Services, caller: Caller, grants: Sequence[Told]) -> int:
    for one in grants:
        await services.sharing.grants.revoke(caller, one.grant.id)
    return len(grants)


async def issued(services: Services, caller: Caller) -> Sequence[Told]:
    return (await services.sharing.grants.issued(caller, after=None, limit=MOST)).items


async def received(services: Services, caller: Caller) -> Sequence[Told]:
    return (await services.sharing.grants.received(caller, after=None, limit=MOST)).items


async def held(services: Services, calls: Calls, caller: Caller, texts: Collection[str]) -> dict[str, bool]:
    """Which of these the caller has. What is no permission, nobody has."""
    return {text: await _has(services, calls, caller, text) for text in texts}


async def _has(services: Services, calls: Calls, caller: Caller, text: str) -> bool:
    try:
        permission = read(text)
        if isinstance(permission, OnEntry):
            return (await mode(services, caller, permission.path) or 0) >= permission.mode
        if isinstance(permission, ToCall) and calls.may(caller, permission.interface, permission.method):
            return True
        return bool(await services.sharing.permissions.held(caller, [text]))
    except InvalidError:
        return False


async def mode(services: Services, caller: Caller, path: str) -> Mode | None:
    """None: the caller may not even know of it."""
    try:
        return (await services.files.looking.stat(caller, path)).mode
    except NotFoundError:
        return None
