"""What every service of accounts stands on: the database, the time, chance; and how the rest of the daemon hears that a credential ended."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from ingle.accounts import store
from ingle.accounts.errors import TicketRefusedError
from ingle.accounts.model import Deed, Purpose, Ticket, User
from ingle.accounts.names import DEED, TICKET
from ingle.accounts.recent import RecentCallers
from ingle.base.clock import Clock
from ingle.base.ids import RandomBytes, make_id
from ingle.edge.identity import Caller
from ingle.edge.leashes import Leashes
from ingle.runtime.crypto import hash_secret
from ingle.runtime.db import Database


@dataclass(frozen=True)
class Ground:
    db: Database
    clock: Clock
    random: RandomBytes
    recent: RecentCallers
    leashes: Leashes

    def new_id(self, prefix: str) -> str:
        return make_id(prefix, self.clock.now(), self.random)

    def ended(self, whose: Callable[[Caller], bool]) -> None:
        """After the end of these credentials is recorded: nobody is recognised by them any more, and what hangs on them is cut."""
        self.recent.forget()
        self.leashes.cut(whose)

    def give_ticket(
        self,
        connection: store.Connection,
        purpose: Purpose,
        secret: str,
        *,
        life: timedelta,
        user_id: str | None = None,
        **data: Any,
    ) -> Ticket:
        now = self.clock.now()
        ticket = Ticket(self.new_id(TICKET), purpose, user_id, data, now + life)
        store.add_ticket(connection, ticket, hash_secret(secret), now)
        return ticket

    def take_ticket(self, connection: store.Connection, purpose: Purpose, secret: str) -> Ticket:
        """It is used up by this. Raises TicketRefusedError."""
        ticket = store.take_ticket(connection, purpose, hash_secret(secret), self.clock.now())
        if ticket is None:
            raise TicketRefusedError
        return ticket

    def note(
        self,
        connection: store.Connection,
        action: str,
        *,
        address: str,
        actor: Caller | User | None,
        subject: User | None = None,
        via: str = "",
        detail: str = "",
    ) -> None:
        """A line in the audit log, in the transaction of what it tells. Without a subject the actor did it to themselves."""
        actor_id, actor_name = _who(actor)
        subject_id, subject_name = _who(subject or actor)
        deed = Deed(
            id=self.new_id(DEED),
            at=self.clock.now(),
            action=action,
            actor_id=actor_id,
            actor_name=actor_name,
            subject_id=subject_id,
            subject_name=subject_name,
            via=actor.via if isinstance(actor, Caller) else via,
            address=address,
            detail=detail,
        )
        store.add_deed(connection, deed)


def _who(somebody: Caller | User | None) -> tuple[str, str]:
    if somebody is None:
        return "", ""
    if isinstance(somebody, Caller):
        return somebody.user_id, somebody.user_name
    return somebody.id, somebody.name
