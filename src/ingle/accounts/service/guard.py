"""Who guesses is slowed: rates for each address and each account, and pauses that grow with every failure in a row."""

from datetime import timedelta

import structlog

from ingle.accounts import policy, store
from ingle.accounts.errors import LockedOutError
from ingle.accounts.model import User
from ingle.accounts.service.ground import Ground
from ingle.edge.limits import RateLimit
from ingle.runtime.crypto import hash_secret

log = structlog.get_logger()


class Guard:
    def __init__(self, ground: Ground, *, by_name: RateLimit, by_address: RateLimit) -> None:
        self._ground = ground
        self._by_name = by_name
        self._by_address = by_address

    def admit_address(self, address: str) -> None:
        """One try of a stranger's that names nobody. Raises RateLimitedError."""
        self._by_address.spend(policy.address_key(address))

    def give_back(self, address: str) -> None:
        """The stranger was none."""
        self._by_address.give_back(policy.address_key(address))

    def admit_name(self, key: str) -> None:
        """One try of somebody who is known. Raises RateLimitedError."""
        self._by_name.spend(key)

    async def admit(self, key: str, address: str) -> None:
        """One try to be `key`, whether that exists or not. Raises RateLimitedError, LockedOutError."""
        self.admit_address(address)
        self.admit_name(key)
        found = await self._ground.db.read(lambda c: store.find_failures(c, hash_secret(key)))
        left = policy.locked_for(*found, self._ground.clock.now()) if found else timedelta(0)
        if left > timedelta(0):
            seconds = left.total_seconds()
            raise LockedOutError(
                f"too many failures; try again in {seconds:.0f} seconds",
                retry_after_seconds=round(seconds, 1),
            )

    async def failed(self, key: str, user: User | None, address: str, *, via: str) -> None:
        """It was a wrong one. A person's own log tells of it; a name that nobody has leaves no more than a count."""

        def fail(connection: store.Connection) -> None:
            store.add_failure(connection, hash_secret(key), self._ground.clock.now())
            if user is not None:
                self._ground.note(
                    connection, "login_failed", actor=None, subject=user, address=address, via=via
                )

        log.info("login_failed", address=address, via=via)
        await self._ground.db.write(fail)

    async def passed(self, key: str, address: str) -> None:
        """It was the right one: the try does not count, and what went wrong before is forgotten."""
        self._by_name.give_back(key)
        self._by_address.give_back(policy.address_key(address))
        if await self._ground.db.read(lambda c: store.find_failures(c, hash_secret(key))):
            await self._ground.db.write(lambda c: store.forget_failures(c, hash_secret(key)))
