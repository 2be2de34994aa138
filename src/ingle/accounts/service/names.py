"""One's own name, changed. It stands before every path of what is theirs; what was shared with others stays theirs by its id."""

from dataclasses import replace

from ingle.accounts import policy, store
from ingle.accounts.errors import TemporaryAccountError, UserNotFoundError
from ingle.accounts.model import User
from ingle.accounts.service.ground import Ground
from ingle.edge.identity import Caller


class OwnName:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def change(self, caller: Caller, name: str, *, address: str) -> User:
        """Raises NameInvalidError, NameReservedError, NameTakenError, TemporaryAccountError."""
        policy.check_name(name)

        def change(connection: store.Connection) -> User:
            user = store.find_user_by_id(connection, caller.user_id)
            if user is None:
                raise UserNotFoundError("there is no such user")
            if user.temporary:
                raise TemporaryAccountError("this account is for now only; keep it first")
            if not user.admin:
                policy.check_newcomers_name(name)
            renamed = replace(user, name=name)
            store.set_user(connection, renamed)
            self._ground.note(connection, "renamed", actor=renamed, address=address, detail=user.name)
            return renamed

        user = await self._ground.db.write(change)
        self._ground.recent.forget()  # which still call them by the old name
        return user
