"""Errors as the contract tells them: one flat object with a message, a code of the contract's own words, and the fields.

What no endpoint has answered (404, 405) comes without a code: that is how clients tell an endpoint that is not there from a thing that is not there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

import structlog
from litestar import Response
from litestar.exceptions import HTTPException, MethodNotAllowedException, NotFoundException

from ingle.base.errors import IngleError, InvalidError, Kind, NotFoundError
from ingle.edge.problems import explain, headers_of
from ingle.wire.problems import Problem

log = structlog.get_logger()

CODES: dict[str, str] = {
    # edge
    "unauthenticated": "token_missing",
    "scope_missing": "forbidden",
    "cross_origin": "forbidden",
    "rate_limited": "too_many_requests",
    "too_many_requests": "too_many_requests",
    "body_too_large": "too_large",
    "failed": "internal_error",
    "invalid": "bad_request",
    "arguments_invalid": "bad_request",
    "interface_not_found": "not_found",
    # accounts
    "credential_refused": "token_auth_failed",
    "account_suspended": "account_suspended",
    "login_failed": "password_mismatch",
    "wrong_password": "password_mismatch",
    "locked_out": "too_many_requests",
    "name_taken": "username_already_in_use",
    "email_taken": "email_already_in_use",
    "sign_up_closed": "signup_disabled",
    "elevation_needed": "elevation_required",
    "ticket_refused": "token_expired",
    "not_temporary": "temporary_accounts_not_allowed",
    "name_reserved": "username_already_in_use",
    # files
    "file_not_found": "subject_does_not_exist",
    "file_exists": "item_with_same_name_exists",
    "not_a_directory": "dest_is_not_a_directory",
    "not_a_file": "cannot_read_a_directory",
    "directory_into_itself": "cannot_move_directory_into_itself",
    "directory_not_empty": "not_empty",
    "file_immutable": "immutable",
    "file_name_invalid": "bad_request",
    "path_invalid": "bad_request",
    "too_deep": "bad_request",
    "too_many_files": "too_many_items",
    "signature_invalid": "forbidden",
    "may_not_sign": "forbidden",
    "object_not_found": "subject_does_not_exist",
    "access_denied": "access_denied",
    "grant_denied": "access_denied",
    "recipient_unknown": "not_found",
    # kv
    "kv_invalid": "bad_request",
    "kv_too_large": "too_large",
    "kv_denied": "forbidden",
    "kv_mismatch": "bad_request",
    "kv_full": "storage_limit_reached",
    "key_not_found": "not_found",
    # notifications, ai
    "notification_invalid": "bad_request",
    "notification_not_found": "not_found",
    "model_not_found": "not_found",
    "media_invalid": "bad_request",
    # apps
    "app_not_found": "not_found",
    "app_invalid": "bad_request",
    "app_name_taken": "app_name_already_in_use",
    # entities; "entity_not_found" and "entity_invalid" are told as they are
    "collection_not_found": "not_found",
    "entity_taken": "already_in_use",
    "entity_too_large": "too_large",
    "entities_full": "storage_limit_reached",
    "entity_denied": "forbidden",
    # sites
    "site_not_found": "not_found",
    "site_invalid": "bad_request",
    "site_name_reserved": "subdomain_reserved",
    "site_taken": "already_in_use",
    "sites_full": "subdomain_limit_reached",
    "site_denied": "forbidden",
}
"""Ours to the contract's; a code that is not here is told as it is."""


class BadJsonError(InvalidError):
    code = "client_bad_json"


class BadRequestError(InvalidError):
    """Something that the endpoint needs is missing or wrong; `key` names it."""

    code = "bad_request"


class ForbiddenError(IngleError):
    kind = Kind.FORBIDDEN
    code = "forbidden"


class SessionRequiredError(ForbiddenError):
    """For a person who has logged in; an app or a token that acts for them is not enough."""

    code = "session_required"


class PasswordRequiredError(BadRequestError):
    code = "password_required"


class RevalidationRequiredError(ForbiddenError):
    """Of somebody without a password, who proves themself by their provider."""

    code = "oidc_revalidation_required"


class NotHereError(NotFoundError):
    """The contract has it and nobody here provides it."""

    code = "not_found"


class NothingCameError(IngleError):
    """What was waited for; ask again."""

    kind = Kind.TIMEOUT
    code = "request_timeout"


@contextmanager
def told_as(**codes: str) -> Iterator[None]:
    """Where an endpoint has its own word for an error that others call something else: ours by name, theirs as the value."""
    try:
        yield
    except IngleError as error:
        error.code = codes.get(error.code, error.code)
        raise


def flat(problem: Problem) -> dict[str, Any]:
    """The body that tells this problem."""
    code = CODES.get(problem.code, problem.code)
    said = {"error": problem.detail, "message": problem.detail, "code": code, "errorCode": code}
    if code == "item_with_same_name_exists":
        said["entry_name"] = problem.fields.get("name", "")
    return {**problem.fields, **said}


def is_nowhere(error: Exception) -> bool:
    """Whether no endpoint has answered, or none with this method."""
    return isinstance(error, NotFoundException | MethodNotAllowedException)


def answer(request: Any, error: Exception) -> Response[dict[str, Any]]:
    """The exception handler for everything."""
    if is_nowhere(error) and isinstance(error, HTTPException):
        phrase = HTTPStatus(error.status_code).phrase
        return Response(
            {"error": phrase, "message": phrase}, status_code=error.status_code, headers=error.headers or {}
        )
    problem = explain(error, request_id=request.scope.get("state", {}).get("request_id", ""))
    if problem.status >= 500 and problem.kind != Kind.EXHAUSTED:
        log.error("request_failed", code=problem.code, exc_info=error)
    return Response(flat(problem), status_code=problem.status, headers=headers_of(problem))
