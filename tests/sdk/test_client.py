"""The client: finding a daemon, who one is there, typed errors, both faces."""

import anyio
import pytest

from ingle import sdk
from ingle.sdk import AsyncIngle, Ingle
from ingle.sdk.accounts import make_login_token
from ingle.sdk.errors import (
    FailedError,
    IngleError,
    NotFoundError,
    UnauthenticatedError,
    UnreachableError,
    from_answer,
    from_problem,
)
from ingle.sdk.lean.place import Place
from ingle.wire.accounts import LimitOverrides
from support.standin.server import StandIn


def test_local_is_by_the_socket_and_remote_by_a_token(daemon: StandIn) -> None:
    with Ingle() as local, Ingle(daemon.url, "secret-1") as remote:
        assert (local.me().via, remote.me().via) == ("local", "token")
    with Ingle(daemon.url, "wrong") as stranger, pytest.raises(UnauthenticatedError):
        stranger.me()


def test_no_daemon_is_unreachable(tmp_path: object) -> None:
    with Ingle(f"unix:{tmp_path}/none.sock") as ingle, pytest.raises(UnreachableError, match="ingle serve"):
        ingle.me()
    with Ingle("http://127.0.0.1:1") as ingle, pytest.raises(UnreachableError, match=r"127\.0\.0\.1:1"):
        ingle.machines.list()


def test_a_password_is_traded_for_a_token(daemon: StandIn) -> None:
    made = anyio.run(make_login_token, Place(daemon.url), "ada", "right")
    assert made.secret == "secret-1"
    with pytest.raises(UnauthenticatedError):
        anyio.run(make_login_token, Place(daemon.url), "ada", "wrong")


def test_tokens_go_by_name(ingle: Ingle, daemon: StandIn) -> None:
    ingle.tokens.create("ci", scopes=["machines:read"])
    assert [token.scopes for token in ingle.tokens.list()] == [["machines:read"]]
    ingle.tokens.remove("ci")
    with pytest.raises(NotFoundError, match="ingle token ls"):
        ingle.tokens.remove("ci")


def test_limits_are_read_and_set(ingle: Ingle, daemon: StandIn) -> None:
    assert (ingle.limits().machines, ingle.usage().machines) == (100, 2)
    changed = ingle.users.set_limits("ada", LimitOverrides(machines=3))
    assert (changed.in_force.machines, changed.in_force.vcpus) == (3, 64)
    assert ingle.users.limits("ada") == changed
    assert ingle.users.usage("ada") == ingle.usage()


def test_events_and_checks_come_through(ingle: Ingle) -> None:
    assert [event.id for event in ingle.events()] == [0, 1, 2]
    assert [check.name for check in ingle.doctor()] == ["kvm"]


def test_the_async_face_is_the_same(daemon: StandIn) -> None:
    async def use() -> tuple[int, list[bytes]]:
        async with AsyncIngle() as ingle:
            machine = await ingle.machines.get("one")
            result = await machine.exec(["sh", "-c", "exit 5"])
            return result.exit_code, [output.data async for output in machine.stream(["echo", "hi"])]

    assert anyio.run(use) == (5, [b"hi\n"])


def test_many_execs_at_once_are_all_exact(daemon: StandIn) -> None:
    async def use() -> list[int]:
        codes = [0] * 40
        async with AsyncIngle() as ingle:
            machine = await ingle.machines.get("one")

            async def run(number: int) -> None:
                codes[number] = (await machine.exec(["sh", "-c", f"exit {number}"])).exit_code

            async with anyio.create_task_group() as group:
                for number in range(40):
                    group.start_soon(run, number)
        return codes

    assert anyio.run(use) == list(range(40))


def test_names_are_imported_when_used() -> None:
    assert sdk.NotFoundError is NotFoundError
    with pytest.raises(AttributeError):
        _ = sdk.nonsense


@pytest.mark.parametrize(
    "kind",
    ["invalid", "conflict", "too_large", "rate_limited", "exhausted", "timeout", "unavailable", "forbidden"],
)
def test_every_kind_has_its_class(kind: str) -> None:
    error = from_problem({"kind": kind, "code": "c", "detail": "d", "fields": {"x": 1}, "request_id": "r"})
    assert (error.kind, error.code, str(error), error.fields, error.request_id) == (
        kind,
        "c",
        "d",
        {"x": 1},
        "r",
    )
    assert type(error) is not IngleError


@pytest.mark.parametrize("body", [b"", b"<html>Bad gateway", b"[]", b'{"detail": "nginx"}'])
def test_an_answer_that_is_not_ours_is_said_so(body: bytes) -> None:
    error = from_answer(502, body)
    assert isinstance(error, FailedError)
    assert error.code == "not_ingle"
