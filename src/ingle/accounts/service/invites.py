"""Invites to sign up, made by admins. The code is told once."""

from collections.abc import Sequence
from datetime import timedelta

from ingle.accounts import policy, store
from ingle.accounts.errors import InviteNotFoundError
from ingle.accounts.model import Invite
from ingle.accounts.names import INVITE
from ingle.accounts.service.ground import Ground
from ingle.edge.identity import Caller
from ingle.runtime.crypto import hash_secret, make_code

MAX_NOTE = 200


class Invites:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def create(
        self, caller: Caller, *, note: str, uses: int, life: timedelta | None, address: str
    ) -> tuple[Invite, str]:
        """An invite and its code. Without a life it is good until it is used up. Raises InvalidError."""
        policy.check_invite(uses, life)
        now = self._ground.clock.now()
        code = make_code(self._ground.random, groups=3)
        invite = Invite(
            self._ground.new_id(INVITE),
            "".join(letter for letter in note if letter.isprintable())[:MAX_NOTE],
            uses,
            now,
            None if life is None else now + life,
        )

        def add(connection: store.Connection) -> None:
            store.add_invite(connection, invite, hash_secret(code))
            self._ground.note(
                connection, "invite_made", actor=caller, address=address, detail=f"{invite.id} for {uses}"
            )

        await self._ground.db.write(add)
        return invite, code

    async def list(self) -> Sequence[Invite]:
        return await self._ground.db.read(store.list_invites)

    async def remove(self, caller: Caller, invite_id: str, *, address: str) -> None:
        """Raises InviteNotFoundError."""

        def remove(connection: store.Connection) -> None:
            if not store.remove_invite(connection, invite_id):
                raise InviteNotFoundError("there is no such invite")
            self._ground.note(connection, "invite_removed", actor=caller, address=address, detail=invite_id)

        await self._ground.db.write(remove)
