"""Addresses of people: told, confirmed by a code in a letter, changed."""

from contextlib import suppress
from dataclasses import replace

from ingle.accounts import letters, policy, store
from ingle.accounts.errors import MailBusyError, NoEmailError, UserNotFoundError
from ingle.accounts.model import User
from ingle.accounts.service.ground import Ground
from ingle.accounts.service.guard import Guard
from ingle.accounts.service.post import Post
from ingle.edge.identity import Caller
from ingle.runtime.crypto import make_code, plain_code


class Emails:
    def __init__(self, ground: Ground, *, guard: Guard, post: Post, public_url: str) -> None:
        self._ground = ground
        self._guard = guard
        self._post = post
        self._public_url = public_url

    async def greet(self, user: User) -> None:
        """Ask a newcomer who told an address to confirm it, where letters are sent at all. When too many wait, they ask for it themselves."""
        if user.email and self._post.is_on:
            with suppress(MailBusyError):
                await self._ask(user, user.email)

    async def ask_again(self, caller: Caller) -> None:
        """Another letter. Raises NoEmailError, MailOffError, MailBusyError, RateLimitedError."""
        user = await self._user(caller)
        if not user.email or user.email_confirmed:
            raise NoEmailError("there is no address that waits to be confirmed")
        self._guard.admit_name(f"letters to {user.id}")
        await self._ask(user, user.email)

    async def change(self, caller: Caller, email: str) -> None:
        """Ask whether the new address is theirs; until that is confirmed the old one stays, if it was.

        Raises EmailInvalidError, MailOffError, MailBusyError, RateLimitedError.
        """
        email = policy.check_email(email)
        user = await self._user(caller)
        self._guard.admit_name(f"letters to {user.id}")
        await self._ask(user, email)

    async def confirm(self, code: str, *, address: str) -> User:
        """By whoever has the code, wherever they opened the letter. Raises TicketRefusedError, EmailTakenError, RateLimitedError."""
        self._guard.admit_address(address)

        def confirm(connection: store.Connection) -> tuple[User, User]:
            ticket = self._ground.take_ticket(connection, "confirm_email", plain_code(code))
            before = store.find_user(connection, ticket.user_id or "")
            if before is None:
                raise UserNotFoundError("there is no such user")
            after = replace(before, email=ticket.data["email"], email_confirmed=True)
            store.set_user(connection, after)
            store.remove_tickets(connection, after.id, "confirm_email")
            store.remove_tickets(connection, after.id, "recovery")  # letters that the old address has
            self._ground.note(
                connection, "email_confirmed", actor=after, address=address, via="letter", detail=after.email
            )
            return before, after

        before, after = await self._ground.db.write(confirm)
        if before.email_confirmed and before.email != after.email and self._post.is_on:
            self._post.send(letters.email_changed(before.email, after.name, after.email))
        return after

    async def _ask(self, user: User, email: str) -> None:
        code = make_code(self._ground.random, groups=2)
        letter = letters.confirm_email(email, user.name, code, self._public_url)
        self._post.check()  # before anything is recorded

        def give(connection: store.Connection) -> None:
            store.remove_tickets(connection, user.id, "confirm_email")
            self._ground.give_ticket(
                connection, "confirm_email", code, life=policy.CONFIRMATION_LIFE, user_id=user.id, email=email
            )

        await self._ground.db.write(give)
        self._post.send(letter)

    async def _user(self, caller: Caller) -> User:
        user = await self._ground.db.read(lambda c: store.find_user(c, caller.user_id))
        if user is None:
            raise UserNotFoundError("there is no such user")
        return user
