"""What went wrong, said without knowing how it will be told.

Every error of Ingle's own is an `IngleError` with a kind (how a caller should react), a stable code (what happened),
a sentence for a person (what happened and what to do), and typed fields. The doors turn kinds into HTTP statuses, WebSocket
closes and exit codes, each in one table. Each capability declares its own subclasses in its `errors.py`.
"""

from enum import StrEnum


class Kind(StrEnum):
    """How a caller should react; one row of each door's table."""

    INVALID = "invalid"  # the request is wrong; change it
    UNAUTHENTICATED = "unauthenticated"  # say who you are
    FORBIDDEN = "forbidden"  # you are known, and may not
    NOT_FOUND = "not_found"  # it does not exist, or you may not know that it does
    CONFLICT = "conflict"  # the thing is in a state that does not allow this
    TOO_LARGE = "too_large"  # more than may be sent or stored
    RATE_LIMITED = "rate_limited"  # later
    EXHAUSTED = "exhausted"  # a limit, the disk or the memory is used up
    UNAVAILABLE = "unavailable"  # a part that is needed is not there now
    TIMEOUT = "timeout"  # it took longer than was allowed
    FAILED = "failed"  # our fault


class IngleError(Exception):
    """The root of every error that Ingle raises on purpose."""

    kind: Kind = Kind.FAILED  # of the class; a few errors that carry another side's code set their own
    code: str = "failed"

    def __init__(self, sentence: str, **fields: str | float | bool | list[str] | None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.fields = fields


class InvalidError(IngleError):
    """A value that cannot be accepted; `field` names it where there is one."""

    kind = Kind.INVALID
    code = "invalid"


class NotFoundError(IngleError):
    kind = Kind.NOT_FOUND
    code = "not_found"


class ConflictError(IngleError):
    kind = Kind.CONFLICT
    code = "conflict"


class UnavailableError(IngleError):
    kind = Kind.UNAVAILABLE
    code = "unavailable"
