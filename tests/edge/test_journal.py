"""What is written down of each request, and what is not."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from structlog.testing import capture_logs
from websockets.asyncio.client import connect

from support.daemons import living


@pytest.fixture
def lines() -> Iterator[list[Any]]:
    with capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
        yield lines


async def test_a_request_is_one_line_with_the_id_that_the_client_was_told(
    tmp_path: Path, lines: list[Any]
) -> None:
    async with living(tmp_path) as daemon, daemon.served.operator() as client:
        answer = await client.get(
            "/api/v1/users/nobody?token=very-secret", headers={"X-Custom": "very-secret"}
        )
    [line] = [line for line in lines if line["event"] == "request"]
    assert line["request_id"] == answer.headers["x-request-id"]
    assert (line["method"], line["path"], line["status"]) == (
        "GET",
        "/api/v1/users/nobody",
        answer.status_code,
    )
    assert "very-secret" not in json.dumps(lines, default=str)


async def test_metrics_know_routes_and_not_paths(tmp_path: Path) -> None:
    async with living(tmp_path) as daemon, daemon.served.operator() as client:
        for number in range(3):
            await client.delete(f"/api/v1/tokens/{number}")
        async with connect(f"{daemon.served.ws_url}/api/v1/events"):
            text = (await client.get("/metrics")).text
    assert 'method="DELETE",route="/api/v1/tokens/{token}",status="404"} 3.0' in text
    assert "ingle_websockets 0.0" in text


async def test_two_requests_have_two_ids(tmp_path: Path) -> None:
    async with living(tmp_path) as daemon, daemon.served.program() as client:
        answers = [await client.get("/healthz") for _ in range(2)]
    assert answers[0].headers["x-request-id"] != answers[1].headers["x-request-id"]
