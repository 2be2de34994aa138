"""The gateway on the real server, before machines of the twin in which programs listen as a test says."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
from litestar.types import Receive, Scope, Send
from websockets.asyncio.client import connect

from ingle.drivers.guest.fake.kernel import Context, Program
from ingle.edge.errors import UnauthenticatedError
from ingle.edge.identity import Caller
from ingle.edge.leashes import Leashes
from ingle.gateway import Gateway
from ingle.gateway.model import Place
from ingle.gateway.policy.hosts import label_of
from ingle.machines import Machine
from support.daemons import NOBODY, Served
from support.machines import Daemon, Town

PORT = 8000


async def house(_scope: Scope, _receive: Receive, send: Send) -> None:
    """What lies behind the gateway."""
    start: Any = {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5")]}
    body: Any = {"type": "http.response.body", "body": b"house", "more_body": False}
    await send(start)
    await send(body)


@dataclass
class People:
    """Satisfies Recognise: who has which credential, until a test ends it."""

    there: dict[str, Caller] = field(default_factory=dict)

    async def __call__(self, via: str, credential_id: str) -> Caller:
        caller = self.there.get(credential_id)
        if caller is None or caller.via != via:
            raise UnauthenticatedError("you are logged out")
        return caller


def somebody(user: str, credential: str, **more: Any) -> Caller:
    return Caller(
        user,
        user,
        **{"admin": False, "scopes": frozenset({"*"}), "via": "session"} | more,
        credential_id=credential,
    )


@dataclass
class Doors:
    served: Served
    town: Town
    daemon: Daemon
    machine: Machine
    gateway: Gateway
    leashes: Leashes
    people: People
    cookie: str = ""

    @property
    def place(self) -> Place:
        return Place(self.machine.id, PORT)

    @property
    def host(self) -> str:
        return f"{label_of(self.place)}.ports.localhost:{self.served.port}"

    def listen(self, program: Callable[[Context], Program], port: int = PORT) -> None:
        self.town.host.agent(self.machine.id).listeners[port] = program

    async def let_in(self, credential: str = "ses_ann", place: Place | None = None) -> str:
        """The cookie of whoever opens an address that they asked for."""
        where = place or self.place
        address = await self.gateway.address(self.people.there[credential], where.machine, where.port)
        cookie = await self.gateway.redeem(address.ticket, where)
        assert cookie is not None
        return cookie

    def client(self, cookie: str | None = None, **headers: str) -> httpx.AsyncClient:
        said = self.cookie if cookie is None else cookie
        sent = {"Host": self.host, **({"Cookie": f"ingle_port={said}"} if said else {}), **headers}
        raw = {name: value.encode("latin-1") for name, value in sent.items()}
        return httpx.AsyncClient(base_url=self.served.url, headers=raw, verify=NOBODY, timeout=30)  # type: ignore[arg-type]

    def socket(
        self, path: str = "/", *, origin: str | None = None, cookie: str | None = None, **more: Any
    ) -> connect:
        host, port = "127.0.0.1", self.served.port
        said = self.cookie if cookie is None else cookie
        headers = {"Cookie": f"ingle_port={said}; other=1"} if said else {}
        return connect(
            f"ws://{self.host}{path}",
            host=host,
            port=port,
            origin=origin,
            additional_headers=headers,
            max_size=None,
            **more,
        )  # type: ignore[arg-type]
