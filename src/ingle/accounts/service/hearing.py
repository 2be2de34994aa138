"""Who hears that something is shared, or no longer: whoever has it, and who gave it. Apps, tokens and links hear nothing, since facts are for people."""

from collections.abc import Collection
from datetime import datetime

from ingle.accounts import store
from ingle.accounts.model import Grant, Holder, HolderKind
from ingle.runtime.outbox import put_for


def tell(connection: store.Connection, type_: str, grant: Grant, at: datetime) -> None:
    """The transaction's last act."""
    data = {"kind": grant.kind, "object": grant.object}
    owners = {grant.issuer, *_people(connection, grant.holder)}
    put_for(connection, type_, owners=owners, subject=grant.id, at=at, data=data)


def _people(connection: store.Connection, holder: Holder) -> Collection[str]:
    """Of `everyone` a thousand at most; others look."""
    if holder.kind is HolderKind.USER:
        return [holder.id]
    return store.members_of(connection, [holder.id]) if holder.kind is HolderKind.GROUP else []
