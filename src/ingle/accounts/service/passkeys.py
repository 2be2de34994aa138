"""Passkeys (WebAuthn, w3.org/TR/webauthn-2): registered by who is logged in, then a login by itself, without name, password or one-time code.

A passkey is asked to verify its person (by finger, face or PIN), so it is two factors at once. Questions are tickets: good once, for a few minutes.
"""

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any

import webauthn
from webauthn.helpers import structs
from webauthn.helpers.exceptions import WebAuthnException

from ingle.accounts import policy, store
from ingle.accounts.errors import PasskeyNotFoundError, PasskeyRefusedError
from ingle.accounts.model import Passkey, Purpose, Ticket, User, Visitor
from ingle.accounts.names import PASSKEY
from ingle.accounts.policy import Page
from ingle.accounts.service.ground import Ground
from ingle.accounts.service.guard import Guard
from ingle.accounts.service.logins import Logins
from ingle.base.errors import InvalidError
from ingle.edge.identity import Caller
from ingle.runtime.crypto import make_secret

MAX_NAME = 100
_RP_NAME = "Ingle"
_VERIFIED = structs.UserVerificationRequirement.REQUIRED


class Passkeys:
    def __init__(self, ground: Ground, *, guard: Guard, logins: Logins) -> None:
        self._ground = ground
        self._guard = guard
        self._logins = logins

    async def begin(self, caller: Caller, page: Page) -> tuple[str, Mapping[str, Any]]:
        """A ticket, and what the page gives to `navigator.credentials.create`."""
        present = await self._ground.db.read(lambda c: store.list_passkeys(c, caller.user_id))
        challenge = self._ground.random(32)
        options = webauthn.generate_registration_options(
            rp_id=page.host,
            rp_name=_RP_NAME,
            user_id=caller.user_id.encode(),
            user_name=caller.user_name,
            challenge=challenge,
            authenticator_selection=structs.AuthenticatorSelectionCriteria(
                resident_key=structs.ResidentKeyRequirement.REQUIRED, user_verification=_VERIFIED
            ),
            exclude_credentials=[
                structs.PublicKeyCredentialDescriptor(id=one.credential_id) for one in present
            ],
        )
        secret = await self._ask("passkey_made", page, challenge, user_id=caller.user_id)
        return secret, json.loads(webauthn.options_to_json(options))

    async def finish(
        self,
        caller: Caller,
        page: Page,
        ticket: str,
        credential: Mapping[str, Any],
        name: str,
        *,
        address: str,
    ) -> Passkey:
        """`credential`: what the browser answered, as JSON. Raises TicketRefusedError, PasskeyRefusedError, InvalidError."""
        name = _checked(name or "Passkey")
        asked = await self._answered("passkey_made", page, ticket)
        if asked.user_id != caller.user_id:
            raise PasskeyRefusedError("this passkey was made for somebody else")
        try:
            made = webauthn.verify_registration_response(
                credential=dict(credential),
                expected_challenge=_challenge(asked),
                expected_rp_id=page.host,
                expected_origin=page.origin,
                require_user_verification=True,
            )
        except _BROKEN as error:
            raise PasskeyRefusedError("this passkey cannot be registered") from error
        passkey = Passkey(
            id=self._ground.new_id(PASSKEY),
            user_id=caller.user_id,
            name=name,
            host=page.host,
            credential_id=made.credential_id,
            public_key=made.credential_public_key,
            sign_count=made.sign_count,
            created_at=self._ground.clock.now(),
            used_at=None,
        )

        def add(connection: store.Connection) -> None:
            store.add_passkey(connection, passkey)
            self._ground.note(connection, "passkey_added", actor=caller, address=address, detail=name)

        await self._ground.db.write(add)
        return passkey

    async def list(self, caller: Caller) -> Sequence[Passkey]:
        return await self._ground.db.read(lambda c: store.list_passkeys(c, caller.user_id))

    async def rename(self, caller: Caller, passkey_id: str, name: str) -> None:
        """Raises PasskeyNotFoundError, InvalidError."""
        name = _checked(name)
        if not await self._ground.db.write(
            lambda c: store.rename_passkey(c, caller.user_id, passkey_id, name)
        ):
            raise PasskeyNotFoundError("you have no such passkey")

    async def remove(self, caller: Caller, passkey_id: str, *, address: str) -> None:
        """Raises PasskeyNotFoundError."""

        def remove(connection: store.Connection) -> None:
            if not store.remove_passkey(connection, caller.user_id, passkey_id):
                raise PasskeyNotFoundError("you have no such passkey")
            self._ground.note(connection, "passkey_removed", actor=caller, address=address, detail=passkey_id)

        await self._ground.db.write(remove)

    async def begin_login(self, page: Page, *, address: str) -> tuple[str, Mapping[str, Any]]:
        """A ticket, and what the page gives to `navigator.credentials.get`. Raises RateLimitedError."""
        self._guard.admit_address(address)
        challenge = self._ground.random(32)
        options = webauthn.generate_authentication_options(
            rp_id=page.host, challenge=challenge, user_verification=_VERIFIED
        )
        secret = await self._ask("passkey_used", page, challenge)
        return secret, json.loads(webauthn.options_to_json(options))

    async def finish_login(
        self, page: Page, ticket: str, credential: Mapping[str, Any], visitor: Visitor
    ) -> tuple[User, str]:
        """A session: its user and its secret. Raises TicketRefusedError, PasskeyRefusedError, AccountSuspendedError."""
        asked = await self._answered("passkey_used", page, ticket)
        passkey, user = await self._find(credential)
        try:
            used = webauthn.verify_authentication_response(
                credential=dict(credential),
                expected_challenge=_challenge(asked),
                expected_rp_id=page.host,
                expected_origin=page.origin,
                credential_public_key=passkey.public_key,
                credential_current_sign_count=passkey.sign_count,
                require_user_verification=True,
            )
        except _BROKEN as error:
            raise _refused() from error
        now = self._ground.clock.now()
        await self._ground.db.write(
            lambda c: store.use_passkey(c, passkey.id, sign_count=used.new_sign_count, used_at=now)
        )
        self._guard.give_back(visitor.address)
        return await self._logins.enter(user, visitor, by="passkey")

    async def _find(self, credential: Mapping[str, Any]) -> tuple[Passkey, User]:
        """Whose passkey it says it is. Its own word for its person must agree, or it would be a stranger's that only has the number."""
        try:
            credential_id = webauthn.base64url_to_bytes(str(credential["rawId"]))
            handle = webauthn.base64url_to_bytes(str(credential["response"]["userHandle"]))
        except (KeyError, TypeError, ValueError) as error:
            raise _refused() from error

        def find(connection: store.Connection) -> tuple[Passkey, User] | None:
            passkey = store.find_passkey(connection, credential_id)
            user = store.find_user(connection, passkey.user_id) if passkey else None
            return (passkey, user) if passkey and user else None

        found = await self._ground.db.read(find)
        if found is None or found[1].id.encode() != handle:
            raise _refused()
        return found

    async def _ask(self, purpose: Purpose, page: Page, challenge: bytes, user_id: str | None = None) -> str:
        secret = make_secret(self._ground.random)
        told = base64.b64encode(challenge).decode()
        await self._ground.db.write(
            lambda c: self._ground.give_ticket(
                c,
                purpose,
                secret,
                life=policy.OTP_TICKET_LIFE,
                user_id=user_id,
                challenge=told,
                host=page.host,
            )
        )
        return secret

    async def _answered(self, purpose: Purpose, page: Page, secret: str) -> Ticket:
        ticket = await self._ground.db.write(lambda c: self._ground.take_ticket(c, purpose, secret))
        if ticket.data["host"] != page.host:
            raise _refused()
        return ticket


# What the library raises for answers that somebody made up: its own errors, and those of the parsers below it.
_BROKEN = (WebAuthnException, ValueError, TypeError, KeyError, IndexError, AttributeError)


def _challenge(ticket: Ticket) -> bytes:
    return base64.b64decode(ticket.data["challenge"])


def _refused() -> PasskeyRefusedError:
    return PasskeyRefusedError("this passkey is not known here")


def _checked(name: str) -> str:
    if not name.strip() or len(name) > MAX_NAME or not name.isprintable():
        raise InvalidError(f"a passkey has a name of at most {MAX_NAME} characters", field="name")
    return name.strip()
