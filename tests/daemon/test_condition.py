"""How the daemon says it is."""

from pathlib import Path

import httpx

from support.daemons import living


async def health(client: httpx.AsyncClient) -> tuple[int, str]:
    answer = await client.get("/healthz")
    return answer.status_code, answer.json()["status"]


async def test_starting_and_stopping_daemons_are_not_to_be_asked(tmp_path: Path) -> None:
    async with living(tmp_path) as daemon, daemon.served.program() as client:
        assert await health(client) == (503, "starting")
        daemon.house.condition.status = "ok"
        assert await health(client) == (200, "ok")
        daemon.house.condition.status = "stopping"
        assert await health(client) == (503, "stopping")


async def test_a_daemon_without_what_machines_need_serves_and_says_so(tmp_path: Path) -> None:
    empty = tmp_path / "boot"
    async with (
        living(tmp_path / "data", engine="qemu", boot_dir=empty) as daemon,
        daemon.served.operator() as client,
    ):
        daemon.house.condition.status = "ok"
        assert await health(client) == (200, "degraded")
        system = (await client.get("/api/v1/system")).json()
        assert (system["engine"], system["kernels"]) == ("", [])
        checks = {check["name"]: check for check in (await client.get("/api/v1/doctor")).json()["items"]}
        assert checks["kernel"]["status"] == "missing"
        assert "scripts/fetch-kernel" in checks["kernel"]["remedy"]
