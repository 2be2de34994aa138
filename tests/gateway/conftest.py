"""The gateway, with machines behind it: one for all tests of a file, and a machine of Ann's for each."""

import os
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from ingle.base.clock import SystemClock
from ingle.edge.leashes import Leashes
from ingle.edge.limits import RequestPace
from ingle.gateway import Gateway, GatewaySettings, PortPages
from support.daemons import served
from support.databases import sqlite_database
from support.machines import ANN, BOB, Town
from support.port_doors import Doors, People, house, somebody


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
async def street(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Doors]:
    folder = tmp_path_factory.mktemp("street")
    db = sqlite_database(folder / "ingle.db")
    town, people, leashes, clock = Town(db, folder / "data"), People(), Leashes(), SystemClock()
    async with town.daemon() as daemon:
        gateway = Gateway(
            machines=daemon.machines,
            recognise=people,
            pace=RequestPace(clock),
            clock=clock,
            random=os.urandom,
            settings=GatewaySettings(),
            key=b"k" * 32,
        )
        machine = await daemon.create("first")
        async with served(PortPages(house, gateway, leashes), folder) as here:
            yield Doors(here, town, daemon, machine, gateway, leashes, people)
    db.close()


@pytest.fixture
async def doors(street: Doors) -> AsyncIterator[Doors]:
    street.people.there = {"ses_ann": somebody(ANN, "ses_ann"), "ses_bob": somebody(BOB, "ses_bob")}
    made = replace(street, machine=await street.daemon.create())
    made.cookie = await made.let_in()
    yield made
    for owner in (ANN, BOB):
        for machine in (await street.daemon.machines.list(owner, after=None, limit=10)).items:
            if machine.name == "one":
                await street.daemon.machines.remove(owner, machine.id, force=True)
