"""What the gateway says itself: one page a failure, and never more than its sentence."""

import pytest

from ingle.base.errors import IngleError, Kind
from ingle.edge.errors import TooManyRequestsError
from ingle.gateway import views
from ingle.gateway.errors import AnswerCutError, AnswerMalformedError, RequestMalformedError
from ingle.gateway.model import Page
from ingle.machines import MachineNotFoundError


def failed(kind: Kind, code: str = "some_code") -> IngleError:
    error = IngleError("the machine <b>does</b> not")
    error.kind, error.code = kind, code
    return error


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (failed(Kind.UNAVAILABLE, "connection_refused"), 502),
        (failed(Kind.UNAVAILABLE, "unreachable"), 502),
        (failed(Kind.UNAVAILABLE, "guest_lost"), 504),
        (failed(Kind.TIMEOUT, "guest_timeout"), 504),
        (failed(Kind.CONFLICT, "machine_state"), 503),
        (failed(Kind.EXHAUSTED, "host_full"), 503),
        (failed(Kind.UNAVAILABLE), 503),
        (failed(Kind.FAILED), 502),
        (MachineNotFoundError("one"), 404),
        (AnswerMalformedError(80), 502),
        (AnswerCutError(80), 502),
        (RequestMalformedError("no"), 400),
        (TooManyRequestsError(1, 1.0), 429),
    ],
)
def test_each_failure_has_its_status_and_a_sentence(error: IngleError, status: int) -> None:
    page = views.failure(error, 80)
    assert page.status == status
    assert page.title
    assert page.sentence[0].isupper()
    assert page.sentence.endswith(".")


def test_what_is_told_is_text() -> None:
    headers, body = views.answer(Page(502, "<i>", "<script>"))
    assert b"<i>" not in body
    assert b"<script>" not in body
    assert (b"cache-control", b"no-store") in headers
