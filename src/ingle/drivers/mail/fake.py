"""A mailer that keeps what it is given, for tests. Addresses at `refused.example` are refused for good, those at `busy.example` for now."""

from ingle.accounts.errors import LetterRefusedError, MailFailedError
from ingle.accounts.model import Letter


class FakeMailer:
    """Satisfies accounts.ports.Mailer."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []

    async def send(self, letter: Letter) -> None:
        if letter.to.endswith("@refused.example"):
            raise LetterRefusedError("the mail server refuses this letter")
        if letter.to.endswith("@busy.example"):
            raise MailFailedError("the mail server is busy")
        self.letters.append(letter)
