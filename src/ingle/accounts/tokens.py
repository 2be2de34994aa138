"""API tokens: made, listed, revoked. The secret is told once, at the making."""

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
        self, caller: Caller, name: str, *, scopes: list[str], expires_at: datetime | None
    ) -> tuple[Token, str]:
        """A token and its secret. No scopes: those of the way in which the caller is here.

        Raises InvalidError, ScopeUnknownError, ScopeNotYoursError, ExpiryPastError.
        """
        if not name.strip() or len(name) > MAX_NAME:
            raise InvalidError(f"a token has a name of at most {MAX_NAME} characters", field="name")
        now = self._clock.now()
        policy.check_expiry(expires_at, now)
        held = self._scopes if "*" in caller.scopes else caller.scopes
        secret = TOKEN_SECRET_PREFIX + make_secret(self._random)
        token = Token(
            id=make_id(TOKEN, now, self._random),
            user_id=caller.user_id,
            name=name.strip(),
            secret_hash=hash_secret(secret),
            scopes=policy.grant(scopes or held, known=self._scopes, held=held),
            created_at=now,
            expires_at=expires_at,
            used_at=None,
        )
        await self._db.write(lambda c: store.add_token(c, token))
        return token, secret

    async def list(self, caller: Caller, *, after: str | None, limit: int) -> Page[Token]:
        return await self._db.read(lambda c: store.list_tokens(c, caller.user_id, after=after, limit=limit))

    async def remove(self, caller: Caller, token_id: str) -> None:
        """Raises TokenNotFoundError."""
        if not await self._db.write(lambda c: store.remove_token(c, caller.user_id, token_id)):
            raise TokenNotFoundError("you have no such token")
        self._recent.forget()
        self._leashes.cut(lambda other: other.credential_id == token_id)
