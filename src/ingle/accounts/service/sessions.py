"""Logins in browsers: opened, listed, labelled, ended."""

from collections.abc import Sequence

from ingle.accounts import policy, store
from ingle.accounts.errors import SessionNotFoundError
from ingle.accounts.model import Session, SessionKind, User, Visitor
from ingle.accounts.names import SESSION
from ingle.accounts.service.ground import Ground
from ingle.base.errors import InvalidError
from ingle.edge.identity import Caller
from ingle.runtime.crypto import hash_secret, make_secret

MAX_LABEL = 100
_MAX_USER_AGENT = 300


class Sessions:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def open(
        self, connection: store.Connection, user: User, visitor: Visitor, *, kind: SessionKind = "web"
    ) -> str:
        """A new session of somebody who has just proved who they are, in the transaction that knows it; its secret."""
        now = self._ground.clock.now()
        secret = make_secret(self._ground.random)
        session = Session(
            id=self._ground.new_id(SESSION),
            user_id=user.id,
            secret_hash=hash_secret(secret),
            created_at=now,
            used_at=now,
            expires_at=now + policy.session_life(user),
            kind=kind,
            address=policy.coarse_address(visitor.address),
            user_agent=visitor.user_agent[:_MAX_USER_AGENT],
            elevated_until=now + policy.ELEVATION,
        )
        store.remove_sessions_over(connection, now)
        store.add_session(connection, session)
        return secret

    async def list(self, caller: Caller) -> Sequence[Session]:
        """The one that was used last first. A person has a handful, so all of them."""
        now = self._ground.clock.now()
        return await self._ground.db.read(lambda c: store.list_sessions(c, caller.user_id, now))

    async def label(self, caller: Caller, session_id: str, label: str) -> None:
        """Raises SessionNotFoundError, InvalidError."""
        if len(label) > MAX_LABEL or not label.isprintable():
            raise InvalidError(f"a label has at most {MAX_LABEL} characters", field="label")
        if not await self._ground.db.write(
            lambda c: store.label_session(c, caller.user_id, session_id, label.strip())
        ):
            raise SessionNotFoundError("you have no such session")

    async def end(self, caller: Caller, session_id: str, *, address: str) -> None:
        """Raises SessionNotFoundError."""

        def end(connection: store.Connection) -> None:
            if not store.remove_own_session(connection, caller.user_id, session_id):
                raise SessionNotFoundError("you have no such session")
            self._ground.note(connection, "session_ended", actor=caller, address=address, detail=session_id)

        await self._ground.db.write(end)
        self._ground.ended(lambda other: other.credential_id == session_id)

    async def end_all(self, caller: Caller, *, but_this: bool, address: str) -> None:
        """But this: the one that the caller came with stays."""
        kept = caller.credential_id if but_this else ""

        def end(connection: store.Connection) -> None:
            store.remove_other_sessions(connection, caller.user_id, keep=kept)
            self._ground.note(connection, "sessions_ended", actor=caller, address=address)

        await self._ground.db.write(end)
        self.are_gone(caller.user_id, keep=kept)

    def are_gone(self, user_id: str, *, keep: str = "") -> None:
        """After a transaction that removed somebody's sessions."""
        self._ground.ended(
            lambda other: other.user_id == user_id and other.via == "session" and other.credential_id != keep
        )

    async def logout(self, caller: Caller, *, address: str) -> None:
        """Ends the session that the caller came with; other ways of being here have nothing to end."""
        if caller.via == "session":
            await self.close(caller, caller.credential_id, address=address)

    async def close(self, whose: Caller | User, session_id: str, *, address: str) -> None:
        """Their session, by whoever came with it."""

        def end(connection: store.Connection) -> None:
            store.remove_session(connection, session_id)
            self._ground.note(connection, "logout", actor=whose, address=address, via="session")

        await self._ground.db.write(end)
        self._ground.ended(lambda other: other.credential_id == session_id)
