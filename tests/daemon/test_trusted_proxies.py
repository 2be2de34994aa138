"""Who asks, as a proxy tells it: believed of those that the operator names, and of nobody else."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from ingle.daemon.settings import Settings
from support.daemons import living


@pytest.mark.parametrize(
    ("trusted", "told", "seen"),
    [
        (["127.0.0.0/8", "10.0.0.1"], "198.51.100.9, 203.0.113.7, 10.0.0.1", "203.0.113.7"),
        (["10.0.0.0/8"], "203.0.113.7", "127.0.0.1"),
        ([], "203.0.113.7", "127.0.0.1"),
    ],
    ids=["named", "another", "nobody"],
)
async def test_only_a_named_proxy_says_where_somebody_comes_from(
    tmp_path: Path, trusted: list[str], told: str, seen: str
) -> None:
    async with living(tmp_path, trusted_proxies=trusted) as daemon, daemon.served.browser() as visitor:
        said = {"X-Forwarded-For": told, "X-Forwarded-Proto": "https"}
        wrong = {"name": "admin", "password": "not this one"}
        assert (await visitor.post("/api/v1/login", json=wrong, headers=said)).status_code == 401
        async with daemon.served.operator() as operator:
            answer = await operator.get("/api/v1/audit", params={"action": "login_failed"}, headers=said)
        assert [one["address"] for one in answer.json()["items"]] == [seen]


def test_everybody_is_no_proxy(tmp_path: Path) -> None:
    with pytest.raises(ValidationError):
        Settings(data_dir=tmp_path, trusted_proxies="*")  # type: ignore[arg-type] # as the environment has it
