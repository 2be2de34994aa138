"""Facts that are kept: written in the transaction that makes them true, read by every process of the database and by whoever comes back.

`put` in a transaction is all that a capability does. An `Outbox` follows the table and publishes on this process's bus what any process has put there, in the
order of their numbers; `Outbox.facts` is what one client hears, from any number on. Facts that are not kept (`Bus.publish`) only tell how far
something is, or what can be read anew.
"""

from ingle.runtime.outbox.feed import FactsForgottenError, Outbox
from ingle.runtime.outbox.rows import put, put_for

__all__ = ["FactsForgottenError", "Outbox", "put", "put_for"]
