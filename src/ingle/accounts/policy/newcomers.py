"""Who may sign up, and as what: pure decisions."""

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from ingle.accounts.errors import EmailInvalidError, NameReservedError, SignUpClosedError
from ingle.accounts.model import Invite
from ingle.accounts.names import TEMPORARY_NAME
from ingle.accounts.settings import SignUp
from ingle.base.errors import InvalidError

MAX_EMAIL = 254  # RFC 5321's path of 256 without its brackets
PUZZLE_BITS = 17  # about 131,000 hashes: a second of JavaScript
PUZZLE_LIFE = timedelta(minutes=10)
MAX_INVITE_USES = 10_000
_EMAIL = re.compile(r"[^\s@<>\",;:\\\[\]()]{1,64}@[^\s@.,;:<>\"\\\[\]()/]+(\.[^\s@.,;:<>\"\\\[\]()/]+)*")
# fmt: off
_RESERVED = frozenset(
    (
        "admin", "administrator", "root", "system", "daemon", "ingle", "api", "www", "web", "mail",
        "email", "smtp", "ftp", "ssh", "help", "support", "security", "abuse", "postmaster", "hostmaster",
        "webmaster", "noreply", "no-reply", "nobody", "everyone", "anyone", "guest", "user", "users", "group",
        "groups", "me", "self", "account", "accounts", "login", "logout", "signup", "billing", "official",
        "staff", "moderator", "public", "private", "local", "localhost", "app", "apps", "site", "sites",
        "file", "files", "machine", "machines", "test",
    )
)
# fmt: on


def check_sign_up(mode: SignUp, *, invited: bool) -> None:
    """Raises SignUpClosedError."""
    if mode == "closed" or (mode == "invite_only" and not invited):
        sentence = (
            "sign-up is by invitation"
            if mode == "invite_only"
            else "accounts are made by administrators here"
        )
        raise SignUpClosedError(sentence, sign_up=mode)


def check_temporary(*, allowed: bool) -> None:
    """Raises SignUpClosedError."""
    if not allowed:
        raise SignUpClosedError("there are no temporary users here", sign_up="closed")


def names_like(wish: str) -> Iterator[str]:
    """Names that may be given, the nearest to the wished one first."""
    plain = re.sub(r"[^A-Za-z0-9._-]", "", wish.partition("@")[0]).lstrip("0123456789._-").rstrip(".")[:24]
    plain = plain or "user"
    if plain.lower() not in _RESERVED and not plain.lower().startswith(TEMPORARY_NAME):
        yield plain
    for number in range(2, 1000):
        yield f"{plain}{number}"


def is_solved(challenge: str, answer: str) -> bool:
    """Whether somebody has worked for it: SHA-256 of `CHALLENGE:ANSWER` begins with PUZZLE_BITS zeros."""
    digest = hashlib.sha256(f"{challenge}:{answer}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - PUZZLE_BITS) == 0


def check_newcomers_name(name: str) -> None:
    """Beside check_name. Raises NameReservedError. Admins may give these names."""
    if name.lower() in _RESERVED or name.lower().startswith(TEMPORARY_NAME):
        raise NameReservedError(f"the name {name} is reserved", field="name")


def check_email(email: str) -> str:
    """The address as it is kept; whether it is somebody's only a letter can tell. Raises EmailInvalidError."""
    address = email.strip()
    if len(address) > MAX_EMAIL or _EMAIL.fullmatch(address) is None or not address.isprintable():
        raise EmailInvalidError("this is no e-mail address", field="email")
    return address


def email_key(email: str) -> str:
    """What is unique among confirmed addresses."""
    return email.strip().lower()


def is_email(handle: str) -> bool:
    """Whether somebody who logs in has told an address; no name has an @."""
    return "@" in handle


def may_invite(invite: Invite | None, now: datetime) -> bool:
    return (
        invite is not None and invite.uses_left > 0 and (invite.expires_at is None or invite.expires_at > now)
    )


def check_invite(uses: int, life: timedelta | None) -> None:
    """Raises InvalidError."""
    if not 1 <= uses <= MAX_INVITE_USES:
        raise InvalidError(f"an invite is for 1 to {MAX_INVITE_USES} people", field="uses")
    if life is not None and not timedelta(0) < life <= timedelta(days=3650):
        raise InvalidError("an invite is good for at most ten years", field="days")
