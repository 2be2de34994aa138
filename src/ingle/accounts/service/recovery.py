"""A new password for who forgot the old one, by a code in a letter to a confirmed address.

Who asks learns nothing: whether there is such an account or not, the answer, what is written to the database and how long it takes are the same.
"""

from datetime import timedelta

from ingle.accounts import letters, policy, store
from ingle.accounts.errors import TicketRefusedError
from ingle.accounts.model import User
from ingle.accounts.service.ground import Ground
from ingle.accounts.service.guard import Guard
from ingle.accounts.service.post import Post
from ingle.accounts.service.sessions import Sessions
from ingle.runtime.crypto import Passwords, hash_secret, make_password, plain_code


class Recovery:
    def __init__(
        self,
        ground: Ground,
        *,
        passwords: Passwords,
        guard: Guard,
        sessions: Sessions,
        post: Post,
        public_url: str,
    ) -> None:
        self._ground = ground
        self._passwords = passwords
        self._guard = guard
        self._sessions = sessions
        self._post = post
        self._public_url = public_url

    async def begin(self, handle: str, *, address: str) -> None:
        """Send a code to who is named (by name or address). Raises MailOffError, MailBusyError, RateLimitedError."""
        self._post.check()
        self._guard.admit_address(address)
        self._guard.admit_name(f"recovery of {policy.name_key(handle)}")
        code = make_password(self._ground.random)

        def give(connection: store.Connection) -> User | None:
            user = store.find_by_handle(connection, handle)
            reached = user if user and user.email_confirmed and user.suspended_at is None else None
            if reached:
                store.remove_tickets(connection, reached.id, "recovery")
            self._ground.give_ticket(
                connection,
                "recovery",
                code,
                life=policy.RECOVERY_LIFE,
                user_id=reached.id if reached else None,
            )
            return reached

        user = await self._ground.db.write(give)
        if user is not None:
            self._post.send(letters.recover(user.email, user.name, code, self._public_url))

    async def left(self, code: str, *, address: str) -> timedelta:
        """How long a letter's code is still good. Raises TicketRefusedError, RateLimitedError."""
        self._guard.admit_address(address)
        now = self._ground.clock.now()
        ticket = await self._ground.db.read(
            lambda c: store.find_ticket(c, "recovery", hash_secret(plain_code(code)), now)
        )
        if ticket is None or ticket.user_id is None:
            raise TicketRefusedError
        return ticket.expires_at - now

    async def finish(self, code: str, password: str, *, address: str) -> None:
        """Set the new password; all sessions end, and the code is used up. A second factor is asked for as before.

        Raises TicketRefusedError, PasswordWeakError (the code stays good), RateLimitedError.
        """
        self._guard.admit_address(address)
        secret = plain_code(code)
        now = self._ground.clock.now()
        ticket = await self._ground.db.read(
            lambda c: store.find_ticket(c, "recovery", hash_secret(secret), now)
        )
        user = await self._ground.db.read(
            lambda c: store.find_user(c, ticket.user_id) if ticket and ticket.user_id else None
        )
        if user is None:
            raise TicketRefusedError
        policy.check_password(password, user.name)
        hashed = await self._passwords.hash(password)

        def change(connection: store.Connection) -> None:
            self._ground.take_ticket(connection, "recovery", secret)
            store.set_password(connection, user.id, hashed)
            store.remove_other_sessions(connection, user.id, keep="")
            store.forget_failures(connection, hash_secret(user.id))
            self._ground.note(connection, "password_recovered", actor=user, address=address, via="letter")

        await self._ground.db.write(change)
        self._sessions.are_gone(user.id)
        if self._post.is_on:
            self._post.send(letters.password_changed(user.email, user.name))
