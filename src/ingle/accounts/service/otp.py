"""The second step of a login: one-time codes of an authenticator app, and recovery codes for when the phone is gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import pyotp
import segno

from ingle.accounts import policy, store
from ingle.accounts.errors import (
    AccountSuspendedError,
    CodeWrongError,
    OtpEnabledError,
    OtpNotSetUpError,
    TicketRefusedError,
    UserNotFoundError,
)
from ingle.accounts.model import OneTimePassword, User, Visitor
from ingle.accounts.service.elevation import Elevation
from ingle.accounts.service.ground import Ground
from ingle.accounts.service.guard import Guard
from ingle.accounts.service.sessions import Sessions
from ingle.edge.identity import Caller
from ingle.runtime.crypto import hash_secret, make_code, plain_code
from ingle.runtime.sealing import Sealer

ISSUER = "Ingle"


@dataclass(frozen=True)
class SetUp:
    """What an authenticator app is to be told; shown once."""

    secret: str
    url: str
    qr_svg: str


class Otp:
    def __init__(
        self, ground: Ground, *, sealer: Sealer, guard: Guard, elevation: Elevation, sessions: Sessions
    ) -> None:
        self._ground = ground
        self._sealer = sealer
        self._guard = guard
        self._elevation = elevation
        self._sessions = sessions

    async def status(self, caller: Caller) -> tuple[datetime | None, int]:
        """Since when it is on (None: off), and how many recovery codes are left."""

        def read(connection: store.Connection) -> tuple[datetime | None, int]:
            otp = store.find_otp(connection, caller.user_id)
            return otp.enabled_at if otp else None, store.count_recovery_codes(connection, caller.user_id)

        return await self._ground.db.read(read)

    async def set_up(self, caller: Caller, password: str, *, address: str) -> SetUp:
        """A new secret, which does nothing until it is enabled. Raises WrongPasswordError, OtpEnabledError, RateLimitedError."""
        await self._elevation.check_password(caller, password, address=address)
        return await self._begin(caller, ())

    async def begin(self, caller: Caller) -> tuple[SetUp, list[str]]:
        """The same for who has just proved who they are, with the recovery codes at once; `prove` and `switch_on` follow.

        Raises NotElevatedError, OtpEnabledError.
        """
        await self._elevation.require(caller)
        codes = self._new_codes()
        return await self._begin(caller, codes), codes

    async def _begin(self, caller: Caller, codes: Sequence[str]) -> SetUp:
        secret = pyotp.random_base32()

        def keep(connection: store.Connection) -> None:
            present = store.hold_otp(connection, caller.user_id)
            if present is not None and present.enabled_at is not None:
                raise OtpEnabledError("one-time codes are on already; turn them off first")
            sealed = self._sealer.seal(secret.encode(), of=f"otp of {caller.user_id}")
            store.set_otp(connection, OneTimePassword(caller.user_id, sealed, None, 0))
            if codes:
                store.set_recovery_codes(connection, caller.user_id, [hash_secret(one) for one in codes])

        await self._ground.db.write(keep)
        url = policy.otp_url(secret, name=caller.user_name, issuer=ISSUER)
        return SetUp(secret, url, _picture(url))

    async def prove(self, caller: Caller, code: str, *, address: str) -> bool:
        """As `test`, and remembered: who has shown a right code may switch on. Raises OtpNotSetUpError, RateLimitedError."""
        await self._guard.admit(_key(caller.user_id), address)

        def prove(connection: store.Connection) -> bool:
            otp = store.hold_otp(connection, caller.user_id)
            if otp is None:
                raise OtpNotSetUpError("one-time codes are not set up")
            step = self._step(otp, code)
            if step is not None and otp.enabled_at is None:
                store.move_otp(connection, caller.user_id, last_step=step, enabled_at=None)
            return step is not None

        return await self._ground.db.write(prove)

    async def switch_on(self, caller: Caller, *, address: str) -> None:
        """After `begin` and `prove`: from the next login on, a code is asked for. Raises OtpNotSetUpError, OtpEnabledError."""

        def switch(connection: store.Connection) -> None:
            otp = store.hold_otp(connection, caller.user_id)
            if otp is None or not otp.last_step:  # they could not come in again
                raise OtpNotSetUpError("no code of the authenticator app was tested yet")
            if otp.enabled_at is not None:
                raise OtpEnabledError("one-time codes are on already")
            now = self._ground.clock.now()
            store.move_otp(connection, caller.user_id, last_step=otp.last_step, enabled_at=now)
            self._ground.note(connection, "otp_enabled", actor=caller, address=address)

        await self._ground.db.write(switch)

    async def test(self, caller: Caller, code: str, *, address: str) -> bool:
        """Whether the app shows the right code; it is not used up. Raises OtpNotSetUpError, RateLimitedError."""
        await self._guard.admit(_key(caller.user_id), address)
        otp = await self._ground.db.read(lambda c: store.find_otp(c, caller.user_id))
        if otp is None:
            raise OtpNotSetUpError("one-time codes are not set up")
        return self._step(otp, code) is not None

    async def enable(self, caller: Caller, code: str, *, address: str) -> list[str]:
        """From the next login on, a code is asked for. The recovery codes, told once.

        Raises OtpNotSetUpError, OtpEnabledError, CodeWrongError, RateLimitedError.
        """
        await self._guard.admit(_key(caller.user_id), address)
        codes = self._new_codes()

        def enable(connection: store.Connection) -> bool:
            otp = store.hold_otp(connection, caller.user_id)
            if otp is None:
                raise OtpNotSetUpError("one-time codes are not set up")
            if otp.enabled_at is not None:
                raise OtpEnabledError("one-time codes are on already")
            step = self._step(otp, code)
            if step is None:
                return False
            store.move_otp(connection, caller.user_id, last_step=step, enabled_at=self._ground.clock.now())
            store.set_recovery_codes(connection, caller.user_id, [hash_secret(one) for one in codes])
            self._ground.note(connection, "otp_enabled", actor=caller, address=address)
            return True

        await self._judge(await self._ground.db.write(enable), caller.user_id, address)
        return codes

    async def disable(self, caller: Caller, password: str, *, address: str) -> None:
        """Raises WrongPasswordError, RateLimitedError."""
        await self._elevation.check_password(caller, password, address=address)

        def disable(connection: store.Connection) -> None:
            store.remove_otp(connection, caller.user_id)
            self._ground.note(connection, "otp_disabled", actor=caller, address=address)

        await self._ground.db.write(disable)

    async def reset(self, caller: Caller, reference: str, *, address: str) -> None:
        """By an admin, for who lost phone and codes. Raises UserNotFoundError."""

        def reset(connection: store.Connection) -> None:
            user = store.find_user(connection, reference)
            if user is None:
                raise UserNotFoundError("there is no such user")
            store.remove_otp(connection, user.id)
            self._ground.note(connection, "otp_reset", actor=caller, subject=user, address=address)

        await self._ground.db.write(reset)

    async def finish_login(self, secret: str, code: str, visitor: Visitor) -> tuple[User, str]:
        """The second step, with the ticket of the first: a one-time code, or a recovery code. The user and the session's secret.

        Raises TicketRefusedError, CodeWrongError, AccountSuspendedError, RateLimitedError, LockedOutError.
        """
        now = self._ground.clock.now()
        ticket = await self._ground.db.read(lambda c: store.find_ticket(c, "otp", hash_secret(secret), now))
        if ticket is None or ticket.user_id is None:
            raise TicketRefusedError
        user_id = ticket.user_id
        await self._guard.admit(_key(user_id), visitor.address)

        def finish(connection: store.Connection) -> tuple[User, str] | None:
            user = store.find_user(connection, user_id)
            if user is None or user.suspended_at is not None:
                raise AccountSuspendedError
            how = self._use(connection, user_id, code)
            if how is None:
                return None
            self._ground.take_ticket(connection, "otp", secret)
            self._ground.note(connection, "login", actor=user, address=visitor.address, via=how)
            return user, self._sessions.open(connection, user, visitor)

        entered = await self._ground.db.write(finish)
        await self._judge(entered is not None, user_id, visitor.address)
        if entered is None:
            raise CodeWrongError
        return entered

    async def elevate(self, caller: Caller, code: str, *, address: str) -> datetime:
        """Prove by a code who asks. Raises CodeWrongError, RateLimitedError."""
        await self._guard.admit(_key(caller.user_id), address)
        how = await self._ground.db.write(lambda c: self._use(c, caller.user_id, code))
        await self._judge(how is not None, caller.user_id, address)
        return await self._elevation.elevate(caller, address=address, via=how or "")

    def _use(self, connection: store.Connection, user_id: str, code: str) -> str | None:
        """How the code was right, and used up by that; None when it is wrong."""
        otp = store.hold_otp(connection, user_id)
        if otp is None or otp.enabled_at is None:
            return None
        step = self._step(otp, code)
        if step is not None:
            store.move_otp(connection, user_id, last_step=step, enabled_at=otp.enabled_at)
            return "otp"
        used = store.use_recovery_code(connection, user_id, hash_secret(plain_code(code)))
        return "recovery_code" if used else None

    def _step(self, otp: OneTimePassword, code: str) -> int | None:
        secret = self._sealer.open(otp.secret, of=f"otp of {otp.user_id}").decode()
        return policy.new_step(secret, code, now=self._ground.clock.now(), last_step=otp.last_step)

    async def _judge(self, right: bool, user_id: str, address: str) -> None:
        if right:
            await self._guard.passed(_key(user_id), address)
            return
        user = await self._ground.db.read(lambda c: store.find_user(c, user_id))
        await self._guard.failed(_key(user_id), user, address, via="otp")
        raise CodeWrongError

    def _new_codes(self) -> list[str]:
        return [make_code(self._ground.random, groups=3) for _ in range(policy.RECOVERY_CODES)]


def _key(user_id: str) -> str:
    """Failures at codes are counted beside those at passwords: who has the password must not clear them by logging in halfway."""
    return f"otp of {user_id}"


def _picture(url: str) -> str:
    """A whole SVG with its name space: without one, browsers show it only where it stands in a page, and not as a picture."""
    drawn = BytesIO()
    segno.make(url).save(drawn, kind="svg", scale=4, xmldecl=False, nl=False)
    return drawn.getvalue().decode()
