"""What accounts need from the floors above."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection

from ingle.accounts.model import Letter, Usage

Exported = AsyncIterator[tuple[str, AsyncIterator[bytes]]]
"""Files of an export: the path of each, and its bytes, which are read before the next file is asked for."""


class Estate(Protocol):
    """What one capability keeps for people. Satisfied by capabilities, given to accounts by wiring."""

    name: str  # the folder of an export that its files lie in

    def export(self, user_id: str) -> Exported:
        """Every file that the person is to get, its path inside the folder."""
        ...

    async def remove(self, user_id: str) -> None:
        """All of it, for good, in transactions that are short however much there is. The person has no way in any more; their row is still there.

        Begun again from its beginning when it was cut off, by a crash or by what it raises, until `holds` says no.
        """
        ...

    def holds(self, connection: Connection, user_id: str) -> bool:
        """Whether something is left. Asked in the transaction that removes the person's row, so that nothing outlives it."""
        ...


class Captcha(Protocol):
    """Keeps programs from signing up in numbers."""

    async def challenge(self) -> str:
        """What is to be answered; "": nothing."""
        ...

    async def check(self, answer: str) -> None:
        """Raises CaptchaFailedError."""
        ...


class Mailer(Protocol):
    """Sends letters. Satisfied by drivers/mail."""

    async def send(self, letter: Letter) -> None:
        """Until the next server has it. Raises MailFailedError (later, perhaps), LetterRefusedError (never)."""
        ...


@dataclass(frozen=True)
class Claims:
    """Who somebody is, as a provider of logins says and signs."""

    issuer: str
    subject: str  # unique at the issuer, and never another's
    email: str
    email_verified: bool
    name: str  # what they would like to be called


class LoginProvider(Protocol):
    """Somebody else who knows people. Satisfied by drivers/oidc."""

    title: str

    async def begin(self, *, redirect_uri: str, state: str, nonce: str, verifier: str) -> str:
        """Where the browser goes. Raises ProviderFailedError."""
        ...

    async def finish(self, code: str, *, redirect_uri: str, nonce: str, verifier: str) -> Claims:
        """What the code is worth that the browser came back with. Raises ProviderFailedError."""
        ...


class UsageOf(Protocol):
    """Satisfied by wiring, from the capabilities whose things are limited."""

    async def __call__(self, user_id: str) -> Usage:
        """What the user has at this moment."""
        ...


@dataclass(frozen=True)
class Shared:
    """A thing that can be shared, as the capability that has it describes it."""

    id: str
    owner: str  # a user id
    lineage: Sequence[str]  # from the root to the thing itself, which is the last
    name: str  # to show


class Shareable(Protocol):
    """Satisfied by the capabilities that have things to share, one for each kind."""

    def describe(self, connection: Connection, object_ids: Collection[str]) -> Mapping[str, Shared]:
        """By id; what is not there is missing. With as few queries as for one. May take names as well as ids, and answers under what was asked."""
        ...
