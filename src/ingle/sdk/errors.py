"""Why a call failed: one class per kind, so that a caller writes `except NotFoundError`; `code` says exactly what happened.

Imported on the command line's fast path, so nothing heavy here.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from ingle.base.errors import Kind


class IngleError(Exception):
    """The root of what the SDK raises. Its text is a sentence for a person; programs read `code` and `fields`."""

    kind: ClassVar[Kind] = Kind.FAILED

    def __init__(
        self,
        sentence: str,
        *,
        code: str = "",
        fields: Mapping[str, Any] | None = None,
        request_id: str = "",
    ) -> None:
        super().__init__(sentence)
        self.code = code or self.kind.value
        self.fields = dict(fields or {})
        self.request_id = request_id  # what to look for in the daemon's log


class InvalidError(IngleError):
    kind = Kind.INVALID


class UnauthenticatedError(IngleError):
    kind = Kind.UNAUTHENTICATED


class ForbiddenError(IngleError):
    kind = Kind.FORBIDDEN


class NotFoundError(IngleError):
    kind = Kind.NOT_FOUND


class ConflictError(IngleError):
    kind = Kind.CONFLICT


class TooLargeError(IngleError):
    kind = Kind.TOO_LARGE


class RateLimitedError(IngleError):
    kind = Kind.RATE_LIMITED


class ExhaustedError(IngleError):
    kind = Kind.EXHAUSTED


class UnavailableError(IngleError):
    kind = Kind.UNAVAILABLE


class OverdueError(IngleError):
    """It took longer than was allowed (the kind `timeout`)."""

    kind = Kind.TIMEOUT


class FailedError(IngleError):
    kind = Kind.FAILED


class UnreachableError(UnavailableError):
    """No daemon answers there."""


class ConnectionLostError(UnavailableError):
    """The connection ended before the answer did; what was under way may go on in the machine."""


_CLASSES: dict[str, type[IngleError]] = {
    error.kind.value: error
    for error in (
        InvalidError,
        UnauthenticatedError,
        ForbiddenError,
        NotFoundError,
        ConflictError,
        TooLargeError,
        RateLimitedError,
        ExhaustedError,
        UnavailableError,
        OverdueError,
        FailedError,
    )
}


def from_problem(problem: Mapping[str, Any]) -> IngleError:
    """The error that a decoded `application/problem+json` describes."""
    error = _CLASSES.get(str(problem.get("kind", "")), FailedError)
    fields = problem.get("fields")
    return error(
        str(problem.get("detail") or problem.get("title") or "the daemon gave no reason"),
        code=str(problem.get("code", "")),
        fields=fields if isinstance(fields, dict) else None,
        request_id=str(problem.get("request_id", "")),
    )


def from_answer(status: int, body: bytes) -> IngleError:
    """The error of an HTTP answer that is not a success; something between us and the daemon may have made it, so the body may be anything."""
    import json  # only once something has failed

    try:
        problem = json.loads(body)
    except ValueError:
        problem = None
    if isinstance(problem, dict) and "code" in problem:
        return from_problem(problem)
    text = body[:200].decode(errors="replace").strip()
    return FailedError(
        f"the server answered {status}, not as an Ingle daemon would: {text}", code="not_ingle"
    )
