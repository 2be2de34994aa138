"""People, tokens and limits as the wire shows them."""

from datetime import datetime

from msgspec import structs

from ingle.accounts.model import Deed, Invite, Overrides, Passkey, Session, Token, Usage, User
from ingle.accounts.settings import Limits
from ingle.edge.identity import Caller
from ingle.wire import accounts as wire
from ingle.wire import people


def user(value: User) -> wire.User:
    return wire.User(
        id=value.id,
        name=value.name,
        admin=value.admin,
        created_at=value.created_at,
        email=value.email or None,
        email_confirmed=value.email_confirmed,
        temporary=value.temporary,
        suspended_at=value.suspended_at,
    )


def person_here(value: User, *, current: bool) -> wire.PersonHere:
    suspended = value.suspended_at is not None
    return wire.PersonHere(
        id=value.id, name=value.name, temporary=value.temporary, suspended=suspended, current=current
    )


def session(value: Session, *, current: bool, now: datetime) -> people.LoginSession:
    return people.LoginSession(
        id=value.id,
        kind=value.kind,
        label=value.label,
        current=current,
        created_at=value.created_at,
        last_used_at=value.used_at,
        expires_at=value.expires_at,
        address=value.address,
        user_agent=value.user_agent,
        elevated=value.elevated_until is not None and now < value.elevated_until,
    )


def invite(value: Invite) -> people.Invite:
    return people.Invite(**vars(value))


def passkey(value: Passkey) -> people.Passkey:
    return people.Passkey(
        id=value.id,
        name=value.name,
        host=value.host,
        created_at=value.created_at,
        last_used_at=value.used_at,
    )


def deed(value: Deed) -> people.Deed:
    return people.Deed(
        id=value.id,
        at=value.at,
        action=value.action,
        actor=_somebody(value.actor_id, value.actor_name),
        subject=_somebody(value.subject_id, value.subject_name),
        via=value.via,
        address=value.address,
        detail=value.detail,
    )


def _somebody(user_id: str, name: str) -> people.Somebody | None:
    return people.Somebody(id=user_id, name=name) if user_id else None


def me(caller: Caller, value: User) -> wire.Me:
    shown = (
        wire.User(id=value.id, name=value.name, admin=False, created_at=value.created_at)
        if caller.app_id
        else user(value)
    )  # an app need not know more of the person than what to call them
    return wire.Me(user=shown, via=caller.via, scopes=sorted(caller.scopes))


def token(value: Token) -> wire.Token:
    return wire.Token(
        id=value.id,
        name=value.name,
        scopes=list(value.scopes),
        created_at=value.created_at,
        expires_at=value.expires_at,
        last_used_at=value.used_at,
        restricted=value.restricted,
    )


def limits(value: Limits) -> wire.Limits:
    return wire.Limits(**vars(value))


def user_limits(overrides: Overrides, in_force: Limits) -> wire.UserLimits:
    return wire.UserLimits(overrides=wire.LimitOverrides(**vars(overrides)), in_force=limits(in_force))


def overrides_of(asked: wire.LimitOverrides) -> Overrides:
    return Overrides(**structs.asdict(asked))


def usage(value: Usage) -> wire.Usage:
    return wire.Usage(**vars(value))
