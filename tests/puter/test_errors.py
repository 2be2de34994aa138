"""Problems in the contract's flat form."""

import pytest
from litestar.exceptions import MethodNotAllowedException, NotFoundException

from ingle.base.errors import ConflictError, IngleError
from ingle.edge.errors import ScopeMissingError, UnauthenticatedError
from ingle.edge.problems import explain
from ingle.puter.errors import CODES, BadJsonError, answer, flat, is_nowhere


class NameTakenError(ConflictError):
    code = "file_exists"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UnauthenticatedError("who?"), "token_missing"),
        (ScopeMissingError("no", scope="files:write"), "forbidden"),
        (BadJsonError("what?"), "client_bad_json"),
        (ValueError("swordfish"), "internal_error"),
        (ConflictError("it runs"), "conflict"),  # a code that is not in the table is told as it is
    ],
)
def test_codes_are_the_contracts(error: Exception, code: str) -> None:
    told = flat(explain(error))
    assert (told["code"], told["errorCode"]) == (code, code)
    assert told["error"] == told["message"]
    assert "swordfish" not in told["message"]


def test_a_taken_name_is_named() -> None:
    told = flat(explain(NameTakenError("there is one", name="a.txt")))
    assert told["code"] == "item_with_same_name_exists"
    assert told["entry_name"] == "a.txt"


def test_fields_never_hide_what_every_error_says() -> None:
    told = flat(explain(ConflictError("it runs", message="other", code="other")))
    assert told["message"] == "it runs"
    assert told["code"] == "conflict"


def test_every_code_of_the_table_is_one_that_is_raised() -> None:
    raised = {each.code for each in _all(IngleError)} | {"body_too_large", "failed"}
    assert set(CODES) <= raised


def _all(kind: type[IngleError]) -> set[type[IngleError]]:
    return {kind} | {each for below in kind.__subclasses__() for each in _all(below)}


class _Request:
    scope: dict[str, object] = {}  # noqa: RUF012 - never written


@pytest.mark.parametrize("error", [NotFoundException(), MethodNotAllowedException()])
def test_what_no_endpoint_answers_has_no_code(error: Exception) -> None:
    assert is_nowhere(error)
    told = answer(_Request(), error)
    assert set(told.content) == {"error", "message"}
