"""API tokens: made, listed, revoked. The secret is told once, at the making."""

import base64
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from ingle.accounts import policy, store
from ingle.accounts.errors import TokenNotFoundError
from ingle.accounts.model import Token
from ingle.accounts.names import TOKEN, TOKEN_SECRET_PREFIX
from ingle.accounts.recent import RecentCallers
from ingle.base.clock import Clock
from ingle.base.errors import InvalidError
from ingle.base.ids import RandomBytes, make_id
from ingle.base.paging import Page
from ingle.edge.identity import Caller
from ingle.edge.leashes import Leashes
from ingle.runtime.crypto import hash_secret, make_secret
from ingle.runtime.db import Database

MAX_NAME = 100


class Tokens:
    def __init__(
        self,
        *,
        db: Database,
        clock: Clock,
        random: RandomBytes,
        recent: RecentCallers,
        leashes: Leashes,
        scopes: frozenset[str],
    ) -> None:
        self._db = db
        self._clock = clock
        self._random = random
        self._recent = recent
        self._leashes = leashes
        self._scopes = scopes  # all that capabilities declare

    async def create(
        self,
        caller: Caller,
        name: str,
        *,
        scopes: list[str],
        expires_at: datetime | None,
        restricted: bool = False,
    ) -> tuple[Token, str]:
        """A token and its secret. No scopes: those of the way in which the caller is here. `restricted`: of what can be shared it may use only
        what is granted to it; what a restricted token makes is restricted as well.

        Raises InvalidError, ScopeUnknownError, ScopeNotYoursError, ExpiryPastError.
        """
        name = _checked(name)
        now = self._clock.now()
        policy.check_expiry(expires_at, now)
        held = self._scopes if "*" in caller.scopes else caller.scopes
        secret = TOKEN_SECRET_PREFIX + make_secret(self._random)
        token = Token(
            id=make_id(TOKEN, now, self._random),
            user_id=caller.user_id,
            name=name,
            secret_hash=hash_secret(secret),
            scopes=policy.grant(scopes or held, known=self._scopes, held=held),
            created_at=now,
            expires_at=expires_at,
            used_at=None,
            restricted=restricted or caller.restricted,
        )
        await self._db.write(lambda c: store.add_token(c, token))
        return token, secret

    async def refresh(self, caller: Caller, token_id: str) -> tuple[Token, str]:
        """The token with another secret, and its life begun anew; the old secret ends at once.

        Raises TokenNotFoundError, and ScopeNotYoursError when it may do more than the caller.
        """
        now = self._clock.now()
        secret = TOKEN_SECRET_PREFIX + make_secret(self._random)
        held = self._scopes if "*" in caller.scopes else caller.scopes

        def refresh(connection: store.Connection) -> Token:
            token = store.find_own_token(connection, caller.user_id, token_id)
            if token is None:
                raise TokenNotFoundError("you have no such token")
            policy.grant(token.scopes, known=self._scopes | set(token.scopes), held=held)
            renewed = policy.renew(token, hash_secret(secret), now)
            store.set_token(connection, renewed)
            return renewed

        token = await self._db.write(refresh)
        self._end([token_id])
        return token, secret

    async def rename(self, caller: Caller, token_id: str, name: str) -> Token:
        """Raises TokenNotFoundError, InvalidError."""
        name = _checked(name)

        def rename(connection: store.Connection) -> Token:
            token = store.find_own_token(connection, caller.user_id, token_id)
            if token is None:
                raise TokenNotFoundError("you have no such token")
            renamed = replace(token, name=name)
            store.set_token(connection, renamed)
            return renamed

        return await self._db.write(rename)

    async def create_for_app(self, user_id: str, app_id: str) -> str:
        """The secret with which the app acts for the person. It has the shape of a JSON web token whose payload says which app it is for (SDKs
        read that), and a random number where others have a signature: it is looked up like any other secret."""
        now = self._clock.now()
        secret = app_secret(app_id, make_secret(self._random))
        token = Token(
            id=make_id(TOKEN, now, self._random),
            user_id=user_id,
            name=app_id,
            secret_hash=hash_secret(secret),
            scopes=(),
            created_at=now,
            expires_at=now + policy.APP_TOKEN_LIFE,
            used_at=None,
            app_id=app_id,
        )

        def add(connection: store.Connection) -> Sequence[str]:
            store.add_token(connection, token)
            return store.remove_app_tokens(connection, app_id, user_id=user_id, keep_newest=policy.APP_TOKENS)

        self._end(await self._db.write(add))
        return secret

    async def end_for_app(self, app_id: str, *, user_id: str | None = None) -> None:
        """The app no longer acts for the person, or for anybody."""
        self._end(await self._db.write(lambda c: store.remove_app_tokens(c, app_id, user_id=user_id)))

    def _end(self, token_ids: Sequence[str]) -> None:
        if token_ids:
            self._recent.forget()
            self._leashes.cut(lambda other: other.credential_id in token_ids)

    async def list(self, caller: Caller, *, after: str | None, limit: int) -> Page[Token]:
        return await self._db.read(lambda c: store.list_tokens(c, caller.user_id, after=after, limit=limit))

    async def remove(self, caller: Caller, token_id: str) -> None:
        """Raises TokenNotFoundError."""
        if not await self._db.write(lambda c: store.remove_token(c, caller.user_id, token_id)):
            raise TokenNotFoundError("you have no such token")
        self._end([token_id])


def _checked(name: str) -> str:
    if not name.strip() or len(name) > MAX_NAME:
        raise InvalidError(f"a token has a name of at most {MAX_NAME} characters", field="name")
    return name.strip()


def app_secret(app_id: str, number: str) -> str:
    parts = ({"typ": "JWT", "alg": "none"}, {"app_uid": app_id})
    told = (base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts)
    return ".".join([*told, number])
