"""Two processes on one data directory: whatever one has done holds for the other at once."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.sync.client import connect

from ingle.daemon.server import listen_tcp
from support.crews import Crew, Line
from support.databases import migrated_sqlite, postgresql_database
from support.processes import Daemon
from support.waiting import wait_until

MIB = 1 << 20


@pytest.fixture(scope="module", params=["as-the-run", pytest.param("postgresql", marks=pytest.mark.soak)])
def crew(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crew]:
    folder = tmp_path_factory.mktemp("crew")
    (folder / "data").mkdir(mode=0o700)
    flags = ["--workers", "2"]
    with ExitStack() as stack:
        if request.param == "as-the-run":
            (folder / "data" / "ingle.db").write_bytes(migrated_sqlite())
        else:
            server = request.getfixturevalue("postgresql")
            template = request.getfixturevalue("migrated_postgresql")
            flags += ["--database-url", stack.enter_context(postgresql_database(server, template=template))]
        daemon = Daemon(folder, 0, *flags).wait_ready()
        try:
            made = Crew(daemon)
            made.wait_for_worker()
            yield made
        finally:
            if daemon.process.poll() is None:
                daemon.stop(signal.SIGKILL)


def token(crew: Crew, **told: Any) -> tuple[str, str]:
    """Its id and its secret."""
    made = crew.daemon.ask("POST", "/api/v1/tokens", json={"name": f"t{time.monotonic_ns()}", **told}).json()
    return made["token"]["id"], made["secret"]


def person(crew: Crew, name: str, **limits: int) -> str:
    """Somebody with a token; its secret."""
    login = {"name": name, "password": f"the password of {name}"}
    crew.daemon.ask("POST", "/api/v1/users", json=login).raise_for_status()
    crew.daemon.ask("PUT", f"/api/v1/users/{name}/limits", json=limits).raise_for_status()
    with httpx.Client(base_url=crew.daemon.url, headers={"Origin": crew.daemon.url}, timeout=120) as client:
        client.post("/api/v1/login", json=login).raise_for_status()
        return str(client.post("/api/v1/tokens", json={"name": "t"}).json()["secret"])


def test_a_worker_answers_what_is_asked_most_and_takes_the_rest_to_the_house(crew: Crew) -> None:
    worker, (_, secret) = crew.wait_for_worker(), token(crew)
    with crew.line(worker, secret) as line:
        assert line.ask("GET", "/me").json["user"]["name"] == "admin"
        assert line.ask("PUT", "/kv/entry", key="k", value=1).status == 204
        assert crew.holder(line) == worker
        assert line.ask("GET", "/system").json["engine"] == "fake"
        assert crew.holder(line) == crew.house
        assert line.ask("GET", "/kv/entry?key=k").json["value"] == 1


def test_a_port_of_a_machine_is_the_houses_whatever_is_asked_there(crew: Crew) -> None:
    _, secret = token(crew)
    with crew.line(crew.wait_for_worker(), secret) as line:
        host = f"8000-{'0' * 26}.ports.localhost"
        line.connection.request(
            "GET", "/api/v1/me", headers={"Host": host, "Authorization": f"Bearer {secret}"}
        )
        answer = line.connection.getresponse()
        assert (answer.status, b"not open here" in answer.read()) == (401, True)
        assert crew.holder(line) == crew.house


def test_a_body_goes_to_the_house_whole(crew: Crew) -> None:
    _, secret = token(crew)
    with crew.line(crew.wait_for_worker(), secret) as line:
        keys = [f"{number:01000}" for number in range(900)]
        found = line.ask("POST", "/kv/read", keys=keys)
        assert len(found.json["entries"]) == 900
        assert crew.holder(line) == crew.house


def test_who_asks_ahead_is_answered_once_and_comes_again(crew: Crew) -> None:
    _, secret = token(crew)
    with crew.line(crew.wait_for_worker(), secret) as line, line.connection.sock as sock:
        head = f"Host: x\r\nAuthorization: Bearer {secret}\r\n\r\n"
        sock.sendall(f"GET /api/v1/me HTTP/1.1\r\n{head}GET /api/v1/system HTTP/1.1\r\n{head}".encode())
        said = b"".join(iter(lambda: sock.recv(65536), b""))
        assert said.count(b"HTTP/1.1 200") == 1
        assert b'"admin"' in said


def test_a_token_that_is_revoked_is_refused_by_all_at_once(crew: Crew) -> None:
    worker, (ident, secret) = crew.wait_for_worker(), token(crew)
    with crew.line(worker, secret) as one, crew.line(crew.house, secret) as other:
        assert [line.ask("GET", "/me").status for line in (one, other)] == [200, 200]
        assert crew.daemon.ask("DELETE", f"/api/v1/tokens/{ident}").status_code == 204
        assert [line.ask("GET", "/me").status for line in (one, other)] == [401, 401]
        assert crew.holder(one) == worker


def test_what_is_shared_no_longer_is_gone_for_all_at_once(crew: Crew) -> None:
    worker, (_, admin), ann = crew.wait_for_worker(), token(crew), person(crew, "ann")
    with crew.line(worker, ann) as hers, crew.line(worker, admin) as mine:
        mine.ask("PUT", "/files?path=/admin/Documents/letter", b"dear ann")
        there = "/files?path=/admin/Documents/letter"
        assert hers.ask("GET", there).status == 404
        grant = crew.daemon.ask(
            "POST",
            "/api/v1/grants",
            json={
                "kind": "entry",
                "object": mine.ask("GET", "/files/stat?path=/admin/Documents/letter").json["id"],
                "to": {"kind": "user", "name": "ann"},
                "mode": "read",
            },
        )
        assert grant.status_code == 201, grant.text
        assert hers.ask("GET", there).body == b"dear ann"
        crew.daemon.ask("DELETE", f"/api/v1/grants/{grant.json()['id']}").raise_for_status()
        assert hers.ask("GET", there).status == 404
        assert crew.holder(hers) == worker


def test_an_open_window_hears_what_another_process_has_changed(crew: Crew) -> None:
    worker, (_, secret) = crew.wait_for_worker(), token(crew)
    headers = {"Authorization": f"Bearer {secret}"}
    with (
        crew.line(worker, secret) as line,
        connect(
            f"ws://127.0.0.1:{crew.port}/api/v1/events", additional_headers=headers, proxy=None
        ) as window,
    ):
        assert "opened" in str(window.recv(60))
        line.ask("PUT", "/files?path=/admin/Documents/heard", b"x")
        begun = time.perf_counter()
        assert "file.added" in str(window.recv(60))
        print(f"heard {(time.perf_counter() - begun) * 1000:.1f} ms after the answer")  # noqa: T201
        assert crew.holder(line) == worker


def test_an_upload_goes_on_through_another_process(crew: Crew) -> None:
    worker, (_, secret) = crew.wait_for_worker(), token(crew)
    with ExitStack() as stack:
        begun = stack.enter_context(crew.line(worker, secret)).ask(
            "POST", "/files/uploads", path="/admin/Documents/large"
        )
        for number, pid in ((1, worker), (2, crew.house)):
            line = stack.enter_context(crew.line(pid, secret))
            part = line.ask("PUT", f"/files/uploads/{begun.json['id']}/parts/{number}", b"ab" * 100_000)
            assert part.status in {200, 201}, part.body
        line = stack.enter_context(crew.line(worker, secret))
        assert line.ask("POST", f"/files/uploads/{begun.json['id']}/complete", b"").status < 300
        read = stack.enter_context(crew.line(worker, secret)).ask("GET", "/files?path=/admin/Documents/large")
        assert read.body == b"ab" * 200_000


def test_a_quota_holds_exactly_through_both_at_once(crew: Crew) -> None:
    worker, bob = crew.wait_for_worker(), person(crew, "bob", storage_mib=1)

    def fill(line: Line, name: str) -> int:
        path = f"/files?path=/bob/Documents/{name}"
        return sum(line.ask("PUT", f"{path}{number}", bytes(100_000)).status == 201 for number in range(8))

    with crew.line(worker, bob) as one, crew.line(crew.house, bob) as other, ThreadPoolExecutor(2) as pool:
        written = [*pool.map(fill, (one, other), ("w", "h"))]
        assert sum(written) == MIB // 100_000
        assert crew.holder(one) == worker


def test_a_persons_pace_is_one_whichever_process_they_ask(crew: Crew) -> None:
    worker, eve = crew.wait_for_worker(), person(crew, "eve", requests_per_minute=6)
    with crew.line(worker, eve) as one, crew.line(crew.house, eve) as other:
        begun = time.monotonic()
        heard = sum(line.ask("GET", "/me").status == 200 for _ in range(10) for line in (one, other))
        back = (time.monotonic() - begun) / 10  # a request each ten seconds
        assert heard <= 6 + back + 1


def test_the_house_tells_what_all_count(crew: Crew) -> None:
    _, secret = token(crew)
    with crew.line(crew.wait_for_worker(), secret) as line:
        line.ask("GET", "/files/stat?path=/admin")

    def told() -> bool:
        lines = crew.daemon.ask("GET", "/metrics").text.splitlines()
        return any('/files/stat"' in one and 'worker="1"' in one for one in lines)

    wait_until(told, timeout=60)


def test_a_worker_that_dies_is_back_and_nobody_is_refused_meanwhile(crew: Crew) -> None:
    worker, (_, secret) = crew.wait_for_worker(), token(crew)
    os.kill(worker, signal.SIGKILL)
    wait_until(lambda: crew.worker != worker, timeout=60)
    while crew.worker is None:
        line = Line(crew.port, secret)
        assert line.ask("GET", "/me").status == 200
        line.connection.close()
    assert crew.wait_for_worker() != worker
    checks = {check["name"]: check for check in crew.daemon.ask("GET", "/api/v1/doctor").json()["items"]}
    assert checks["workers"]["detail"] == "worker 1 died once, by SIGKILL"
    assert '"worker_died"' in crew.daemon.err


def test_a_house_that_is_killed_takes_its_workers_along(crew: Crew) -> None:
    """The last of these tests."""
    worker = crew.wait_for_worker()
    crew.daemon.stop(signal.SIGKILL)
    wait_until(lambda: not Path(f"/proc/{worker}/fd").exists(), timeout=60)
    free = listen_tcp(f"127.0.0.1:{crew.port}")  # else it would be taken
    assert free is not None
    free.close()
