"""Every mailer sends: the real one to a real server, and its fake."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pytest

from ingle.accounts.errors import LetterRefusedError, MailFailedError
from ingle.accounts.model import Letter
from ingle.accounts.ports import Mailer
from ingle.base.clock import SystemClock
from ingle.drivers.mail import FakeMailer, SmtpMailer
from support.mail import mail_server


@dataclass(frozen=True)
class Rig:
    mailer: Mailer
    arrived: Callable[[], Sequence[tuple[str, str]]]  # to whom, and the subject


@pytest.fixture(params=["smtp", "fake"])
def rig(request: pytest.FixtureRequest) -> Iterator[Rig]:
    if request.param == "fake":
        fake = FakeMailer()
        yield Rig(fake, lambda: [(letter.to, letter.subject) for letter in fake.letters])
        return
    with mail_server() as mailbox:
        yield Rig(
            SmtpMailer(mailbox.settings(), SystemClock()),
            lambda: [
                (to, str(one["Subject"]))
                for to, one in zip(mailbox.recipients, mailbox.messages, strict=True)
            ],
        )


def letter(to: str) -> Letter:
    return Letter(to, "Grüße ☃", "text", "<p>html</p>")


async def test_a_letter_arrives_once(rig: Rig) -> None:
    await rig.mailer.send(letter("ann@example.org"))
    assert rig.arrived() == [("ann@example.org", "Grüße ☃")]


async def test_what_is_refused_for_good_is_told_from_what_may_work_later(rig: Rig) -> None:
    with pytest.raises(LetterRefusedError):
        await rig.mailer.send(letter("ann@refused.example"))
    with pytest.raises(MailFailedError):
        await rig.mailer.send(letter("ann@busy.example"))
    assert rig.arrived() == []
