"""Errors as HTTP tells them: RFC 9457 problem details, from one table of kinds.

The server's own mistakes are logged with their cause and told without it.
"""

import math
from http import HTTPStatus
from typing import Any

import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, InternalServerException, ValidationException

from ingle.base.errors import IngleError, Kind
from ingle.edge.basic import CHALLENGE, wants_basic
from ingle.wire.problems import Problem

log = structlog.get_logger()

PROBLEM_JSON = "application/problem+json"

STATUSES: dict[Kind, HTTPStatus] = {
    Kind.INVALID: HTTPStatus.BAD_REQUEST,
    Kind.UNAUTHENTICATED: HTTPStatus.UNAUTHORIZED,
    Kind.FORBIDDEN: HTTPStatus.FORBIDDEN,
    Kind.NOT_FOUND: HTTPStatus.NOT_FOUND,
    Kind.CONFLICT: HTTPStatus.CONFLICT,
    Kind.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Kind.RATE_LIMITED: HTTPStatus.TOO_MANY_REQUESTS,
    Kind.EXHAUSTED: HTTPStatus.INSUFFICIENT_STORAGE,
    Kind.UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
    Kind.TIMEOUT: HTTPStatus.GATEWAY_TIMEOUT,
    Kind.FAILED: HTTPStatus.INTERNAL_SERVER_ERROR,
}

_HUNG_UP = "client disconnected prematurely"  # Litestar's words when the body ends before its length

# What the framework answers by itself, before a handler of ours runs: its status, our kind and code.
_FRAMEWORK: dict[int, tuple[Kind, str]] = {
    404: (Kind.NOT_FOUND, "no_such_endpoint"),
    405: (Kind.INVALID, "method_not_allowed"),
    413: (Kind.TOO_LARGE, "body_too_large"),
    415: (Kind.INVALID, "unsupported_media_type"),
}


def explain(error: BaseException, *, request_id: str = "") -> Problem:
    """The problem that tells this error. What is not an IngleError is our fault, and its text stays here."""
    if isinstance(error, IngleError):
        return _problem(
            STATUSES[error.kind], error.kind, error.code, error.sentence, error.fields, request_id
        )
    if isinstance(error, ValidationException):
        return _explain_validation(error, request_id)
    if isinstance(error, HTTPException) and error.status_code < 500:
        kind, code = _FRAMEWORK.get(error.status_code, (Kind.INVALID, "invalid"))
        return _problem(HTTPStatus(error.status_code), kind, code, error.detail, {}, request_id)
    if (
        isinstance(error, InternalServerException) and error.detail == _HUNG_UP
    ):  # said to nobody, but no fault of ours
        return _problem(HTTPStatus.BAD_REQUEST, Kind.INVALID, "hung_up", error.detail, {}, request_id)
    if isinstance(error, RecursionError):  # JSON of a hundred thousand brackets
        return _problem(
            HTTPStatus.BAD_REQUEST, Kind.INVALID, "invalid", "this is nested too deeply", {}, request_id
        )
    sentence = "something went wrong in the daemon; its log tells more under this request id"
    return _problem(HTTPStatus.INTERNAL_SERVER_ERROR, Kind.FAILED, "failed", sentence, {}, request_id)


def _explain_validation(error: ValidationException, request_id: str) -> Problem:
    """`fields.errors` lists each wrong field by its path; the sentence says the first."""
    extra = error.extra if isinstance(error.extra, list) else []
    errors = [
        {"field": str(item.get("key", "")), "error": str(item.get("message", ""))}
        for item in extra
        if isinstance(item, dict)
    ]
    first = errors[0] if errors else {"field": "", "error": "the request does not have the expected form"}
    sentence = f"{first['field']}: {first['error']}" if first["field"] else first["error"]
    fields = {"field": first["field"], "errors": errors}
    return _problem(HTTPStatus.BAD_REQUEST, Kind.INVALID, "invalid", sentence, fields, request_id)


def _problem(
    status: HTTPStatus, kind: Kind, code: str, detail: str, fields: dict[str, Any], request_id: str
) -> Problem:
    told = {name: value for name, value in fields.items() if value is not None}
    return Problem(
        title=status.phrase,
        status=int(status),
        detail=detail,
        code=code,
        kind=str(kind),
        request_id=request_id,
        fields=told,
    )


def answer(request: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    """The exception handler for everything."""
    problem = explain(error, request_id=request.scope.get("state", {}).get("request_id", ""))
    if problem.kind == Kind.EXHAUSTED:  # somebody's limit or disk is full, which is nobody's mistake
        log.warning("request_refused", code=problem.code, reason=problem.detail)
    elif problem.status >= 500:
        log.error("request_failed", code=problem.code, exc_info=error)
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    headers |= headers_of(problem, basic=wants_basic(request.scope))
    return Response(problem, status_code=problem.status, media_type=PROBLEM_JSON, headers=headers)


def headers_of(problem: Problem, *, basic: bool = False) -> dict[str, str]:
    if problem.status == HTTPStatus.UNAUTHORIZED:
        return {"WWW-Authenticate": CHALLENGE if basic else "Bearer"}
    if "retry_after_seconds" in problem.fields:
        return {"Retry-After": str(max(1, math.ceil(problem.fields["retry_after_seconds"])))}
    return {}
