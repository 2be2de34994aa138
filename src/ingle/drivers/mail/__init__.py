"""Letters to people: over SMTP, or kept in memory."""

from ingle.drivers.mail.fake import FakeMailer
from ingle.drivers.mail.smtp import SmtpMailer

__all__ = ["FakeMailer", "SmtpMailer"]
