"""A real SMTP server on loopback that keeps what it is sent."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ingle.accounts.settings import MailSettings
from support.waiting import wait_until

USER, PASSWORD = "ingle", "letter opener"


@dataclass
class Mailbox:
    """aiosmtpd's handler. Addresses at `refused.example` are refused for good, those at `busy.example` for now."""

    port: int = 0
    messages: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: Any, session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.endswith("@refused.example"):
            return "550 nobody here"
        if address.endswith("@busy.example"):
            return "451 later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content, policy=policy.default)
        self.recipients += envelope.rcpt_tos
        self.messages.append(message)
        return "250 OK"

    def wait(self, count: int) -> EmailMessage:
        """The newest message, when there are so many. Blocks: call it on a thread from a test of the daemon's own loop."""
        wait_until(lambda: len(self.messages) >= count, timeout=60)
        return self.messages[count - 1]

    def settings(self, **more: Any) -> MailSettings:
        values = {"host": "127.0.0.1", "port": self.port, "security": "none", **more}
        return MailSettings(sender="Ingle <ingle@ingle.example>", **values)


class _OnAnyPort(Controller):
    """aiosmtpd connects to its own server once, by the number that it was told."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server(certificate: Path | None = None, *, wrapped: bool = False) -> Iterator[Mailbox]:
    """With a certificate it wants STARTTLS (or TLS from the first byte: wrapped) and a login as USER."""
    mailbox = Mailbox()
    options: dict[str, Any] = {}
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
        options = {"authenticator": _authenticate}
        options |= (  # what is wrapped aiosmtpd does not know to be encrypted
            {"ssl_context": context, "auth_require_tls": False}
            if wrapped
            else {"tls_context": context, "require_starttls": True, "auth_required": True}
        )
    controller = _OnAnyPort(mailbox, hostname="127.0.0.1", port=0, **options)
    controller.start()
    try:
        mailbox.port = controller.port
        yield mailbox
    finally:
        controller.stop()


def _authenticate(server: Any, session: Any, envelope: Any, mechanism: str, login: Any) -> AuthResult:
    right = (login.login, login.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=right)


def make_certificate(path: Path) -> Path:
    """For 127.0.0.1, signed by itself; its key is in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "loopback")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, encryption_algorithm=serialization.NoEncryption()
    )
    path.write_bytes(certificate.public_bytes(pem) + secret)
    return path
