"""What every agent keeps about TCP ports that listen: they are listed, and a new host is told of them unasked."""

import anyio

from ingle.machines.ports import GuestLink, PortsChanged
from support.guests import PATIENCE, Guest


async def told(link: GuestLink) -> PortsChanged:
    with anyio.fail_after(PATIENCE):
        return await anext(event async for event in link.events() if isinstance(event, PortsChanged))


async def test_a_port_that_listens_is_listed_and_told(guest: Guest) -> None:
    port = await guest.listen()
    async with guest.link(fresh=True) as link:
        listed = await link.ports()
        (found,) = {found for found in listed if found.port == port}
        assert found.pid is not None
        assert found.name
        assert [found.port for found in listed] == sorted(found.port for found in listed)
        assert found in (await told(link)).ports
    async with guest.link() as link:
        assert found in (await told(link)).ports
