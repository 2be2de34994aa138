"""Requests that nobody thought of: what the OpenAPI document allows and what it does not, against a real daemon. None may be the daemon's fault."""

import json
from collections.abc import Iterator
from http import HTTPStatus

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis import Case

from ingle.daemon.wiring import openapi_document
from support.processes import Daemon

EXAMPLES = 15  # for each operation
# Understood and refused for what this daemon is now; every other 5xx is a mistake.
FINE = {HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.INSUFFICIENT_STORAGE}

schema = schemathesis.openapi.from_dict(json.loads(openapi_document()))
# It would build images for as long as the test lasts, and needs no more than its body being decoded, which test_app tries.
schema = schema.exclude(method="POST", path="/api/v1/images")


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """Its URL, and the headers of a token that may do everything."""
    process = Daemon(tmp_path_factory.mktemp("fuzz"), 0).wait_ready()
    made = process.ask("POST", "/api/v1/tokens", json={"name": "fuzz"}).json()
    yield process.url, {"Authorization": f"Bearer {made['secret']}"}
    assert process.ask("GET", "/healthz").json()["status"] == "ok"
    assert process.stop() == 0
    assert '"request_failed"' not in process.err


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
def test_no_request_is_the_daemons_fault(case: Case, daemon: tuple[str, dict[str, str]]) -> None:
    url, headers = daemon
    answer = case.call(base_url=url, headers=headers, timeout=30)
    assert answer.status_code < 500 or answer.status_code in FINE, answer.text
    if answer.status_code >= 400:
        assert answer.headers["content-type"][0] == "application/problem+json"
        assert answer.json()["status"] == answer.status_code
