"""Somebody's ways in, as admins see and end them: sessions, tokens, passkeys. For a lost telephone, or a program that went astray."""

from collections.abc import Callable, Sequence

from ingle.accounts import store
from ingle.accounts.errors import (
    PasskeyNotFoundError,
    SessionNotFoundError,
    TokenNotFoundError,
    UserNotFoundError,
)
from ingle.accounts.model import Passkey, Session, Token, User
from ingle.accounts.service.ground import Ground
from ingle.base.errors import NotFoundError
from ingle.base.paging import Page
from ingle.edge.identity import Caller


class WaysIn:
    """Each of them raises UserNotFoundError."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def sessions(self, reference: str) -> Sequence[Session]:
        """The one that was used last first."""
        now = self._ground.clock.now()
        return await self._ground.db.read(lambda c: store.list_sessions(c, _found(c, reference).id, now))

    async def tokens(self, reference: str, *, after: str | None, limit: int) -> Page[Token]:
        return await self._ground.db.read(
            lambda c: store.list_tokens(c, _found(c, reference).id, after=after, limit=limit)
        )

    async def passkeys(self, reference: str) -> Sequence[Passkey]:
        return await self._ground.db.read(lambda c: store.list_passkeys(c, _found(c, reference).id))

    async def end_sessions(self, caller: Caller, reference: str, *, address: str) -> None:
        """All of them."""

        def end(connection: store.Connection) -> User:
            user = _found(connection, reference)
            store.remove_other_sessions(connection, user.id, keep="")
            self._ground.note(connection, "sessions_revoked", actor=caller, subject=user, address=address)
            return user

        user = await self._ground.db.write(end)
        self._ground.ended(lambda other: other.user_id == user.id and other.via == "session")

    async def end_session(self, caller: Caller, reference: str, session_id: str, *, address: str) -> None:
        """Raises SessionNotFoundError."""
        gone = SessionNotFoundError("they have no such session")
        remove = store.remove_own_session
        await self._end(
            caller, reference, session_id, remove, gone, action="session_revoked", address=address
        )

    async def revoke_token(self, caller: Caller, reference: str, token_id: str, *, address: str) -> None:
        """Raises TokenNotFoundError."""
        gone = TokenNotFoundError("they have no such token")
        await self._end(
            caller, reference, token_id, store.remove_token, gone, action="token_revoked", address=address
        )

    async def remove_passkey(self, caller: Caller, reference: str, passkey_id: str, *, address: str) -> None:
        """Raises PasskeyNotFoundError."""
        gone = PasskeyNotFoundError("they have no such passkey")
        remove = store.remove_passkey
        await self._end(
            caller, reference, passkey_id, remove, gone, action="passkey_removed", address=address
        )

    async def _end(
        self,
        caller: Caller,
        reference: str,
        way_id: str,
        remove: Callable[[store.Connection, str, str], bool],
        gone: NotFoundError,
        *,
        action: str,
        address: str,
    ) -> None:
        def end(connection: store.Connection) -> None:
            user = _found(connection, reference)
            if not remove(connection, user.id, way_id):
                raise gone
            self._ground.note(connection, action, actor=caller, subject=user, address=address, detail=way_id)

        await self._ground.db.write(end)
        self._ground.ended(lambda other: other.credential_id == way_id)


def _found(connection: store.Connection, reference: str) -> User:
    user = store.find_user(connection, reference)
    if user is None:
        raise UserNotFoundError("there is no such user")
    return user
