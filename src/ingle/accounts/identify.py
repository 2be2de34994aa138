"""Who a request comes from: its bearer token or link, its session cookie, or the process at the other end of the Unix socket, in this order."""

import os
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from litestar.connection import ASGIConnection

from ingle.accounts import policy, store
from ingle.accounts.errors import AccountSuspendedError, CredentialRefusedError
from ingle.accounts.model import Session, Token, User
from ingle.accounts.names import COOKIE, LINK_PASSWORD_HEADER, LINK_SECRET_PREFIX
from ingle.accounts.recent import RecentCallers
from ingle.accounts.service import Links, PersonalLimits
from ingle.base.clock import Clock
from ingle.edge.capability import Scope
from ingle.edge.identity import Caller
from ingle.edge.peers import peer_uid
from ingle.runtime.crypto import hash_secret
from ingle.runtime.db import Database

_LOCAL = b"local"  # the key of the operator, who has no secret
LookUp = Callable[[bytes, datetime], Awaitable[tuple[Caller, datetime | None]]]


class Identification:
    """Satisfies edge's Identify."""

    def __init__(
        self,
        *,
        db: Database,
        clock: Clock,
        recent: RecentCallers,
        limits: PersonalLimits,
        links: Links,
        scopes: Iterable[Scope],
    ) -> None:
        self._db = db
        self._clock = clock
        self._recent = recent
        self._limits = limits
        self._links = links
        everything = tuple(scopes)
        self._of_admins = policy.user_scopes(everything, admin=True)
        self._of_people = policy.user_scopes(everything, admin=False)
        self._of_apps = policy.app_scopes(everything)
        self._of_links = policy.link_scopes(everything)

    async def __call__(self, connection: ASGIConnection[Any, Any, Any, Any]) -> Caller | None:
        """Raises CredentialRefusedError and AccountSuspendedError: a credential that is sent and bad is not passed over for another one."""
        header = connection.headers.get("authorization")
        if header is not None:
            secret = _bearer(header)
            if secret.startswith(LINK_SECRET_PREFIX):
                return await self.by_link(secret, connection.headers.get(LINK_PASSWORD_HEADER, ""))
            return await self.by_token(secret)
        cookie = connection.cookies.get(COOKIE)
        if cookie:
            return await self.by_session(cookie)
        uid = peer_uid(connection.scope)
        return None if uid is None else await self.by_uid(uid)

    async def by_token(self, secret: str) -> Caller:
        return await self._recall(hash_secret(secret), self._look_up_token)

    async def by_link(self, secret: str, password: str = "") -> Caller:
        """Raises LinkRefusedError, RateLimitedError."""

        async def look_up(_key: bytes, _now: datetime) -> tuple[Caller, datetime | None]:
            caller, until = await self._links.follow(secret, password)
            pace = self._limits.of_nobody.requests_per_minute
            return replace(caller, scopes=self._of_links, requests_per_minute=pace), until

        return await self._recall(hash_secret(f"{secret} {password}"), look_up)

    async def by_session(self, secret: str) -> Caller:
        return await self._recall(hash_secret(secret), self._look_up_session)

    async def by_uid(self, uid: int) -> Caller | None:
        """The local operator (the daemon's own user, or root) acts as the first admin; others need a token."""
        if uid not in {0, os.geteuid()}:
            return None
        return await self._recall(_LOCAL, self._look_up_operator)

    async def again(self, via: str, credential_id: str) -> Caller:
        """Whoever came by this credential, as they are now: for what was given them by it and is not it. The credential is not used by this, so it lasts
        no longer. Raises CredentialRefusedError, AccountSuspendedError."""
        if via == "local":
            return await self._recall(_LOCAL, self._look_up_operator)
        return await self._recall(f"again {credential_id}".encode(), self._look_up_again)

    async def _recall(self, key: bytes, look_up: LookUp) -> Caller:
        now = self._clock.now()
        caller = self._recent.find(key, now)
        if caller is None:
            mark = self._recent.begin()
            caller, expires_at = await look_up(key, now)
            self._recent.keep(mark, key, caller, now=now, expires_at=expires_at)
        return caller

    async def _look_up_token(self, secret_hash: bytes, now: datetime) -> tuple[Caller, datetime | None]:
        found = await self._db.glance(lambda c: store.find_token(c, secret_hash))
        if found is None or policy.is_over(found[0].expires_at, now):
            raise CredentialRefusedError("this token is not valid (any more)")
        token, user = found
        _check_suspended(user)
        if token.used_at is None or now - token.used_at >= policy.TOKEN_TOUCH:
            until = now + policy.APP_TOKEN_LIFE if token.app_id else token.expires_at
            await self._db.write(lambda c: store.touch_token(c, token.id, used_at=now, expires_at=until))
        return await self._limited(self._caller(user, "token", token), user), token.expires_at

    async def _look_up_operator(self, _key: bytes, _now: datetime) -> tuple[Caller, datetime | None]:
        user = await self._db.glance(store.first_admin)
        if user is None:
            raise CredentialRefusedError("there is no admin to act as")
        return self._caller(user, "local", None), None

    async def _look_up_session(self, secret_hash: bytes, now: datetime) -> tuple[Caller, datetime | None]:
        found = await self._db.glance(lambda c: store.find_session(c, secret_hash))
        if found is None or policy.is_over(found[0].expires_at, now):
            raise CredentialRefusedError("you are logged out")
        session, user = found
        _check_suspended(user)
        if policy.should_touch(session, now):
            until = now + policy.session_life(user)
            await self._db.write(lambda c: store.touch_session(c, session.id, used_at=now, expires_at=until))
        return await self._limited(self._caller(user, "session", session), user), session.expires_at

    async def _look_up_again(self, key: bytes, now: datetime) -> tuple[Caller, datetime | None]:
        """Of a session or a token."""
        credential = key.partition(b" ")[2].decode()

        def find(connection: store.Connection) -> tuple[Session | Token, User] | None:
            session = store.find_session_by_id(connection, credential)
            return session or store.find_token_by_id(connection, credential)

        found = await self._db.glance(find)
        if found is None or policy.is_over(found[0].expires_at, now):
            raise CredentialRefusedError("you are logged out")
        by, user = found
        _check_suspended(user)
        via: Literal["session", "token"] = "session" if isinstance(by, Session) else "token"
        return await self._limited(self._caller(user, via, by), user), by.expires_at

    async def _limited(self, caller: Caller, user: User) -> Caller:
        limits = await self._db.glance(lambda c: self._limits.of(c, user))
        return replace(caller, requests_per_minute=limits.requests_per_minute)

    def _caller(
        self, user: User, via: Literal["session", "token", "local"], by: Session | Token | None
    ) -> Caller:
        scopes = self._of_admins if user.admin else self._of_people
        if isinstance(by, Token) and by.app_id:
            return Caller(user.id, user.name, False, self._of_apps, "app", by.id, app_id=by.app_id)
        if isinstance(by, Token):
            scopes = scopes.intersection(by.scopes)
        restricted = isinstance(by, Token) and by.restricted
        return Caller(user.id, user.name, user.admin, scopes, via, by.id if by else "", restricted=restricted)


def _check_suspended(user: User) -> None:
    if user.suspended_at is not None:
        raise AccountSuspendedError


def _bearer(header: str) -> str:
    scheme, _, secret = header.partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise CredentialRefusedError("the Authorization header must be: Bearer TOKEN")
    return secret.strip()
