"""Remembering what a transaction has seen, in the process, where the next one need not ask again.

What is seen in a transaction that writes may be undone, and then it was never so; another may then make the same number or place anew and mean something
else by it. So it is remembered when it stands.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import sqlalchemy as sa

Act = Callable[[], None]

_SETTLING = "settling"


def once_settled(connection: sa.Connection, act: Act) -> None:
    """Do this once what the transaction has seen stands: now, where it only reads; after its commit, where it writes; never, where that is undone."""
    waiting: list[Act] | None = connection.info.get(_SETTLING)
    if waiting is None:
        act()
    else:
        waiting.append(act)


@contextmanager
def unsettled(connection: sa.Connection) -> Iterator[list[Act]]:
    """While the context lasts the transaction writes; what there is to do once it is committed."""
    waiting: list[Act] = []
    connection.info[_SETTLING] = waiting
    try:
        yield waiting
    finally:
        del connection.info[_SETTLING]
