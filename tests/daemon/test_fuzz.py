"""Requests that nobody thought of: what the OpenAPI document allows and what it does not, against a real daemon. None may be the daemon's fault."""

import json
from collections.abc import Iterator
from contextlib import suppress
from http import HTTPStatus
from typing import Any

import pytest

from ingle.daemon.wiring import openapi_document
from support.processes import Daemon

EXAMPLES = 3  # for each operation, of what is allowed and of what is not
SOAKING = 8  # the same for all operations, with --soak
# Understood and refused for what this daemon is now; every other 5xx is a mistake.
FINE = {HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.INSUFFICIENT_STORAGE}


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """Its URL, and the headers of a token that may do everything."""
    process = Daemon(tmp_path_factory.mktemp("fuzz"), 0).wait_ready()
    made = process.ask("POST", "/api/v1/tokens", json={"name": "fuzz"}).json()
    yield process.url, {"Authorization": f"Bearer {made['secret']}"}
    assert process.ask("GET", "/healthz").json()["status"] == "ok"
    assert process.stop() == 0
    assert '"request_failed"' not in process.err


@pytest.mark.parametrize(
    ("paths", "examples"),
    [("/tokens|/logout|/users|/password", EXAMPLES), pytest.param("", SOAKING, marks=pytest.mark.soak)],
)
def test_no_request_is_the_daemons_fault(
    daemon: tuple[str, dict[str, str]], paths: str, examples: int
) -> None:
    """What journeys/test_malformed_requests leaves out is tried always, all with --soak."""
    # Here, and without its plugin for pytest: importing it and reading the document takes seconds, of every worker that collects this file.
    import schemathesis
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis.errors import Unsatisfiable
    from schemathesis.generation import GenerationMode

    url, headers = daemon
    document = schemathesis.openapi.from_dict(json.loads(openapi_document()))
    if paths:
        document = document.include(path_regex=paths)
    # It would build images for as long as the test lasts, and needs no more than its body being decoded, which test_app tries.
    document = document.exclude(method="POST", path="/api/v1/images")
    how = settings(
        max_examples=examples,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )

    def is_fine(case: Any) -> None:
        answer = case.call(base_url=url, headers=headers, timeout=30)
        assert answer.status_code < 500 or answer.status_code in FINE, answer.text
        if answer.status_code >= 400 and case.method.upper() != "HEAD":  # which has no body
            assert answer.headers["content-type"][0] == "application/problem+json"
            assert answer.json()["status"] == answer.status_code

    tried = 0
    for found in document.get_all_operations():
        for mode in GenerationMode:
            asked = given(case=found.ok().as_strategy(generation_mode=mode))
            with suppress(Unsatisfiable):  # where nothing can be wrong
                how(asked(is_fine))()
                tried += 1
    assert tried > 10
