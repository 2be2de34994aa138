"""The whole daemon on SQLite and on PostgreSQL, also after a restart."""

from pathlib import Path

from support.daemons import living


async def test_the_daemon_runs_on_both_databases(database_url: str, tmp_path: Path) -> None:
    async with living(tmp_path, database_url=database_url) as first:
        password = first.password
        async with first.served.operator() as operator:
            made = await operator.post("/api/v1/users", json={"name": "ann", "password": "correct horse"})
            assert made.status_code == 201
            again = await operator.post("/api/v1/users", json={"name": "ANN", "password": "correct horse"})
            assert again.json()["code"] == "name_taken"
            missing = await operator.post("/api/v1/machines", json={"image": "nothing", "name": "one"})
            assert missing.json()["code"] == "image_not_found"
            assert "ingle_users 2.0" in (await operator.get("/metrics")).text
    async with living(tmp_path, database_url=database_url) as second, second.served.browser() as browser:
        assert second.password == ""
        login = await browser.post("/api/v1/login", json={"name": "admin", "password": password})
        assert login.status_code == 200
        assert (await browser.get("/api/v1/users")).json()["items"][1]["created_at"] == made.json()[
            "created_at"
        ]
