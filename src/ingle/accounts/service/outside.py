"""Logins by other providers (OpenID Connect).

Nobody gets into an account by an address alone: who is new to the daemon, but has the confirmed address of somebody here, logs in as that one and links
the provider there. Linking begins with a request of the person who is logged in, and ends in the same browser.
"""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ingle.accounts import policy, store
from ingle.accounts.errors import (
    AccountExistsError,
    IdentityNotFoundError,
    IdentityTakenError,
    LastWayInError,
    ProviderUnknownError,
    TicketRefusedError,
    UserNotFoundError,
)
from ingle.accounts.model import Identity, User, Visitor
from ingle.accounts.ports import Claims, LoginProvider
from ingle.accounts.service.elevation import Elevation
from ingle.accounts.service.ground import Ground
from ingle.accounts.service.guard import Guard
from ingle.accounts.service.logins import Logins
from ingle.accounts.service.signups import SignUps
from ingle.accounts.settings import AccountSettings
from ingle.edge.identity import Caller
from ingle.runtime.crypto import make_secret


@dataclass(frozen=True)
class Entered:
    """How a login at a provider ended here."""

    user: User
    provider: str
    secret: str = ""  # of the new session; "": they were logged in already
    proved: bool = False  # and showed again who they are; else the provider was linked to them


