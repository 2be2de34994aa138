"""Who may be called what, do what, and for how long: pure decisions."""

import ipaddress
import re
from collections.abc import Collection, Iterable
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from ingle.accounts.errors import (
    ExpiryPastError,
    NameInvalidError,
    PasswordWeakError,
    ScopeNotYoursError,
    ScopeUnknownError,
)
from ingle.accounts.model import Overrides, Session
from ingle.accounts.settings import Limits
from ingle.base.errors import InvalidError
from ingle.edge.capability import Scope

SESSION_LIFE = timedelta(days=30)  # since it was last used
COOKIE_LIFE = timedelta(days=400)  # the most that browsers keep; when a session really ends is decided here
SESSION_TOUCH = timedelta(hours=1)  # how old the record of its use may be
TOKEN_TOUCH = timedelta(minutes=5)

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,31}")
MIN_PASSWORD = 8
MAX_PASSWORD = 1024  # hashing reads all of it

NO_LIMITS = Limits(machines=0, vcpus=0, memory_mib=0, disk_mib=0, snapshots=0, requests_per_minute=0)
MAX_LIMIT = 1_000_000_000  # what fits in a column; as MiB it is a pebibyte


def check_name(name: str) -> None:
    """Raises NameInvalidError."""
    if _NAME.fullmatch(name) is None or name.endswith("."):
        raise NameInvalidError(
            "a name begins with a letter and has at most 32 letters, digits, dots, dashes and underscores",
            field="name",
        )


def name_key(name: str) -> str:
    """What is unique: names that differ only in case are the same."""
    return name.lower()


def address_key(address: str) -> str:
    """What failed logins are counted by: an IPv4 address, but a whole /64 of IPv6, which is what one household or server has."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return address
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, 64), strict=False))


def check_password(password: str, name: str) -> None:
    """Raises PasswordWeakError."""
    if len(password) < MIN_PASSWORD:
        raise PasswordWeakError(f"a password has at least {MIN_PASSWORD} characters", field="password")
    if len(password) > MAX_PASSWORD:
        raise PasswordWeakError(f"a password has at most {MAX_PASSWORD} characters", field="password")
    if password.lower() == name.lower():
        raise PasswordWeakError("the name is no password", field="password")


def user_scopes(scopes: Iterable[Scope], *, admin: bool) -> frozenset[str]:
    """Everything that this person may do, in every way of being here."""
    return frozenset(scope.name for scope in scopes if admin or not scope.admin)


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


def is_over(expires_at: datetime | None, now: datetime) -> bool:
    return expires_at is not None and expires_at <= now


def should_touch(session: Session, now: datetime) -> bool:
    """Whether the session's use is to be written down, which moves its end."""
    return now - session.used_at >= SESSION_TOUCH


def limits_in_force(defaults: Limits, overrides: Overrides, *, admin: bool) -> Limits:
    """What holds for a person. The defaults are not for admins, who could lift them anyway: only what was set for one by name limits them."""
    chosen = {name: value for name, value in asdict(overrides).items() if value is not None}
    return replace(NO_LIMITS if admin else defaults, **chosen)


def check_overrides(overrides: Overrides) -> None:
    """Raises InvalidError that names the field."""
    for name, value in asdict(overrides).items():
        if value is not None and not 0 <= value <= MAX_LIMIT:
            raise InvalidError(
                f"{name} must be between 0 (no limit) and {MAX_LIMIT}, not {value}", field=name
            )
