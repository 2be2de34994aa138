"""TCP ports that listen, as they come and go."""

import os
import socket

from guest.wire import Host


def seen(host: Host, port: int) -> dict[str, object] | None:
    return next((found for found in host.call("ports")["ports"] if found["port"] == port), None)


def await_change(host: Host, port: int, *, listening: bool) -> None:
    while listening != any(found["port"] == port for found in host.event("ports")["ports"]):
        pass


def test_a_port_comes_and_goes(host: Host) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        found = seen(host, port)
        assert found is not None
        assert (found["address"], found["pid"]) == ("127.0.0.1", os.getpid())
        await_change(host, port, listening=True)
    assert seen(host, port) is None
    await_change(host, port, listening=False)


def test_version_six_and_connections_are_told_apart(host: Host) -> None:
    with socket.create_server(("::", 0), family=socket.AF_INET6) as listener:
        port = listener.getsockname()[1]
        with socket.create_connection(("::1", port)):
            found = seen(host, port)
            assert found is not None
            assert found["address"] == "::"
            assert sum(other["port"] == port for other in host.call("ports")["ports"]) == 1
