"""Signed URLs: whoever has one may read, or write, one entry for a while, without being anybody here.

They act as whoever signed, so they are worth nothing once that person, or the app that signed for them, may not any more. None is kept: they are
revoked for an entry, or for all that one has signed, by a moment up to which they are void.
"""

from dataclasses import dataclass
from datetime import timedelta

from ingle.edge.identity import Caller
from ingle.files import names, policy
from ingle.files.errors import SignatureInvalidError, SigningDeniedError
from ingle.files.model import Place
from ingle.files.policy import NEEDED, Act, Statement
from ingle.files.ports import People
from ingle.files.service.ground import Ground
from ingle.files.store import Connection, signatures

_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Signed:
    place: Place
    signature: str
    expires_us: int


@dataclass(frozen=True)
class Permit:
    """What a signature opens: the entry, and as whom. A file below it is `path/name`."""

    caller: Caller
    path: str


class Signing:
    def __init__(self, ground: Ground, *, people: People, key: bytes) -> None:
        """`key`: what is signed with; the same in all processes, and secret."""
        self._ground = ground
        self._people = people
        self._key = key

    async def sign(self, caller: Caller, path: str, act: Act, life: timedelta) -> Signed:
        """Raises EntryNotFoundError, AccessDeniedError, SigningDeniedError."""
        if caller.via == "link" or caller.restricted or (act == "write" and not caller.may(names.WRITE)):
            raise SigningDeniedError("you may use this, and not pass it on")
        reference = policy.parse(path)
        find = self._ground.locator.find
        place = await self._ground.look(caller, lambda c: find(c, caller, reference, NEEDED[act]))
        now = self._ground.now_us()
        expires = now + life // _MICROSECOND
        statement = Statement(act, place.entry.id, caller.user_id, caller.app_id, now, expires)
        return Signed(place, policy.sign(statement, self._key), expires)

    async def open(self, signature: str, act: Act) -> Permit:
        """Raises SignatureInvalidError."""
        statement = policy.verify(signature, self._key, act=act, now_us=self._ground.now_us())
        return await self._ground.glance(lambda c: self._permit(c, statement, act))

    def sign_upload(self, upload_id: str, expires_us: int) -> str:
        """Whoever has it may send parts of the upload until then, and do nothing else."""
        statement = Statement("upload", upload_id, "", "", self._ground.now_us(), expires_us)
        return policy.sign(statement, self._key)

    def open_upload(self, signature: str) -> str:
        """The id of the upload. Raises SignatureInvalidError."""
        return policy.verify(signature, self._key, act="upload", now_us=self._ground.now_us()).entry

    async def revoke(self, caller: Caller, path: str | None) -> None:
        """All that anybody has signed for the entry until now; None: all that the caller has signed. Raises EntryNotFoundError, AccessDeniedError."""
        reference = None if path is None else policy.parse(path)

        def work(connection: Connection) -> None:
            subject = caller.user_id
            if reference is not None:
                find = self._ground.locator.find
                subject = find(connection, caller, reference, NEEDED["write"]).entry.id
            signatures.revoke(connection, subject, self._ground.now_us())

        await self._ground.write(caller, work)

    def _permit(self, connection: Connection, statement: Statement, act: Act) -> Permit:
        if signatures.is_void(connection, [statement.entry, statement.user_id], statement.signed_us):
            raise SignatureInvalidError
        signer = self._people.active(connection, statement.user_id)
        if signer is None:
            raise SignatureInvalidError
        caller = Caller(
            user_id=signer.id,
            user_name=signer.name,
            admin=False,
            scopes=frozenset({names.READ} if act == "read" else {names.READ, names.WRITE}),
            via="app" if statement.app_id else "token",
            app_id=statement.app_id,
        )
        return Permit(caller, statement.entry)
