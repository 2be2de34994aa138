"""What is copied while the daemon runs is a daemon again; docs/how-to/backup.md says how."""

import os
import re
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import anyio
import httpx
import pytest
import sqlalchemy as sa

from ingle.base.errors import ConflictError, UnavailableError
from ingle.daemon import backup
from ingle.daemon.settings import Settings
from support.daemons import living

pytestmark = pytest.mark.local_stores  # of what lies in the data directory

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "how-to" / "backup.md").read_text()
LARGE = b"large" * 20_000

_EXAMPLE = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_START = re.compile(r"scripts/up --data-dir ~/(?P<folder>\w+)(?: --database-url (?P<url>\S+))?")


def settings_of(folder: Path, url: str = "") -> Settings:
    return Settings(data_dir=folder, database_url=url, engine="fake")


@asynccontextmanager
async def at(folder: Path, url: str) -> AsyncIterator[httpx.AsyncClient]:
    async with living(folder, database_url=url) as daemon, daemon.served.operator() as operator:
        operator.base_url = "http://ingle/api/v1/"
        yield operator


async def put(client: httpx.AsyncClient, path: str, content: bytes) -> None:
    answer = await client.put("files", params={"path": path}, content=content)
    assert answer.is_success, answer.text


async def test_a_copy_made_at_work_is_a_daemon_again(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Line by line as the page says."""
    url = "" if database_url.startswith("sqlite") else database_url
    saving, on_sqlite, on_postgresql = _EXAMPLE.findall(PAGE)
    monkeypatch.setenv("HOME", str(tmp_path))
    async with at(tmp_path / "house", url) as operator:
        await put(operator, "~/small", b"small")
        await put(operator, "~/large", LARGE)
        told = {"INGLE_DATA_DIR": str(tmp_path / "house"), "INGLE_DATABASE_URL": url}
        assert "the database and 1 files" in await said(saving, tmp_path, told)
        await put(operator, "~/later", b"later" * 10_000)
        await operator.post("files/remove", json={"path": "~/small"})
    with own_server(url, monkeypatch):
        *lines, start = (on_postgresql if url else on_sqlite).splitlines()
        await said("\n".join(lines), tmp_path, {})
        known = _START.fullmatch(start)
        assert known is not None, start
        async with at(tmp_path / known["folder"], known["url"] or "") as again:
            assert (await again.get("files", params={"path": "~/small"})).content == b"small"
            assert (await again.get("files", params={"path": "~/large"})).content == LARGE
            assert (await again.get("files", params={"path": "~/later"})).status_code == 404


async def said(lines: str, folder: Path, told: Mapping[str, str]) -> str:
    """What a shell answers, in the clone, with the page's disk in this folder."""
    script = lines.replace("/mnt/backup", str(folder / "mnt"))
    environment = os.environ | {name: value for name, value in told.items() if value}
    done = await anyio.run_process(["sh", "-eu", "-c", script], cwd=ROOT, env=environment, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@contextmanager
def own_server(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The one that PostgreSQL's programs speak to when nobody tells them; what they make on it goes again."""
    if not url:
        yield
        return
    there = sa.make_url(url)
    monkeypatch.setenv("PGHOST", str(there.query["host"]))
    monkeypatch.setenv("PGUSER", there.username or "")
    try:
        yield
    finally:
        engine = sa.create_engine(there.set(database="postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql("DROP DATABASE IF EXISTS ingle")
        engine.dispose()


async def test_said_again_it_follows(tmp_path: Path) -> None:
    house, copy = tmp_path / "house", tmp_path / "copy"
    async with at(house, "") as operator:
        await put(operator, "~/a", LARGE)
        await put(operator, "~/b", LARGE)
        assert len(backup.back_up(settings_of(house), copy).files) == 2
        await operator.post("files/remove", json={"path": "~/a"})
        assert len(backup.back_up(settings_of(house), copy).files) == 1
    assert len([path for path in (copy / "files").rglob("*") if path.is_file()]) == 1


async def test_a_copy_that_is_not_whole_is_none(tmp_path: Path) -> None:
    house = tmp_path / "house"
    async with at(house, "") as operator:
        await put(operator, "~/a", LARGE)
        [content] = [path for path in (house / "files").rglob("*") if path.is_file()]
        content.unlink()
        with pytest.raises(ConflictError, match="not whole"):
            backup.back_up(settings_of(house), tmp_path / "copy")


def test_where_nothing_is_nothing_is_copied(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError):
        backup.back_up(settings_of(tmp_path / "nobody"), tmp_path / "copy")


def test_no_program_is_given_a_password_that_all_can_see() -> None:
    told, environment = backup._for_programs(
        "postgresql+psycopg://ingle:pass%40word@db/ingle?sslmode=require"
    )
    assert (told, environment["PGPASSWORD"]) == ("postgresql://ingle@db/ingle?sslmode=require", "pass@word")


async def test_the_program_says_what_it_did(tmp_path: Path) -> None:
    house, copy = tmp_path / "house", tmp_path / "copy"
    async with at(house, "") as operator:
        await put(operator, "~/a", LARGE)
    program = [sys.executable, "-m", "ingle.daemon.backup"]
    done = await anyio.run_process([*program, str(copy), "--data-dir", str(house)], check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"the database and 1 files" in done.stdout
    assert backup.main([]) == 2


async def test_what_lies_in_a_bucket_is_told_to_be_missing(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As the page says; who takes a copy for whole that is none learns it too late."""
    house, copy = tmp_path / "house", tmp_path / "copy"
    url = "" if database_url.startswith("sqlite") else database_url
    async with at(house, url) as operator:
        await put(operator, "~/near", LARGE)
        await put(operator, "~/far", LARGE + b"!")
    engine = sa.create_engine(settings_of(house, url).sqlalchemy_url)
    with engine.begin() as connection:  # as though it had been kept in a bucket
        far = sa.text("UPDATE contents SET store = 'archive' WHERE size = :size")
        connection.execute(far, {"size": len(LARGE) + 1})
    engine.dispose()
    flags = ["--data-dir", str(house), *(["--database-url", url] if url else [])]
    assert backup.main([str(copy), *flags]) == 0
    told = capsys.readouterr()
    assert "the database and 1 files" in told.out
    assert f"1 more, {len(LARGE) + 1} bytes, lie in the bucket" in told.err
    assert "NOT in this copy" in told.err
