"""What can go wrong at a door, whatever the endpoint."""

import math

from ingle.base.errors import ConflictError, IngleError, InvalidError, Kind, NotFoundError


class UnauthenticatedError(IngleError):
    """No credentials, or bad ones; which of both is not told."""

    kind = Kind.UNAUTHENTICATED
    code = "unauthenticated"


class ScopeMissingError(IngleError):
    """The caller is known, but this way of being here does not allow the endpoint; `scope` names what it needs."""

    kind = Kind.FORBIDDEN
    code = "scope_missing"


class CrossOriginError(IngleError):
    """A page of another site tries to act with the visitor's cookie."""

    kind = Kind.FORBIDDEN
    code = "cross_origin"


class SomebodyElseError(ConflictError):
    """The page that sends this believes to be somebody else's than the browser's cookie is: another tab has switched."""

    code = "somebody_else"


class RateLimitedError(IngleError):
    """Too many tries; `retry_after_seconds` says when the next one is heard."""

    kind = Kind.RATE_LIMITED
    code = "rate_limited"


class TooManyRequestsError(RateLimitedError):
    """This person asks more than `requests_per_minute` allows them, over all their ways in."""

    code = "too_many_requests"

    def __init__(self, per_minute: int, wait: float) -> None:
        """`wait`: seconds until the next one is heard."""
        super().__init__(
            f"you may ask {per_minute} times a minute; wait for {math.ceil(wait)} s, or have an admin allow more",
            retry_after_seconds=math.ceil(wait * 10) / 10,
            requests_per_minute=per_minute,
        )


class BadMessageError(IngleError):
    """A WebSocket message that is not what the protocol allows there."""

    kind = Kind.INVALID
    code = "bad_message"


class HungUpError(IngleError):
    """The client of a WebSocket has gone. Nobody is told; handlers use it to end."""

    kind = Kind.UNAVAILABLE
    code = "hung_up"


class InterfaceNotFoundError(NotFoundError):
    """There is no such interface, method or provider; `what` says which of them."""

    code = "interface_not_found"

    def __init__(self, what: str, name: str) -> None:
        super().__init__(f"there is no {what} {name[:100]!r}; GET /api/v1/interfaces lists them", what=what)


class ArgumentsInvalidError(InvalidError):
    """What a method was called with is not what it takes."""

    code = "arguments_invalid"
