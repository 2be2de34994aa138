"""How letters travel: their form, encryption and login, to a real server."""

from pathlib import Path

import pytest

from ingle.accounts.errors import MailFailedError
from ingle.accounts.model import Letter
from ingle.base.clock import ManualClock
from ingle.drivers.mail import SmtpMailer
from support.mail import PASSWORD, USER, mail_server, make_certificate

LETTER = Letter("änn@example.org".replace("ä", "a"), "Grüße", "Hällo\n", "<p>Hällo</p>\n")


async def test_a_letter_is_text_and_html(tmp_path: Path) -> None:
    with mail_server() as mailbox:
        await SmtpMailer(mailbox.settings(), ManualClock()).send(LETTER)
    (message,) = mailbox.messages
    assert (message["From"], message["To"]) == ("Ingle <ingle@ingle.example>", LETTER.to)
    assert message["Message-ID"].endswith("@ingle.example>")
    assert message["Auto-Submitted"] == "auto-generated"
    assert "2026" in message["Date"]
    parts = [
        (part.get_content_type(), part.get_content().replace("\r\n", "\n")) for part in message.iter_parts()
    ]
    assert parts == [("text/plain", "Hällo\n"), ("text/html", "<p>Hällo</p>\n")]


@pytest.mark.parametrize("wrapped", [False, True])
async def test_letters_are_encrypted_and_the_server_is_known(
    tmp_path: Path, wrapped: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = make_certificate(tmp_path / "server.pem")
    security = "tls" if wrapped else "starttls"
    with mail_server(certificate, wrapped=wrapped) as mailbox:
        settings = mailbox.settings(security=security, user=USER, password=PASSWORD)
        with pytest.raises(MailFailedError):  # it could be anybody's certificate
            await SmtpMailer(settings, ManualClock()).send(LETTER)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        await SmtpMailer(settings, ManualClock()).send(LETTER)
        wrong = mailbox.settings(security=security, user=USER, password="wrong")
        with pytest.raises(MailFailedError, match="user or the password"):
            await SmtpMailer(wrong, ManualClock()).send(LETTER)
    assert len(mailbox.messages) == 1


async def test_a_letter_is_not_sent_in_the_clear_when_it_is_to_be_encrypted() -> None:
    with mail_server() as mailbox, pytest.raises(MailFailedError):
        await SmtpMailer(mailbox.settings(security="starttls"), ManualClock()).send(LETTER)
    assert mailbox.messages == []


async def test_a_server_that_is_not_there() -> None:
    with mail_server() as mailbox:
        settings = mailbox.settings()
    with pytest.raises(MailFailedError, match="cannot be used"):
        await SmtpMailer(settings, ManualClock()).send(LETTER)


def test_a_password_is_not_shown() -> None:
    with mail_server() as mailbox:
        assert PASSWORD not in repr(mailbox.settings(password=PASSWORD))
