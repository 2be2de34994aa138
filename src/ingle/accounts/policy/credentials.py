"""How long sessions and tokens last, and what each may be used for: pure decisions."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from ingle.accounts.errors import ExpiryPastError, ScopeNotYoursError, ScopeUnknownError
from ingle.accounts.model import Session, Token, User
from ingle.edge.capability import Scope

SESSION_LIFE = timedelta(days=30)  # since it was last used
COOKIE_LIFE = timedelta(days=400)  # the most that browsers keep; when a session really ends is decided here
TEMPORARY_LIFE = timedelta(days=7)  # the same for a temporary user, who is gone after it
ELEVATION = timedelta(minutes=15)  # since the person last proved who they are
OTP_TICKET_LIFE = timedelta(minutes=5)  # between the steps of a login
OUTSIDE_LIFE = timedelta(minutes=10)  # for a login at another provider
CONFIRMATION_LIFE = timedelta(days=1)  # of the code in a letter that asks whether an address is right
RECOVERY_LIFE = timedelta(hours=1)  # of the one that lets a person set a new password
SESSION_TOUCH = timedelta(hours=1)  # how old the record of its use may be
TOKEN_TOUCH = timedelta(minutes=5)
APP_TOKEN_LIFE = timedelta(days=90)  # since it was last used; an app that comes later asks its person again
APP_TOKENS = 20  # of one app for one person, in as many browsers; the oldest ends when there are more


def user_scopes(scopes: Iterable[Scope], *, admin: bool) -> frozenset[str]:
    """Everything that this person may do, in every way of being here."""
    return frozenset(scope.name for scope in scopes if admin or not scope.admin)


def app_scopes(scopes: Iterable[Scope]) -> frozenset[str]:
    """What an app may do that acts for somebody, whoever that is."""
    return frozenset(scope.name for scope in scopes if scope.apps)


def link_scopes(scopes: Iterable[Scope]) -> frozenset[str]:
    """What whoever comes by a link may do, on what it opens."""
    return frozenset(scope.name for scope in scopes if scope.links)


def grant(wanted: Collection[str], *, known: Collection[str], held: Collection[str]) -> tuple[str, ...]:
    """The scopes that a new token gets. Raises ScopeUnknownError, ScopeNotYoursError."""
    if unknown := sorted(set(wanted) - set(known)):
        raise ScopeUnknownError(f"there is no scope {', '.join(unknown)}", field="scopes", scopes=unknown)
    if excess := sorted(set(wanted) - set(held)):
        raise ScopeNotYoursError(
            f"you may not do {', '.join(excess)} yourself", field="scopes", scopes=excess
        )
    return tuple(sorted(set(wanted)))


def check_expiry(expires_at: datetime | None, now: datetime) -> None:
    """Raises ExpiryPastError."""
    if expires_at is not None and (expires_at.tzinfo is None or expires_at <= now):
        raise ExpiryPastError(
            "a token expires in the future, at a time with its time zone", field="expires_at"
        )


def renew(token: Token, secret_hash: bytes, now: datetime) -> Token:
    """With another secret, for as long again as it was made for."""
    expires_at = None if token.expires_at is None else now + (token.expires_at - token.created_at)
    return replace(token, secret_hash=secret_hash, created_at=now, expires_at=expires_at)


def is_over(expires_at: datetime | None, now: datetime) -> bool:
    return expires_at is not None and expires_at <= now


def session_life(user: User) -> timedelta:
    return TEMPORARY_LIFE if user.temporary else SESSION_LIFE


def is_elevated(session: Session, now: datetime) -> bool:
    """Whether dangerous things may be done without proving again who asks."""
    return session.elevated_until is not None and now < session.elevated_until


def should_touch(session: Session, now: datetime) -> bool:
    """Whether the session's use is to be written down, which moves its end."""
    return now - session.used_at >= SESSION_TOUCH
