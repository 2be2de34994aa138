"""People and tokens as the wire shows them."""

from ingle.accounts.model import Token, User
from ingle.edge.identity import Caller
from ingle.wire import accounts as wire


def user(value: User) -> wire.User:
    return wire.User(id=value.id, name=value.name, admin=value.admin, created_at=value.created_at)


def me(caller: Caller, value: User) -> wire.Me:
    return wire.Me(user=user(value), via=caller.via, scopes=sorted(caller.scopes))


def token(value: Token) -> wire.Token:
    return wire.Token(
        id=value.id,
        name=value.name,
        scopes=list(value.scopes),
        created_at=value.created_at,
        expires_at=value.expires_at,
        last_used_at=value.used_at,
    )
