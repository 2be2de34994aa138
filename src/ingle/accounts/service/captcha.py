"""What keeps programs from signing up in numbers: nothing, or a puzzle that costs them time. Both satisfy ports.Captcha."""

from ingle.accounts import policy
from ingle.accounts.errors import CaptchaFailedError, TicketRefusedError
from ingle.accounts.service.ground import Ground
from ingle.runtime.crypto import make_secret


class NoCaptcha:
    async def challenge(self) -> str:
        return ""

    async def check(self, answer: str) -> None:
        return None


class Puzzle:
    """A proof of work: no picture to read, nothing to tell anybody else. Each challenge is good for one sign-up."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def challenge(self) -> str:
        secret = make_secret(self._ground.random)
        await self._ground.db.write(
            lambda c: self._ground.give_ticket(c, "captcha", secret, life=policy.PUZZLE_LIFE)
        )
        return secret

    async def check(self, answer: str) -> None:
        """`answer`: `CHALLENGE:NUMBER`. Raises CaptchaFailedError."""
        challenge, _, number = answer.partition(":")
        try:
            if not policy.is_solved(challenge, number):
                raise CaptchaFailedError("the challenge is not answered", field="captcha")
            await self._ground.db.write(lambda c: self._ground.take_ticket(c, "captcha", challenge))
        except TicketRefusedError as error:
            raise CaptchaFailedError("this challenge is too old; take a new one", field="captcha") from error
