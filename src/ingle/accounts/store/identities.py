"""Who people are to providers of logins."""

from collections.abc import Sequence

from ingle.accounts.model import Identity, User
from ingle.accounts.store.people import find_user
from ingle.accounts.store.rows import Connection
from ingle.accounts.tables import identities


def add_identity(connection: Connection, identity: Identity) -> None:
    """Raises sqlalchemy.exc.IntegrityError when somebody has it."""
    connection.execute(identities.insert().values(**vars(identity)))


def find_by_identity(connection: Connection, issuer: str, subject: str) -> User | None:
    query = identities.select().where(identities.c.issuer == issuer, identities.c.subject == subject)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else find_user(connection, row["user_id"])


def list_identities(connection: Connection, user_id: str) -> Sequence[Identity]:
    query = identities.select().where(identities.c.user_id == user_id).order_by(identities.c.created_at)
    return [Identity(**row) for row in connection.execute(query).mappings()]


def remove_identities(connection: Connection, user_id: str, provider: str) -> bool:
    """All that somebody has at the provider; whether there was one."""
    own = identities.delete().where(identities.c.user_id == user_id, identities.c.provider == provider)
    return connection.execute(own).rowcount > 0
