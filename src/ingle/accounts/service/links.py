"""Public links: whoever has a link's secret has what was granted to the link, as long as its issuer may share the thing.

The secret is told once and kept as a hash, like a token's: who wants to show it again makes another link. A password may be asked beside it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from ingle.accounts import policy, store
from ingle.accounts.errors import LinkRefusedError
from ingle.accounts.model import Grant, Holder, HolderKind, Link, Mode
from ingle.accounts.names import GRANT, LINK, LINK_SECRET_PREFIX
from ingle.accounts.ports import Shareable, Shared
from ingle.accounts.service.things import Things
from ingle.base.clock import Clock
from ingle.base.errors import InvalidError
from ingle.base.ids import RandomBytes, make_id
from ingle.edge.identity import Caller
from ingle.edge.limits import RateLimit
from ingle.runtime.crypto import Passwords, hash_secret, make_secret
from ingle.runtime.db import Database


class Links:
    def __init__(
        self,
        *,
        db: Database,
        clock: Clock,
        random: RandomBytes,
        passwords: Passwords,
        by_link: RateLimit,
        things: Mapping[str, Shareable],
    ) -> None:
        """`by_link`: how many wrong passwords are heard for one link."""
        self._db = db
        self._clock = clock
        self._random = random
        self._passwords = passwords
        self._by_link = by_link
        self._things = Things(things, clock)

    async def create(
        self,
        caller: Caller,
        kind: str,
        reference: str,
        mode: Mode,
        *,
        expires_at: datetime | None = None,
        password: str = "",
        note: str = "",
    ) -> tuple[Link, Grant, str]:
        """A link, its grant, and its secret, which is told once. Raises ObjectNotFoundError, GrantDeniedError, ExpiryPastError, InvalidError."""
        now = self._clock.now()
        link_id = make_id(LINK, now, self._random)
        holder = Holder(HolderKind.LINK, link_id)
        policy.check_expiry(expires_at, now)
        policy.check_link_mode(holder, mode)
        policy.check_note(note)
        if len(password) > policy.MAX_PASSWORD:
            raise InvalidError(f"a password has at most {policy.MAX_PASSWORD} characters", field="password")
        secret = LINK_SECRET_PREFIX + make_secret(self._random)
        hashed = await self._passwords.hash(password) if password else None
        link = Link(link_id, caller.user_id, hash_secret(secret), hashed, now, expires_at)

        def create(connection: store.Connection) -> Grant:
            thing = self._things.managed(connection, caller, kind, reference, mode)
            store.add_link(connection, link)
            made = Grant(
                id=make_id(GRANT, now, self._random),
                issuer=caller.user_id,
                holder=holder,
                kind=kind,
                object=thing.id,
                mode=mode,
                created_at=now,
                expires_at=expires_at,
                note=note,
            )
            return store.put_grant(connection, made)

        return link, await self._db.write(create), secret

    async def list(self, caller: Caller, kind: str, reference: str) -> Sequence[tuple[Link, Grant]]:
        """The links to a thing, for who may manage it. Raises ObjectNotFoundError, GrantDeniedError."""

        def read(connection: store.Connection) -> Sequence[tuple[Link, Grant]]:
            thing = self._things.managed(connection, caller, kind, reference)
            return store.links_on(connection, kind, thing.id)

        return await self._db.read(read)

    async def follow(self, secret: str, password: str = "") -> tuple[Caller, datetime | None]:
        """Who somebody with the link's secret is, and until when. Such a caller has no scopes yet. Raises LinkRefusedError, RateLimitedError."""
        link = await self._db.read(lambda c: store.find_link_by_secret(c, hash_secret(secret)))
        if link is None or policy.is_over(link.expires_at, self._clock.now()):
            raise _refused()
        if link.password_hash is not None:
            await self._check_password(link.id, link.password_hash, password)
        caller = Caller("", "", admin=False, scopes=frozenset(), via="link", credential_id=link.id)
        return caller, link.expires_at

    async def opened(self, caller: Caller) -> tuple[Grant, Shared]:
        """What the link opens by which the caller is here. Raises LinkRefusedError, also when its issuer may share the thing no longer."""

        def read(connection: store.Connection) -> tuple[Grant, Shared] | None:
            held = store.grants_to(connection, Holder(HolderKind.LINK, caller.credential_id))
            known = self._things.known(connection, caller, [(grant.kind, grant.object) for grant in held])
            there = ((grant, known.get((grant.kind, grant.object))) for grant in held)
            return next(((grant, thing[0]) for grant, thing in there if thing), None)

        found = await self._db.read(read) if caller.via == "link" else None
        if found is None:
            raise _refused()
        return found

    async def _check_password(self, link_id: str, hashed: str, password: str) -> None:
        if not password:
            raise LinkRefusedError("this link needs its password", password_needed=True)
        self._by_link.spend(link_id)
        if not await self._passwords.verify(hashed, password[: policy.MAX_PASSWORD]):
            raise LinkRefusedError("this is not the link's password", password_needed=True)
        self._by_link.give_back(link_id)


def _refused() -> LinkRefusedError:
    return LinkRefusedError("this link is not valid (any more)")
