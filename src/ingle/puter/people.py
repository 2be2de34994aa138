"""People and their sessions in the contract's shapes: pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from ingle.accounts import Session, Token, User
from ingle.apps import App

_DAY = timedelta(days=1)
_UNTOLD: Mapping[str, Any] = dict.fromkeys(
    [
        "label",
        "parent_session_id",
        "created_at",
        "last_activity",
        "expires_at",
        "last_ip",
        "last_user_agent",
        "created_via",
        "app_uid",
        "app",
    ]
)
_AGES = ((365, "year"), (30, "month"), (1, "day"))


def entered(user: User) -> dict[str, Any]:
    """As a login tells who has come in."""
    return {
        "username": user.name,
        "uuid": user.id,
        "email": user.email or None,
        "email_confirmed": int(user.email_confirmed),
        "requires_email_confirmation": 0,
        "phone": None,
        "requires_phone_verification": 0,
        "requires_card_verification": 0,
        "is_temp": user.temporary,
        "taskbar_items": [],
    }


def email_permission(user_id: str) -> str:
    return f"user:{user_id}:email:read"


def whoami_to_app(user: User, app_id: str, *, with_email: bool) -> dict[str, Any]:
    """The person, to an app that acts for them: little. Their address is there, and be it none, for who was given to read it."""
    told = {"email": user.email or None} if with_email else {}
    return {
        **told,
        "username": user.name,
        "uuid": user.id,
        "email_confirmed": user.email_confirmed,
        "is_temp": user.temporary,
        "app_name": app_id,
        "feature_flags": {},
    }


def whoami(user: User, *, otp: bool, directories: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """The person, to themself. `directories`: identifiers by path, of those that every tree has."""
    return {
        **entered(user),
        "email_confirmed": user.email_confirmed,
        "unconfirmed_email": None if user.email_confirmed else user.email or None,
        "is_user_token": True,
        "referral_code": None,
        "oidc_only": not user.password_hash and not user.temporary,
        "otp": otp,
        "feature_flags": {},
        "created_ts": _seconds(user.created_at),
        "human_readable_age": age(now - user.created_at),
        "metadata": {},
        "hasDevAccountAccess": True,
        "directories": dict(directories),
        "last_activity_ts": _seconds(now),
    }


def age(passed: timedelta) -> str:
    """The largest unit of it: `3 months`."""
    days = max(0, passed // _DAY)
    for length, word in _AGES:
        if days >= length:
            number = days // length
            return f"{number} {word}{'s' if number > 1 else ''}"
    return "today"


def session(one: Session, *, current: bool) -> dict[str, Any]:
    """A login. The contract has one list of all ways in."""
    return _way_in(
        one.id,
        one.kind,
        current=current,
        label=one.label or None,
        created_at=_seconds(one.created_at),
        last_activity=_seconds(one.used_at),
        expires_at=_seconds(one.expires_at),
        last_ip=one.address or None,
        last_user_agent=one.user_agent or None,
        created_via="login",
    )


def token(one: Token, *, current: bool) -> dict[str, Any]:
    return _way_in(
        one.id,
        "access_token",
        current=current,
        label=one.name,
        created_at=_seconds(one.created_at),
        last_activity=_seconds(one.used_at or one.created_at),
        expires_at=_seconds(one.expires_at),
        created_via="token",
    )


def app(one: App, *, current: bool) -> dict[str, Any]:
    """An app that acts for the person, by however many tokens."""
    return _way_in(
        one.id,
        "app",
        current=current,
        created_via="app",
        app_uid=one.id,
        app={"uid": one.id, "name": one.name, "title": one.title, "icon": None},
    )


def _way_in(uuid: str, kind: str, *, current: bool, **told: Any) -> dict[str, Any]:
    """What is not told is null."""
    return {"uuid": uuid, "kind": kind, "current": current, **_UNTOLD, **told}


def _seconds(at: datetime | None) -> int | None:
    return None if at is None else int(at.timestamp())
