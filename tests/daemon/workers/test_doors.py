"""Sockets that listen together."""

import socket

import pytest

from ingle.base.errors import UnavailableError
from ingle.daemon.server import address_of, listen_tcp
from ingle.daemon.workers.doors import spread


def listener() -> socket.socket:
    made = listen_tcp("127.0.0.1:0")
    assert made is not None
    return made


def close(groups: list[list[socket.socket]]) -> None:
    for each in groups:
        for door in each:
            door.close()


def test_one_process_has_what_there_is() -> None:
    alone = listener()
    assert spread([alone], 1) == [[alone]]
    alone.close()


def test_each_process_listens_at_each_address_and_the_house_alone_for_its_operator() -> None:
    tcp, operator = [listener(), listener()], socket.socket(socket.AF_UNIX)
    addresses = [address_of(each) for each in tcp]
    house, *workers = groups = spread([*tcp, operator], 3)
    assert house[-1] is operator
    assert [[address_of(door) for door in each] for each in (house[:-1], *workers)] == [addresses] * 3
    close(groups)


def test_connections_come_to_all_of_them() -> None:
    groups = spread([listener()], 2)
    for each in groups:
        each[0].setblocking(False)
    clients, met = [], set()
    while len(met) < 2 and len(clients) < 200:
        clients.append(socket.create_connection(groups[0][0].getsockname()))
        for number, (door,) in enumerate(groups):
            try:
                door.accept()[0].close()
                met.add(number)
            except BlockingIOError:
                continue
    assert met == {0, 1}
    close([*groups, clients])


def test_nobody_else_joins_unasked() -> None:
    groups = spread([listener()], 2)
    with pytest.raises(UnavailableError):
        listen_tcp(address_of(groups[0][0]))
    close(groups)
