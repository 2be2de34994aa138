"""Letters over SMTP (RFC 5321), by aiosmtplib: encrypted from the first byte (tls), after STARTTLS, or not at all."""

from email.message import EmailMessage
from email.utils import make_msgid, parseaddr

import aiosmtplib

from ingle.accounts.errors import LetterRefusedError, MailFailedError
from ingle.accounts.model import Letter
from ingle.accounts.settings import MailSettings
from ingle.base.clock import Clock

_PERMANENT = range(500, 600)  # replies of which RFC 5321 says: not again


class SmtpMailer:
    """Satisfies accounts.ports.Mailer. A connection for each letter: they are few."""

    def __init__(self, settings: MailSettings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock

    async def send(self, letter: Letter) -> None:
        settings = self._settings
        try:
            await aiosmtplib.send(
                self._message(letter),
                hostname=settings.host,
                port=settings.port,
                username=settings.user or None,
                password=settings.password or None,
                use_tls=settings.security == "tls",
                start_tls=settings.security == "starttls",
                timeout=settings.timeout.total_seconds(),
            )
        except aiosmtplib.SMTPRecipientsRefused as error:
            codes = [refused.code for refused in error.recipients]
            raise _translated(codes, "the mail server refuses the address") from error
        except aiosmtplib.SMTPAuthenticationError as error:  # the settings are wrong, not the letter
            raise MailFailedError("the mail server refuses the user or the password") from error
        except aiosmtplib.SMTPResponseException as error:
            raise _translated([error.code], f"the mail server answers {error.code}") from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise MailFailedError(f"the mail server cannot be used: {error}") from error

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._settings.sender
        message["To"] = letter.to
        message["Subject"] = letter.subject
        message["Date"] = self._clock.now()
        message["Message-ID"] = make_msgid(
            domain=parseaddr(self._settings.sender)[1].partition("@")[2] or None
        )
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's holiday is to be answered to us
        message.set_content(letter.text)
        message.add_alternative(letter.html, subtype="html")
        return message


def _translated(codes: list[int], sentence: str) -> LetterRefusedError | MailFailedError:
    permanent = bool(codes) and all(code in _PERMANENT for code in codes)
    return LetterRefusedError(sentence) if permanent else MailFailedError(sentence)