class OutsideLogins:
    def __init__(
        self,
        ground: Ground,
        *,
        providers: Mapping[str, LoginProvider],
        guard: Guard,
        logins: Logins,
        elevation: Elevation,
        sign_ups: SignUps,
        settings: AccountSettings,
    ) -> None:
        self._ground = ground
        self._providers = providers
        self._guard = guard
        self._logins = logins
        self._elevation = elevation
        self._sign_ups = sign_ups
        self._settings = settings

    def providers(self) -> Sequence[tuple[str, str]]:
        """Name and title of each."""
        return [(name, one.title or name) for name, one in self._providers.items()]

    async def begin(
        self,
        name: str,
        *,
        redirect_uri: str,
        address: str,
        caller: Caller | None = None,
        proves: bool = False,
    ) -> tuple[str, str]:
        """Where the browser goes, and what it brings back beside the answer. With a caller the provider is linked to them; or where they only want to
        prove who they are, their session is elevated.

        Raises ProviderUnknownError, ProviderFailedError, RateLimitedError.
        """
        provider = self._provider(name)
        self._guard.admit_address(address)
        state, nonce, verifier = (make_secret(self._ground.random) for _ in range(3))
        url = await provider.begin(redirect_uri=redirect_uri, state=state, nonce=nonce, verifier=verifier)
        await self._ground.db.write(
            lambda c: self._ground.give_ticket(
                c,
                "oidc",
                state,
                life=policy.OUTSIDE_LIFE,
                user_id=caller.user_id if caller else None,
                provider=name,
                nonce=nonce,
                verifier=verifier,
                redirect_uri=redirect_uri,
                session_id=caller.credential_id if caller and proves else "",
            )
        )
        return url, state

    async def finish(self, name: str, code: str, *, state: str, brought: str, visitor: Visitor) -> Entered:
        """`name`: of the provider that it must be; "": whichever it was begun with. `brought`: by the browser that began. Raises TicketRefusedError,
        ProviderFailedError, AccountExistsError, IdentityTakenError, IdentityNotFoundError, SignUpClosedError, AccountSuspendedError, OtpRequiredError."""
        if not hmac.compare_digest(state.encode(), brought.encode()):
            raise TicketRefusedError
        ticket = await self._ground.db.write(lambda c: self._ground.take_ticket(c, "oidc", state))
        begun: str = ticket.data["provider"]
        if name not in ("", begun):
            raise TicketRefusedError
        claims = await self._provider(begun).finish(
            code,
            redirect_uri=ticket.data["redirect_uri"],
            nonce=ticket.data["nonce"],
            verifier=ticket.data["verifier"],
        )
        if ticket.user_id is not None and ticket.data["session_id"]:
            user = await self._prove(ticket.user_id, ticket.data["session_id"], begun, claims, visitor)
            return Entered(user, begun, proved=True)
        if ticket.user_id is not None:
            return Entered(await self._link(ticket.user_id, begun, claims, visitor), begun)
        user = await self._known_or_new(begun, claims, visitor)
        self._guard.give_back(visitor.address)
        await self._logins.ask_for_code(user)
        user, secret = await self._logins.enter(user, visitor, by=f"oidc {begun}")
        return Entered(user, begun, secret)

    async def list(self, caller: Caller) -> Sequence[Identity]:
        return await self._ground.db.read(lambda c: store.list_identities(c, caller.user_id))

    async def unlink(self, caller: Caller, name: str, *, address: str) -> None:
        """Raises IdentityNotFoundError, LastWayInError."""

        def unlink(connection: store.Connection) -> None:
            if not store.remove_identities(connection, caller.user_id, name):
                raise IdentityNotFoundError(f"you have no login by {name}")
            user = store.find_user(connection, caller.user_id)
            others = store.list_identities(connection, caller.user_id) or store.list_passkeys(
                connection, caller.user_id
            )
            if user is not None and not user.password_hash and not others:
                raise LastWayInError("this is your only way to log in; add a passkey first")
            self._ground.note(connection, "provider_unlinked", actor=caller, address=address, detail=name)

        await self._ground.db.write(unlink)

    async def _known_or_new(self, name: str, claims: Claims, visitor: Visitor) -> User:
        def find_or_make(connection: store.Connection) -> User:
            known = store.find_by_identity(connection, claims.issuer, claims.subject)
            if known is not None:
                return known
            if claims.email and store.find_user_by_email(connection, claims.email):
                raise AccountExistsError(
                    "an account has this address; log in to it, and link this provider there"
                )
            policy.check_sign_up(self._settings.sign_up, invited=False)
            free = self._sign_ups.free_name(connection, claims.name)
            email = claims.email if policy.is_email(claims.email) else ""
            user = replace(
                self._sign_ups.newcomer(free, "", email),
                email_confirmed=bool(email) and claims.email_verified,
            )
            store.add_user(connection, user)
            self._add(connection, user, name, claims)
            self._ground.note(
                connection, "signed_up", actor=user, address=visitor.address, via=f"oidc {name}"
            )
            return user

        return await self._ground.db.write(find_or_make)

    async def _link(self, user_id: str, name: str, claims: Claims, visitor: Visitor) -> User:
        def link(connection: store.Connection) -> User:
            user = store.find_user(connection, user_id)
            if user is None:
                raise UserNotFoundError("there is no such user")
            holder = store.find_by_identity(connection, claims.issuer, claims.subject)
            if holder is not None and holder.id != user.id:
                raise IdentityTakenError("another account is linked to this login")
            if holder is None:
                self._add(connection, user, name, claims)
                self._ground.note(
                    connection,
                    "provider_linked",
                    actor=user,
                    address=visitor.address,
                    via="oidc",
                    detail=name,
                )
            return user

        return await self._ground.db.write(link)

    async def _prove(
        self, user_id: str, session_id: str, name: str, claims: Claims, visitor: Visitor
    ) -> User:
        """Raises IdentityNotFoundError: the provider knows them as somebody else."""
        user = await self._ground.db.read(lambda c: store.find_by_identity(c, claims.issuer, claims.subject))
        if user is None or user.id != user_id:
            raise IdentityNotFoundError(f"that is not who you are by {name}")
        await self._elevation.elevate_session(user, session_id, address=visitor.address, via=f"oidc {name}")
        return user

    def _add(self, connection: store.Connection, user: User, name: str, claims: Claims) -> None:
        now = self._ground.clock.now()
        store.add_identity(
            connection, Identity(claims.issuer, claims.subject, user.id, name, claims.email, now)
        )

    def _provider(self, name: str) -> LoginProvider:
        if name not in self._providers:
            raise ProviderUnknownError(f"there is no login by {name} here")
        return self._providers[name]
