"""Letters that wait to be sent: whoever writes one does not wait for the mail server, and cannot be told apart by that from who writes none.

They wait in memory. What a crash loses is a code that its person asks for again; a queue that survives would keep secrets on the disk for that.
"""

from collections import deque

import anyio

from ingle.accounts.errors import MailBusyError, MailOffError
from ingle.accounts.model import Letter
from ingle.accounts.ports import Mailer

MAX_WAITING = 200


class Post:
    def __init__(self, mailer: Mailer | None) -> None:
        self._mailer = mailer
        self._waiting: deque[Letter] = deque()
        self._arrived = anyio.Event()

    @property
    def mailer(self) -> Mailer:
        """Raises MailOffError."""
        if self._mailer is None:
            raise MailOffError
        return self._mailer

    @property
    def is_on(self) -> bool:
        return self._mailer is not None

    def check(self) -> None:
        """Raises MailOffError, MailBusyError."""
        if self._mailer is None:
            raise MailOffError
        if len(self._waiting) >= MAX_WAITING:
            raise MailBusyError("too many letters wait to be sent; try again later")

    def send(self, letter: Letter) -> None:
        """Soon. Raises MailOffError, MailBusyError."""
        self.check()
        self._waiting.append(letter)
        self._arrived.set()

    async def take(self) -> Letter:
        """The next one; waits for it. For one taker."""
        while not self._waiting:
            self._arrived = anyio.Event()
            await self._arrived.wait()
        return self._waiting.popleft()
