"""People, tokens and limits as the wire shows them."""

from msgspec import structs

from ingle.accounts.model import Overrides, Token, Usage, User
from ingle.accounts.settings import Limits
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


def limits(value: Limits) -> wire.Limits:
    return wire.Limits(**vars(value))


def user_limits(overrides: Overrides, in_force: Limits) -> wire.UserLimits:
    return wire.UserLimits(overrides=wire.LimitOverrides(**vars(overrides)), in_force=limits(in_force))


def overrides_of(asked: wire.LimitOverrides) -> Overrides:
    return Overrides(**structs.asdict(asked))


def usage(value: Usage) -> wire.Usage:
    return wire.Usage(**vars(value))
