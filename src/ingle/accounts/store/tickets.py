"""Secrets that are good once and not for long."""

from datetime import datetime

from ingle.accounts.model import Purpose, Ticket
from ingle.accounts.store.rows import Connection
from ingle.accounts.tables import tickets


def add_ticket(connection: Connection, ticket: Ticket, secret_hash: bytes, now: datetime) -> None:
    """And forget those that nobody has used in their time."""
    connection.execute(tickets.delete().where(tickets.c.expires_at <= now))
    connection.execute(tickets.insert().values(**vars(ticket), secret_hash=secret_hash))


def find_ticket(connection: Connection, purpose: Purpose, secret_hash: bytes, now: datetime) -> Ticket | None:
    query = tickets.select().where(
        tickets.c.secret_hash == secret_hash, tickets.c.purpose == purpose, tickets.c.expires_at > now
    )
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        return None
    return Ticket(row["id"], row["purpose"], row["user_id"], row["data"], row["expires_at"])


def take_ticket(connection: Connection, purpose: Purpose, secret_hash: bytes, now: datetime) -> Ticket | None:
    """The ticket, which is used up by this; of two who take it at once one gets it."""
    ticket = find_ticket(connection, purpose, secret_hash, now)
    if ticket is None:
        return None
    taken = connection.execute(tickets.delete().where(tickets.c.id == ticket.id)).rowcount
    return ticket if taken else None


def remove_tickets(connection: Connection, user_id: str, purpose: Purpose) -> None:
    """All that somebody has for this purpose."""
    connection.execute(tickets.delete().where(tickets.c.user_id == user_id, tickets.c.purpose == purpose))
