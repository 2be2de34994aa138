"""What the ports say becomes what the protocol says, byte strings and all; and what an agent says is believed only when it makes sense."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingle.drivers.guest import messages, requests
from ingle.drivers.guest.messages import MalformedError, pack, unpack
from ingle.drivers.guest.values import (
    from_configuration,
    from_datetime,
    from_process_spec,
    to_datetime,
    to_exit,
)
from ingle.machines.model import Exit, HealthCheck, RestartPolicy
from ingle.machines.ports import GuestConfiguration, ProcessSpec, TerminalSize

VECTORS = json.loads((Path(__file__).parents[3] / "schema/guest/vectors.json").read_text())


def said(message: messages.Message) -> Any:
    """The map that goes over the wire."""
    return msgspec.msgpack.decode(pack(message))


def test_a_supervised_workload_as_it_is_asked_for() -> None:
    spec = ProcessSpec(
        "w",
        (b"serve",),
        role="workload",
        restart=RestartPolicy("on-failure", max_retries=5),
        health=HealthCheck(("probe", "\udcff"), interval=0.5, timeout=0.0001, start_period=2, retries=0),
    )
    assert said(from_process_spec(spec)) == {
        "method": "exec",
        "session": "w",
        "argv": [b"serve"],
        "role": "workload",
        "restart": {"when": "on-failure", "max_retries": 5},
        "health": {
            "argv": [b"probe", b"\xff"],
            "interval_ms": 500,
            "timeout_ms": 1,
            "retries": 1,
            "start_period_ms": 2000,
        },
    }


def test_a_process_as_it_is_asked_for() -> None:
    spec = ProcessSpec(
        "s1",
        (b"printf", b"%s\n", b"a \xff'b"),
        {"LANG": b"C.UTF-8"},
        cwd=b"/tmp",
        user="daemon:staff",
        tty=TerminalSize(24, 80),
        stdin=True,
        keep=True,
        role="workload",
        stop_signal=2,
        scrollback=0,
    )
    assert said(from_process_spec(spec)) == {
        "method": "exec",
        "session": "s1",
        "argv": [b"printf", b"%s\n", b"a \xff'b"],
        "env": {"LANG": b"C.UTF-8"},
        "cwd": b"/tmp",
        "user": "daemon:staff",
        "tty": {"rows": 24, "cols": 80, "term": "xterm-256color"},
        "stdin": True,
        "keep": True,
        "role": "workload",
        "stop_signal": 2,
        "scrollback": 0,
    }
    assert said(from_process_spec(ProcessSpec("s", (b"true",)))) == {
        "method": "exec",
        "session": "s",
        "argv": [b"true"],
    }


def test_a_configuration_says_only_what_it_sets() -> None:
    assert said(from_configuration(GuestConfiguration())) == {"method": "configure"}
    configuration = GuestConfiguration(
        hostname="one",
        address="10.0.2.15/24",
        gateway="10.0.2.2",
        mac="52:54:00:01:02:03",
        dns=("10.0.2.3",),
        time=datetime(2026, 1, 1, tzinfo=UTC),
        entropy=b"\xff" * 32,
        env={"A": b"\xff"},
    )
    assert said(from_configuration(configuration)) == {
        "method": "configure",
        "hostname": "one",
        "interface": {
            "address": "10.0.2.15",
            "prefix": 24,
            "gateway": "10.0.2.2",
            "mac": "52:54:00:01:02:03",
        },
        "dns": ["10.0.2.3"],
        "time_ns": 1767225600 * 10**9,
        "entropy": b"\xff" * 32,
        "env": {"A": b"\xff"},
    }


def test_a_link_comes_up_without_an_address() -> None:
    said_ = said(from_configuration(GuestConfiguration(mac="52:54:00:00:00:00")))
    assert said_ == {"method": "configure", "interface": {"mac": "52:54:00:00:00:00"}}
    assert "interface" not in said(from_configuration(GuestConfiguration(hostname="one")))


@pytest.mark.parametrize(
    "name", ["open exec", "opened", "exit", "close", "error", "event", "hello"], ids=lambda name: str(name)
)
def test_golden_payloads_are_understood(name: str) -> None:
    forms: dict[str, type] = {
        "open exec": requests.Exec,
        "opened": messages.Opened,
        "exit": messages.ProcessMessage,
        "close": messages.Closed,
        "error": messages.Closed,
        "event": messages.Event,
        "hello": messages.Hello,
    }
    payload = next(bytes.fromhex(frame["payload"]) for frame in VECTORS["frames"] if frame["name"] == name)
    known = said(unpack(payload, forms[name]))
    assert {key: value for key, value in msgspec.msgpack.decode(payload).items() if key in known} == known
    assert known or name == "close"


def test_times_keep_their_microseconds() -> None:
    time = datetime(2026, 11, 21, 7, 45, 1, 123456, tzinfo=UTC)
    assert to_datetime(from_datetime(time)) == time
    assert to_datetime(-1000).year == 1969


@pytest.mark.parametrize("status", [{}, {"code": 1, "signal": 1}])
def test_an_exit_is_a_code_or_a_signal(status: dict[str, int]) -> None:
    with pytest.raises(MalformedError):
        to_exit(unpack(msgspec.msgpack.encode(status), messages.ExitStatus))
    assert to_exit(messages.ExitStatus(signal=9, core=True)) == Exit(signal=9)


@settings(deadline=None)
@given(st.binary(max_size=200), st.sampled_from(messages.Message.__subclasses__()))
def test_any_bytes_are_a_message_or_malformed(payload: bytes, form: type[messages.Message]) -> None:
    with suppress(MalformedError):
        assert isinstance(unpack(payload, form), form)
