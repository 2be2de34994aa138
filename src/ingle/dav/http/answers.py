"""Answers as values, and how errors are told to clients that look at the status first."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field

import msgspec
from litestar.types import Send

from ingle import files
from ingle.base.errors import IngleError
from ingle.dav import errors
from ingle.edge.problems import PROBLEM_JSON, explain

XML = "application/xml; charset=utf-8"

STATUSES: Mapping[type[IngleError], int] = {
    errors.UnsupportedBodyError: 415,
    errors.MethodNotHereError: 405,
    errors.ParentMissingError: 409,
    errors.PreconditionFailedError: 412,
    errors.LockedError: 423,
    errors.LockNotHereError: 409,
    files.ContentChangedError: 412,
    files.EntryExistsError: 412,
    files.EntryImmutableError: 403,
    files.IntoItselfError: 403,
    files.NotFileError: 405,
}
"""Where RFC 4918 wants another status than the kind of the error has on our other doors."""

_REASONS: Mapping[type[IngleError], str] = {  # RFC 4918 section 16
    errors.LockedError: "lock-token-submitted",
    errors.LockNotHereError: "lock-token-matches-request-uri",
    errors.InfiniteDepthError: "propfind-finite-depth",
}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | AsyncIterator[str] = b""


def xml(status: int, text: str, headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(status, {"Content-Type": XML, **(headers or {})}, text.encode())


def of_error(error: IngleError, *, request_id: str) -> Answer:
    """With XML where the RFC has a word for it, else with our problem."""
    problem = explain(error, request_id=request_id)
    status = STATUSES.get(type(error), problem.status)
    headers = {"Allow": str(error.fields["allow"])} if "allow" in error.fields else {}
    if "retry_after_seconds" in problem.fields:
        headers["Retry-After"] = "1"
    reason = _REASONS.get(type(error))
    if reason is not None:
        return xml(
            status, f'<?xml version="1.0"?>\n<D:error xmlns:D="DAV:"><D:{reason}/></D:error>\n', headers
        )
    body = msgspec.json.encode(msgspec.structs.replace(problem, status=status))
    return Answer(status, {"Content-Type": PROBLEM_JSON, **headers}, body)


async def send_answer(answer: Answer, send: Send) -> None:
    """A stream goes out as it comes; its reader's pace is ours."""
    headers = [(name.lower().encode(), value.encode()) for name, value in answer.headers.items()]
    if isinstance(answer.body, bytes):
        if answer.status != 204:
            headers.append((b"content-length", str(len(answer.body)).encode()))
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": answer.body, "more_body": False})
        return
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    async for text in answer.body:
        await send({"type": "http.response.body", "body": text.encode(), "more_body": True})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
