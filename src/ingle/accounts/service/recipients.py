"""Whom something is given to: names, ids and confirmed addresses of people, and names and ids of groups, apps and tokens, made holders.

Whatever is wrong with a name is told alike, so nobody finds out by trying who is here.
"""

from collections.abc import Mapping

from ingle.accounts import policy, store
from ingle.accounts.errors import GroupNotFoundError, RecipientUnknownError
from ingle.accounts.model import Holder, HolderKind
from ingle.accounts.names import ADMINS, APP_KIND, EVERYONE
from ingle.accounts.ports import Shareable, Shared
from ingle.accounts.service.groups import find_group
from ingle.base.errors import InvalidError
from ingle.edge.identity import Caller


def resolve(
    connection: store.Connection, caller: Caller, to: Holder, things: Mapping[str, Shareable]
) -> Holder:
    """Raises RecipientUnknownError, and InvalidError for a link, which is granted what it opens when it is made."""
    if to.kind is HolderKind.LINK:
        raise InvalidError("a link is granted what it opens when it is made", field="to")
    found = _find(connection, caller, to, things)
    if found is None:
        raise unknown(to.id)
    return Holder(to.kind, found)


def find_app(connection: store.Connection, reference: str, things: Mapping[str, Shareable]) -> Shared | None:
    """By id or name."""
    apps = things.get(APP_KIND)
    return apps.describe(connection, [reference]).get(reference) if apps else None


def unknown(name: str) -> RecipientUnknownError:
    return RecipientUnknownError(f"there is nobody called {name[:100]!r} to give it to", field="to")


def _find(
    connection: store.Connection, caller: Caller, to: Holder, things: Mapping[str, Shareable]
) -> str | None:
    if to.kind is HolderKind.USER:
        by_address = policy.is_email(to.id)
        user = (store.find_user_by_email if by_address else store.find_user)(connection, to.id)
        return user.id if user else None
    if to.kind is HolderKind.GROUP:
        return _find_group(connection, caller, to.id)
    if to.kind is HolderKind.TOKEN:
        return to.id if store.owner_of_token(connection, to.id) == caller.user_id else None
    app = find_app(connection, to.id, things)
    return policy.app_holder(caller.user_id, app.id) if app else None


def _find_group(connection: store.Connection, caller: Caller, reference: str) -> str | None:
    if reference.lower() in (EVERYONE, ADMINS):
        return reference.lower()
    try:
        return find_group(connection, caller, reference).id
    except GroupNotFoundError:
        return None
